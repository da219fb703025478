using System.CommandLine;
using Sparkify.Cli.Sharing;
using Sparkify.LocalCloud;

namespace Sparkify.Cli;

/// <summary>
/// A command that needs the home's warehouse: whoever owns the home runs it, this process or, through the socket, another one.
/// </summary>
internal abstract class HomeCommand(string name, string description, params ReadOnlySpan<Symbol> takes)
    : SparkifyCommand(name, description, takes)
{
    /// <summary>It changes nothing, and is for nobody when the one who asked has gone.</summary>
    public virtual bool OnlyLooks => false;

    public override string Stopped(ParseResult asked) =>
        OnlyLooks ? "Stopped." : "Stopped. What was begun goes on with the next load or watch.";

    /// <summary>What asks or mends a home must not make one; what loads may.</summary>
    public virtual bool MakesHome(ParseResult asked) => false;

    public override Task<int> RunAsync(ParseResult asked, CommandOutput output, CancellationToken cancellationToken) =>
        HomeOwner.RunAsync(this, asked, output, cancellationToken);

    /// <returns>The exit code.</returns>
    public abstract Task<int> RunAsync(ParseResult asked, LocalStack stack, CommandOutput output, CancellationToken cancellationToken);
}
