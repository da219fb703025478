using System.CommandLine;
using Sparkify.LocalCloud;
using Sparkify.Operations;

namespace Sparkify.Cli;

/// <summary>A command that works on the stack of a home and, by <c>--stack</c>, on a deployed one alike.</summary>
internal abstract class OperatorCommand : HomeCommand
{
    protected OperatorCommand(string name, string description, params ReadOnlySpan<Symbol> takes)
        : base(name, description, [.. takes, StackOption.Stack]) => Validators.Add(CommandLines.WhereReadable(StackOption.Check));

    /// <summary>What Ctrl-C prints where a deployed stack was asked.</summary>
    protected virtual string StoppedOnStack => "Stopped looking. What was begun goes on in AWS.";

    public override string Stopped(ParseResult asked) => asked.GetValue(StackOption.Stack) is null ? base.Stopped(asked) : StoppedOnStack;

    public override Task<int> RunAsync(ParseResult asked, CommandOutput output, CancellationToken cancellationToken) =>
        asked.GetValue(StackOption.Stack) is { } stack
            ? StackOption.RunAsync(stack, found => RunAsync(asked, found, output, cancellationToken), cancellationToken)
            : base.RunAsync(asked, output, cancellationToken);

    public sealed override Task<int> RunAsync(
        ParseResult asked, LocalStack stack, CommandOutput output, CancellationToken cancellationToken)
    {
        CommonOptions.SetKeep(asked, stack);
        return RunAsync(asked, new LocalOperations(stack, asked.GetValue(CommonOptions.Home)), output, cancellationToken);
    }

    /// <returns>The exit code.</returns>
    public abstract Task<int> RunAsync(ParseResult asked, IOperatedStack stack, CommandOutput output, CancellationToken cancellationToken);
}
