using Sparkify.Ingestion;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Metrics;
using Sparkify.Ingestion.Reporting;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Functions.Tests.Reporting;

public sealed class LoadMetricsTests
{
    private static readonly LoadReport Report = new()
    {
        LoadId = Inputs.Load.LoadId,
        Outcome = "loaded",
        Dataset = Dataset.LogData,
        Files = 2,
        FilesQuarantined = 0,
        RowsRead = 33,
        RowsStaged = 30,
        RowsRejected = 3,
        RowsUnusable = 4,
        TracksResolved = 5,
        Tables =
        [
            new TableCounts { Table = "songplays", Staged = 30, Inserted = 10, Updated = 6, Unchanged = 2, Filtered = 5, Duplicate = 7 },
            new TableCounts { Table = "users", Staged = 30, Inserted = 3, Updated = 1, Unchanged = 8, Filtered = 9, Duplicate = 9 },
            new TableCounts { Table = "songs", Staged = 1, Inserted = 0, Updated = 0, Unchanged = 100, Filtered = 0, Duplicate = 1 },
        ],
        StagingMs = 1_500,
        MergingMs = 4_000,
        RecordedAt = Inputs.NowMs,
    };

    private static readonly LoadMetrics Load = new()
    {
        Load = Inputs.Load,
        Report = Report,
        Merged = Inputs.Report(StatementStatus.Finished) with
        {
            SubStatements = [.. new[] { 0.25, 9 }.Select((seconds, n) =>
                new SubStatementReport($"s:{n + 1}", StatementStatus.Finished, null, 0, TimeSpan.FromSeconds(seconds), false))],
        },
        Staging = Inputs.Ticket(Steps.Stage, attempt: 2) with { Visits = 4 },
        Merging = Inputs.Ticket(Steps.Merge, attempt: 3) with { Visits = 3 },
        StagingStatements = 14,
        LockStatement = 1,
        Files = [Put(100), Put(601), Put(600)],
        Objective = TimeSpan.FromMinutes(10),
    };

    [Fact]
    public void A_load_is_counted_by_what_its_record_says()
    {
        Assert.Equal(2, One(Load, Metric.FilesLoaded));
        Assert.Equal(0, One(Load, Metric.FilesQuarantined));
        Assert.Equal(30, One(Load, Metric.RowsStaged));
        Assert.Equal(3, One(Load, Metric.RowsRejected));
        Assert.Equal(4, One(Load, Metric.RowsUnusable));
        Assert.Equal(10 + 6 + 3 + 1, One(Load, Metric.RowsMerged));
        Assert.Equal(7 + 2, One(Load, Metric.DuplicatesAbsorbed)); // of songplays, the log data's own table
        Assert.Equal(5, One(Load, Metric.TracksResolved));
        Assert.Equal(14 + (2 * 3), One(Load, Metric.Statements)); // each batch as often as it was submitted
        Assert.Equal(
            (Dataset.LogData, Inputs.Load.LoadId, Inputs.Load.TraceId),
            (Load.Measure().Dataset, Load.Measure().LoadId, Load.Measure().TraceId));
    }

    [Fact]
    public void Songs_are_counted_by_their_own_table_and_a_load_without_one_absorbed_nothing()
    {
        Assert.Equal(101, One(Load with { Load = Inputs.Load with { Dataset = Dataset.SongData } }, Metric.DuplicatesAbsorbed));
        Assert.Equal(0, One(Load with { Report = Report with { Tables = [] } }, Metric.DuplicatesAbsorbed));
    }

    /// <summary>
    /// Five states beside the statements'. Of staging, submitted twice: four visits of two states, and a wait between the attempts; of
    /// merging, submitted three times: three visits, two waits.
    /// </summary>
    [Fact]
    public void The_states_that_an_execution_passed_are_counted()
    {
        Assert.Equal(5 + ((2 * 4) + 1) + ((2 * 3) + 2), One(Load, Metric.StateTransitions));
        Assert.Equal(
            5 + ((2 * 3) + 2) + 1,
            One(Load with { Staging = null, Load = Inputs.Load with { Quarantine = true } }, Metric.StateTransitions));
        Assert.Equal(2 * 3, One(Load with { Staging = null, StagingStatements = 0 }, Metric.Statements));
    }

    [Fact]
    public void Files_are_queryable_when_the_load_was_recorded_and_late_after_the_objective()
    {
        Assert.Equal([100, 600, 601], All(Load, Metric.SecondsToQueryable));
        Assert.Equal(2, One(Load, Metric.FilesOnTime));
        Assert.Equal(1, One(Load, Metric.FilesLate));
    }

    [Fact]
    public void A_file_that_a_backfill_found_says_nothing_of_how_fast_loads_are_nor_does_a_version_that_was_overwritten()
    {
        var found = Put(100) with { Version = Put(100).Version with { Sequencer = null } };
        var older = Put(50) with { Version = Put(50).Version with { Key = Put(100).Version.Key, Sequencer = "00" } };

        Assert.Null(All(Load with { Files = [found] }, Metric.SecondsToQueryable));
        Assert.Null(All(Load with { Files = [found] }, Metric.FilesOnTime));
        Assert.Null(All(Load with { Files = null }, Metric.FilesLate));
        Assert.Equal([100], All(Load with { Files = [Put(100), older] }, Metric.SecondsToQueryable));
    }

    [Fact]
    public void A_file_that_seems_to_be_put_after_it_was_loaded_took_no_time() =>
        Assert.Equal([0], All(Load with { Files = [Put(-5)] }, Metric.SecondsToQueryable));

    [Fact]
    public void Events_are_queryable_from_the_first_to_the_last()
    {
        var events = Load with { Report = Report with { OldestEvent = Inputs.NowMs - 7_000, NewestEvent = Inputs.NowMs - 2_500 } };

        Assert.Equal([2.5, 7], All(events, Metric.SecondsFromEventToQueryable));
        Assert.Null(All(Load, Metric.SecondsFromEventToQueryable));
        Assert.Null(All(Load with { Report = Report with { OldestEvent = 1 } }, Metric.SecondsFromEventToQueryable));
        Assert.Null(All(
            events with { Files = [Put(100) with { Version = Put(100).Version with { Sequencer = null } }] },
            Metric.SecondsFromEventToQueryable));
    }

    [Fact]
    public void The_warehouses_time_is_kept_apart_in_copy_lock_and_merge()
    {
        Assert.Equal(1.5, One(Load, Metric.SecondsInCopy));
        Assert.Equal(0.25, One(Load, Metric.SecondsForLock)); // the first statement takes it
        Assert.Equal(3.75, One(Load, Metric.SecondsInMerge));
        Assert.Equal(0, One(Load with { Merged = Load.Merged with { SubStatements = [] } }, Metric.SecondsForLock));
        Assert.Equal(0, One(Load with { Report = Report with { MergingMs = 100 } }, Metric.SecondsInMerge));
    }

    [Fact]
    public void A_quarantined_load_loads_nothing_and_takes_no_time()
    {
        var quarantined = Load with
        {
            Load = Inputs.Load with { Quarantine = true },
            Files = [Put(1), Put(2) with { Superseded = true }, Put(3), Put(4)],
        };

        Assert.Equal(0, One(quarantined, Metric.FilesLoaded));
        Assert.Equal(3, One(quarantined, Metric.FilesQuarantined));
        Assert.Equal(Report.Files, One(quarantined with { Files = null }, Metric.FilesQuarantined));
        Assert.Null(All(quarantined, Metric.SecondsToQueryable));
        Assert.Null(All(quarantined, Metric.SecondsInCopy));
        Assert.Null(All(Load with { Staging = null }, Metric.SecondsInCopy));
    }

    private static ListedFile Put(int secondsAgo) =>
        new() { Version = Files.Version($"log_data/{secondsAgo}.json", sequencer: "0A", eventTime: Inputs.NowMs - (secondsAgo * 1_000L)) };

    private static double One(LoadMetrics load, Metric metric) => Assert.Single(All(load, metric)!);

    /// <summary>Null where it was not measured.</summary>
    private static IReadOnlyList<double>? All(LoadMetrics load, Metric metric) =>
        load.Measure().Values.SingleOrDefault(value => value.Metric == metric)?.Values;
}
