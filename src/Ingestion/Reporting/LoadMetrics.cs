using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Metrics;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Ingestion.Reporting;

/// <summary>What the metrics show of a committed load. All of it is known already: nothing is asked for.</summary>
public sealed record LoadMetrics
{
    /// <summary>
    /// States on the way that are neither a statement's nor a notice's: Begin, IsQuarantined, ReportLoad, IsNoticeDue, Loaded.
    /// </summary>
    private const int StatesBeside = 5;

    public required Load Load { get; init; }
    public required LoadReport Report { get; init; }

    /// <summary>The statement that committed.</summary>
    public required StatementReport Merged { get; init; }

    /// <summary>Null for a load that had nothing to stage.</summary>
    public StatementTicket? Staging { get; init; }

    public required StatementTicket Merging { get; init; }

    /// <summary>Of the batches that staged, one for each attempt.</summary>
    public required int StagingStatements { get; init; }

    /// <summary>Where in the batch that committed the lock was taken, from 1.</summary>
    public required int LockStatement { get; init; }

    /// <summary>The load's list; null where it could not be read: then the metrics show nothing of files' times.</summary>
    public required IReadOnlyList<ListedFile>? Files { get; init; }

    /// <summary>A file that is queryable so soon after its put is on time.</summary>
    public required TimeSpan Objective { get; init; }

    public Measurements Measure() => new()
    {
        Dataset = Load.Dataset,
        LoadId = Load.LoadId,
        TraceId = Load.TraceId,
        Values = [.. Counts().Concat(Freshness()).Concat(Times()).OfType<Measurement>()],
    };

    private IEnumerable<Measurement?> Counts()
    {
        var own = Report.Tables.FirstOrDefault(table => table.Table == Load.Dataset.MainTable);
        return
        [
            Measurement.Of(Metric.FilesLoaded, Load.Quarantine ? 0 : Report.Files),
            Measurement.Of(Metric.FilesQuarantined, Load.Quarantine ? Files?.Count(file => !file.Superseded) ?? Report.Files : 0),
            Measurement.Of(Metric.RowsStaged, Report.RowsStaged),
            Measurement.Of(Metric.RowsRejected, Report.RowsRejected),
            Measurement.Of(Metric.RowsUnusable, Report.RowsUnusable),
            Measurement.Of(Metric.RowsMerged, Report.Tables.Sum(table => table.Inserted + table.Updated)),
            Measurement.Of(Metric.DuplicatesAbsorbed, own is null ? 0 : own.Duplicate + own.Unchanged),
            Measurement.Of(Metric.TracksResolved, Report.TracksResolved),
            Measurement.Of(
                Metric.Statements, StagingStatements + (Merged.SubStatements.Count * Merging.Attempt)),
            Measurement.Of(Metric.StateTransitions, StatesBeside + StatesOf(Staging) + StatesOf(Merging) + (Load.Quarantine ? 1 : 0)),
        ];
    }

    /// <summary>
    /// Only of files that S3 has announced: one that a backfill found has waited for the backfill, not for the loads. Such a file has no
    /// sequencer.
    /// </summary>
    private IEnumerable<Measurement?> Freshness()
    {
        var noticed = Load.Quarantine || Files is null
            ? []
            : CopyManifest.Newest(Files).Where(version => version.Sequencer is not null).ToList();
        var seconds = noticed.Select(version => Seconds(Report.RecordedAt - version.EventTime)).ToList();
        yield return Measurement.Spread(Metric.SecondsToQueryable, seconds);
        if (seconds.Count > 0)
        {
            var late = seconds.Count(taken => taken > Objective.TotalSeconds);
            yield return Measurement.Of(Metric.FilesOnTime, seconds.Count - late);
            yield return Measurement.Of(Metric.FilesLate, late);
            if (Report is { OldestEvent: { } oldest, NewestEvent: { } newest })
            {
                yield return Measurement.Spread(
                    Metric.SecondsFromEventToQueryable, [Seconds(Report.RecordedAt - oldest), Seconds(Report.RecordedAt - newest)]);
            }
        }
    }

    private IEnumerable<Measurement?> Times()
    {
        if (Staging is null || Load.Quarantine)
        {
            yield break;
        }

        var forLock = Merged.SubStatements.ElementAtOrDefault(LockStatement - 1)?.Duration.TotalSeconds ?? 0;
        yield return Measurement.Of(Metric.SecondsInCopy, Seconds(Report.StagingMs));
        yield return Measurement.Of(Metric.SecondsForLock, forLock);
        yield return Measurement.Of(Metric.SecondsInMerge, Math.Max(0, Seconds(Report.MergingMs) - forLock));
    }

    /// <summary>
    /// Each visit is a task and a choice, and a wait is before each attempt but the first. What a task tried again is not in it.
    /// </summary>
    private static int StatesOf(StatementTicket? ticket) => ticket is null ? 0 : (2 * ticket.Visits) + ticket.Attempt - 1;

    /// <summary>Clocks differ: what seems to lie ahead took no time.</summary>
    private static double Seconds(long milliseconds) => Math.Max(0, milliseconds) / 1000.0;
}
