using System.Globalization;
using Sparkify.Ingestion.Staging;

namespace Sparkify.Operations;

/// <summary>
/// The way of one version of a file from the bucket into the ledger, as the ledger shows it: nothing else need be kept for it.
/// </summary>
public sealed record FileJourney
{
    public required string ETag { get; init; }
    public required string LoadId { get; init; }

    /// <summary>Null for what was loaded before there were traces.</summary>
    public required string? TraceId { get; init; }

    /// <summary>When S3 took it, UTC; null where nobody said.</summary>
    public required string? PutAt { get; init; }

    /// <summary>What happened and when, UTC, in order.</summary>
    public required IReadOnlyList<JourneyStep> Steps { get; init; }

    public static FileJourney Of(string eTag, LedgerEntry entry, LoadTimes load)
    {
        var steps = new List<JourneyStep>();
        if (entry.PutAt is { } putAt)
        {
            steps.Add(new(putAt, "put into the bucket"));
        }

        steps.Add(new(load.StartedAt, $"load {entry.LoadId} started"));
        if (load.CopyAt is { } copyAt)
        {
            steps.Add(new(copyAt, "COPY submitted"));
            steps.Add(new(copyAt.AddMilliseconds(load.CopyMs ?? 0), "staged"));
        }

        steps.Add(new(Moment(entry.RecordedAt), entry switch
        {
            { Status: not LedgerStatus.Loaded } => entry.Status,
            { RowsStaged: > 0 } when entry.RowsStaged <= entry.RowsUnusable => "merged: no table can use any of its rows",
            _ => "merged: queryable",
        }));
        return new FileJourney
        {
            ETag = eTag, LoadId = entry.LoadId, TraceId = entry.TraceId, PutAt = entry.PutAt is { } put ? Text(put) : null, Steps = steps
        };
    }

    /// <summary>A line for the version, and one for each step: when, how long after the first, what.</summary>
    public IEnumerable<string> Lines()
    {
        yield return $"version {ETag}{(TraceId is null ? "" : $", trace {TraceId}")}";
        foreach (var (at, what) in Steps)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"  {Text(at)} {"+" + Seconds(at - Steps[0].At),12}  {what}");
        }
    }

    public static DateTime Moment(string text) =>
        DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static string Text(DateTime moment) => moment.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:#,##0.0} s");
}

/// <param name="At">UTC.</param>
public sealed record JourneyStep(DateTime At, string What);

/// <summary>When a load did what, UTC.</summary>
public sealed record LoadTimes(DateTime StartedAt, DateTime? CopyAt, long? CopyMs);
