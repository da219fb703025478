using Sparkify.Functions.Reporting;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Metrics;
using Sparkify.Ingestion.Reporting;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Functions.Tests.Reporting;

public sealed class ReportLoadTests
{
    private static readonly Load Load = Inputs.Load with { Files = 2 };

    private readonly Surroundings around = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static ReportLoadInput Input => new()
    {
        Load = Load,
        Staging = Inputs.Ticket(Steps.Stage, "staged") with { DurationMs = 1_000 },
        Merging = Inputs.Ticket(Steps.Merge, "merged") with { DurationMs = 2_000 },
    };

    [Fact]
    public async Task The_committed_load_is_read_from_the_batchs_last_result_logged_and_measured()
    {
        await ListAsync(new ListedFile { Version = Inputs.Version(1) }, new ListedFile { Version = Inputs.Version(2) });
        Merged(unusable: 0);

        var record = await RunAsync();

        Assert.Equal(
            (Load.LoadId, 2, 31L, 30L, 1L), (record.LoadId, record.Files, record.RowsRead, record.RowsStaged, record.RowsRejected));
        Assert.Equal((1_000, 2_000), (record.StagingMs, record.MergingMs));
        Assert.Equal(
            $"Information: load {Load.LoadId} is committed: 2 files, 30 rows staged, 1 refused, 0 files quarantined, trace {Load.TraceId}",
            Assert.Single(around.Context.Lines));
        var measured = Assert.Single(around.Measured);
        Assert.Equal((Load.Dataset, Load.LoadId, Load.TraceId), (measured.Dataset, measured.LoadId, measured.TraceId));
        Assert.Equal([2], around.Values(Metric.FilesLoaded));
        Assert.Equal([8 + 3], around.Values(Metric.Statements)); // a staging batch has 8 statements, this merge 3
        Assert.Equal([0.5], around.Values(Metric.SecondsForLock));
        Assert.Equal([2], around.Values(Metric.FilesLate)); // put an hour ago, and the objective is 10 minutes
        Assert.Equal(Load.LoadId, Assert.Single(around.Annotated)["load_id"]);
    }

    [Fact]
    public async Task Rows_that_no_table_can_use_are_said()
    {
        await ListAsync(new ListedFile { Version = Inputs.Version(1) });
        Merged(unusable: 4);

        await RunAsync();

        Assert.Equal(
            $"Warning: Unusable rows: 4 of the staged rows are in no table; the ledger says of which files (load {Load.LoadId})",
            Assert.Single(around.Context.Warnings));
    }

    /// <summary>The dashboard lists the lines that begin so.</summary>
    [Fact]
    public async Task The_first_twenty_quarantined_files_are_named_and_overwritten_versions_are_not()
    {
        await ListAsync(
        [
            new ListedFile { Version = Inputs.Version(0), Reason = "overwritten", Superseded = true },
            .. Enumerable.Range(1, 25).Select(n => new ListedFile { Version = Inputs.Version(n), Reason = "it is no JSON" }),
            new ListedFile { Version = Inputs.Version(26) },
        ]);
        Merged(unusable: 0);

        await RunAsync();

        Assert.Equal(20, around.Context.Warnings.Count());
        Assert.Equal(
            $"Warning: Quarantined file: log_data/2018/1.json: it is no JSON (load {Load.LoadId})", around.Context.Warnings.First());
    }

    [Fact]
    public async Task A_load_whose_list_is_gone_is_recorded_all_the_same()
    {
        Merged(unusable: 0);

        var record = await RunAsync(Input with { Load = Load with { TraceId = null } });

        Assert.Equal(30, record.RowsStaged);
        Assert.StartsWith(
            $"Warning: load {Load.LoadId}: its list can't be read, so nothing is measured of its files: ",
            Assert.Single(around.Context.Warnings),
            StringComparison.Ordinal);
        Assert.DoesNotContain(around.Measured[0].Values, value => value.Metric == Metric.SecondsToQueryable);
        Assert.Contains(around.Context.Lines, line => line.EndsWith("trace -", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_statement_that_was_lost_is_not_taken_for_a_record()
    {
        around.Warehouse.Fails("merged", new Ingestion.Failures.StatementLostException("gone"));

        await Assert.ThrowsAsync<Ingestion.Failures.StatementLostException>(() => RunAsync());
        Assert.Empty(around.Measured);
    }

    private void Merged(long unusable)
    {
        around.Warehouse.Reports(Inputs.Report(StatementStatus.Finished, "merged") with
        {
            SubStatements = [.. Enumerable.Range(1, 3).Select(n =>
                new SubStatementReport($"merged:{n}", StatementStatus.Finished, null, -1, TimeSpan.FromSeconds(0.5 * n), n == 3))],
        });
        around.Warehouse.Answers("merged", 3, Answer.LoadOutcome(
            [["songplays", 30L, 20L, 4L, 3L, 2L, 1L]], 2L, 31L, 30L, 1L, unusable, 0L, "2018-11-02 00:00:00", null, null));
    }

    private Task ListAsync(params ListedFile[] files) => FileList.WriteAsync(around.Objects, new LoadPlan(Load, files), Cancellation);

    private Task<LoadReport> RunAsync(ReportLoadInput? input = null) =>
        new ReportLoad(around.Ports).HandleAsync(input ?? Input, around.Context);
}
