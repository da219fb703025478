using System.Text.Json.Serialization;
using Sparkify.Cli.Commands;
using Sparkify.LocalCloud;
using Sparkify.Operations;

namespace Sparkify.Cli;

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
    /// <summary>The home as the one who asks calls it, for the commands that are named to it; null: as its owner does.</summary>
    public string? Home { get; init; }

    /// <summary>It changes nothing, and is for nobody when the one who asked has gone.</summary>
    [JsonIgnore]
    public bool OnlyLooks => this is QueryCommand or FilesCommand or FailuresCommand;

    /// <summary>What asks or mends a home must not make one; what loads may.</summary>
    [JsonIgnore]
    public bool MakesHome => this is LoadCommand or BackfillCommand { Input.DryRun: not true };

    /// <returns>The exit code.</returns>
    public abstract Task<int> RunAsync(LocalStack stack, CommandOutput output, CancellationToken cancellationToken);
}

/// <summary>A command that works on the stack of a home and on a deployed one alike.</summary>
internal abstract record OperatorCommand : HomeCommand
{
    /// <returns>The exit code.</returns>
    public abstract Task<int> RunAsync(IOperatedStack stack, CommandOutput output, CancellationToken cancellationToken);

    public sealed override Task<int> RunAsync(LocalStack stack, CommandOutput output, CancellationToken cancellationToken) =>
        RunAsync(new LocalOperations(stack, Home), output, cancellationToken);
}
