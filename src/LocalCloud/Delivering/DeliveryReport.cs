using System.Text.Json.Serialization;
using Sparkify.Operations;

namespace Sparkify.LocalCloud.Delivering;

/// <summary>What became of a delivery.</summary>
/// <param name="Summary">In numbers.</param>
/// <param name="Losses">In words: what was passed by, quarantined, rejected or failed, a line each.</param>
public sealed record DeliveryReport(LoadSummary Summary, IReadOnlyList<string> Losses)
{
    /// <summary>Files that are neither loaded nor said to be unloadable.</summary>
    public int Unsettled { get; init; }
}

/// <summary>The object of <c>load --json</c>.</summary>
public sealed record LoadSummary
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
public sealed record FileCounts(int Delivered, int Loaded, int Unchanged, int Quarantined)
{
    /// <summary>Not put at all, because they could not be read or are no files.</summary>
    public int PassedBy { get; init; }
}

public sealed record ExecutionCounts(int Started, int Succeeded, int Failed);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LoadSummary))]
public sealed partial class LoadJson : JsonSerializerContext;
