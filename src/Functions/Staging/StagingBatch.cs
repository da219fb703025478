using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.Functions.Staging;

/// <summary>The staging batch of a load's attempt, by which it is submitted and by which its results are found.</summary>
internal static class StagingBatch
{
    /// <summary>
    /// A file that is alone in its load, after another of the load it was taken from has loaded: only trying it twice is proof against it.
    /// </summary>
    public static bool Confirms(Load load) => load is { Control: not null, Files: 1 };

    /// <param name="attempt">From 1. The second of a file that has to be confirmed is made behind a file that is known to load.</param>
    public static StageBatch Batch(Load load, int attempt, string copyRole) => new()
    {
        Staging = load.StagingTable,
        Dataset = load.Dataset,
        Manifest = load.Manifest.Url,
        CopyRole = copyRole,
        IsGzip = load.Gzip,
        ControlManifest = attempt > 1 && Confirms(load) ? load.ControlManifest?.Url : null,
    };

    /// <summary>Where in the batch of a ticket the results stand. (The role is no part of that.)</summary>
    public static StageBatch Positions(Load load, StatementTicket staging) => Batch(load, staging.Attempt, copyRole: "");
}
