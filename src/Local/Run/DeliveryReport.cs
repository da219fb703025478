using System.Text.Json.Serialization;

namespace Sparkify.Local.Run;

/// <summary>What became of a delivery.</summary>
/// <param name="Summary">In numbers.</param>
/// <param name="Losses">In words: what was quarantined, rejected or failed, a line each.</param>
internal sealed record DeliveryReport(LoadSummary Summary, IReadOnlyList<string> Losses)
{
    /// <summary>Files that are neither loaded nor told to be unloadable.</summary>
    public int Unsettled { get; init; }

    public int ExitCode =>
        Summary.Executions.Failed > 0 || Unsettled > 0 ? CommandLine.ExitCode.Failed
        : Summary.Files.Quarantined > 0 || Summary.Rows.Rejected > 0 ? CommandLine.ExitCode.DoneWithLosses
        : CommandLine.ExitCode.AllWell;
}

/// <summary>The object of <c>load --json</c>.</summary>
internal sealed record LoadSummary
{
    public required FileCounts Files { get; init; }
    public required RowCounts Rows { get; init; }
    public required ExecutionCounts Executions { get; init; }
    public required long Statements { get; init; }
    public required double Seconds { get; init; }
    public required StarCounts Tables { get; init; }
}

/// <param name="Delivered">Files put into the bucket.</param>
/// <param name="Loaded">Of these: now in the schema, and not before.</param>
/// <param name="Unchanged">Of these: were in the schema already, with this very content.</param>
/// <param name="Quarantined">Of these: could not be loaded.</param>
internal sealed record FileCounts(int Delivered, int Loaded, int Unchanged, int Quarantined);

/// <param name="Staged">Rows that COPY took.</param>
/// <param name="Rejected">Rows that were refused, by COPY or by the rules.</param>
internal sealed record RowCounts(long Staged, long Rejected);

internal sealed record ExecutionCounts(int Started, int Succeeded, int Failed);

/// <summary>The rows of the star schema's tables.</summary>
internal sealed record StarCounts(long Songplays, long Users, long Songs, long Artists, long Time);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LoadSummary))]
internal sealed partial class LoadJson : JsonSerializerContext;
