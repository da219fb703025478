using System.Text.Json.Serialization;
using Sparkify.Local.Operations;
using Sparkify.Local.Run;

namespace Sparkify.Local.CommandLine;

/// <summary>
/// A command that needs the home's warehouse, as data: whoever owns the home runs it, this process or, through the socket, another one.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "command")]
[JsonDerivedType(typeof(LoadCommand), "load")]
[JsonDerivedType(typeof(QueryCommand), "query")]
[JsonDerivedType(typeof(FilesCommand), "files")]
[JsonDerivedType(typeof(BackfillCommand), "backfill")]
[JsonDerivedType(typeof(FailuresCommand), "failures")]
[JsonDerivedType(typeof(RedriveCommand), "redrive")]
[JsonDerivedType(typeof(RebuildCommand), "rebuild")]
internal abstract record HomeCommand
{
    /// <returns>The exit code.</returns>
    public abstract Task<int> RunAsync(LocalStack stack, CommandOutput output, CancellationToken cancellationToken);
}

/// <summary>A command that works on the stack of a home and on a deployed one alike.</summary>
internal abstract record OperatorCommand : HomeCommand
{
    /// <returns>The exit code.</returns>
    public abstract Task<int> RunAsync(IOperatedStack stack, CommandOutput output, CancellationToken cancellationToken);

    public sealed override Task<int> RunAsync(LocalStack stack, CommandOutput output, CancellationToken cancellationToken) =>
        RunAsync(new HomeStack(stack), output, cancellationToken);
}
