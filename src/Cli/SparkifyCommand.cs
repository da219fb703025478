using System.CommandLine;

namespace Sparkify.Cli;

/// <summary>A command of the command line. All that is to know of one stands in its file: its words, what it takes, what it does.</summary>
internal abstract class SparkifyCommand : Command
{
    /// <param name="takes">Arguments and options, in the order of the help.</param>
    protected SparkifyCommand(string name, string description, params ReadOnlySpan<Symbol> takes)
        : base(name, description)
    {
        foreach (var symbol in takes)
        {
            if (symbol is Argument argument)
            {
                Add(argument);
            }
            else
            {
                Add((Option)symbol);
            }
        }

        SetAction((asked, cancellationToken) =>
        {
            var output = Invocation.Of(asked).To;
            return CommandErrors.ReportAsync(output, Stopped(asked), () => RunAsync(asked, output, cancellationToken));
        });
    }

    /// <summary>What Ctrl-C prints.</summary>
    public virtual string Stopped(ParseResult asked) => "Stopped.";

    /// <summary>Whether Ctrl-C is the command's own matter, and does not end it.</summary>
    public virtual bool OutlivesCtrlC(ParseResult asked, CommandOutput output) => false;

    /// <returns>The exit code.</returns>
    public abstract Task<int> RunAsync(ParseResult asked, CommandOutput output, CancellationToken cancellationToken);
}
