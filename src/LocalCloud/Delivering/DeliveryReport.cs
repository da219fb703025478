using System.Globalization;
using System.Text.Json.Serialization;
using Sparkify.Operations;

namespace Sparkify.LocalCloud.Delivering;

/// <summary>What became of a delivery.</summary>
/// <param name="Summary">In numbers.</param>
/// <param name="Losses">In words: what was quarantined, rejected or failed, a line each.</param>
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

/// <summary>The files put into the bucket, and what became of them: the parts add up to the whole.</summary>
/// <param name="Delivered">All of them.</param>
/// <param name="Loaded">Of these: now in the schema, and not before.</param>
/// <param name="Unchanged">Of these: were in the schema already, with this very content.</param>
/// <param name="Quarantined">Of these: could not be loaded.</param>
public sealed record FileCounts(int Delivered, int Loaded, int Unchanged, int Quarantined)
{
    /// <summary>Overwritten before they were read, by one of the same delivery or by somebody else.</summary>
    public required int Overwritten { get; init; }

    /// <summary>Their load failed.</summary>
    public required int Failed { get; init; }

    /// <summary>In a queue, or in a load that goes on.</summary>
    public required int UnderWay { get; init; }

    /// <summary>No files of a dataset.</summary>
    public required int Ignored { get; init; }

    /// <summary>Not loaded for another reason: their notice is a dead letter, say.</summary>
    public required int NotLoaded { get; init; }

    /// <summary>Beside those delivered: not put at all, because they could not be read or are no files.</summary>
    public int PassedBy { get; init; }

    public static FileCounts Of(IReadOnlyCollection<DeliveredFate> fates)
    {
        return new FileCounts(
            fates.Count, Count(DeliveredFate.Loaded), Count(DeliveredFate.Unchanged), Count(DeliveredFate.Quarantined))
        {
            Overwritten = Count(DeliveredFate.Overwritten),
            Failed = Count(DeliveredFate.Failed),
            UnderWay = Count(DeliveredFate.UnderWay),
            Ignored = Count(DeliveredFate.Ignored),
            NotLoaded = Count(DeliveredFate.NotLoaded),
        };

        int Count(DeliveredFate fate) => fates.Count(other => other == fate);
    }

    /// <summary>In words: the first three always, the others where there are any.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Counted.Of(Delivered, "file")} delivered: {Loaded:N0} loaded, {Unchanged:N0} unchanged, ")
        + string.Create(CultureInfo.InvariantCulture, $"{Quarantined:N0} quarantined")
        + Words(Overwritten, "overwritten before they were read", "overwritten before it was read")
        + Words(Failed, "in loads that failed")
        + Words(UnderWay, "under way")
        + Words(NotLoaded, "not loaded")
        + Words(Ignored, "no files of a dataset", "no file of a dataset")
        + (PassedBy == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {PassedBy:N0} passed by"))
        + ".";

    private static string Words(int count, string words, string? ofOne = null) =>
        count == 0 ? "" : $", {Counted.Of(count, ofOne ?? words, words)}";
}

public sealed record ExecutionCounts(int Started, int Succeeded, int Failed);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LoadSummary))]
public sealed partial class LoadJson : JsonSerializerContext;
