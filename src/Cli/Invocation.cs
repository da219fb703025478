using System.CommandLine;

namespace Sparkify.Cli;

/// <summary>One call of the command line: what was typed, and where the answer goes.</summary>
internal sealed class Invocation : InvocationConfiguration
{
    /// <summary>From Ctrl-C until the process ends, whatever it does: time to stop a statement and to close what was written.</summary>
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(30);

    public Invocation(IReadOnlyList<string> arguments, CommandOutput output)
    {
        (Arguments, To) = (arguments, output);
        (Output, Error, ProcessTerminationTimeout) = (new VisibleWriter(output.Answer), output.Error, TimeToStop);
    }

    public IReadOnlyList<string> Arguments { get; }
    public CommandOutput To { get; }

    public static Invocation Of(ParseResult asked) => (Invocation)asked.InvocationConfiguration;
}
