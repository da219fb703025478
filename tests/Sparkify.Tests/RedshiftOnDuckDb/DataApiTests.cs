using Microsoft.Extensions.Time.Testing;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Statements;
using Sparkify.RedshiftOnDuckDb;

namespace Sparkify.Tests.RedshiftOnDuckDb;

public sealed class DataApiTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_failed_batch_shows_which_statement_failed_and_that_the_rest_never_ran()
    {
        await using var run = await WarehouseRun.OpenAsync();

        var report = await run.RunAsync("CREATE TABLE t (a INTEGER)", "INSERT INTO t VALUES (1), (2)", "SELECT nope FROM t", "SELECT 1");

        Assert.Equal(StatementStatus.Failed, report.Status);
        Assert.Equal("Query #3 failed with ERROR: column \"nope\" does not exist", report.Error);
        Assert.Equal(
            [StatementStatus.Finished, StatementStatus.Finished, StatementStatus.Failed, StatementStatus.Aborted],
            report.SubStatements.Select(sub => sub.Status));
        Assert.Equal(
            [null, null, "ERROR: column \"nope\" does not exist", "Connection or an prior query failed."],
            report.SubStatements.Select(sub => sub.Error));
        Assert.Equal([$"{report.Id}:1", $"{report.Id}:2", $"{report.Id}:3", $"{report.Id}:4"], report.SubStatements.Select(sub => sub.Id));
        Assert.Equal(2, report.SubStatements[1].Rows);
        Assert.Contains(
            "relation \"t\" does not exist",
            (await Assert.ThrowsAsync<WarehouseRefusedException>(() => run.OneAsync("SELECT COUNT(*) FROM t"))).Message,
            StringComparison.Ordinal);
        await Assert.ThrowsAsync<WarehouseRefusedException>(() => run.Warehouse.FetchAsync($"{report.Id}:2", null, Cancelled));
    }

    [Fact]
    public async Task A_value_has_the_Data_API_s_shape()
    {
        await using var run = await WarehouseRun.OpenAsync();

        var row = Assert.Single(await run.MustAsync(
            """
            SELECT CAST(1 AS SMALLINT), 2, CAST(3 AS BIGINT), CAST(1.5 AS DOUBLE PRECISION), CAST(1.50 AS DECIMAL(5,2)), true, 'text', NULL,
                   TIMESTAMP '2018-11-01 21:01:46.796', TIMESTAMP '2018-11-01 21:01:46', DATE '2018-11-01'
            """));

        Assert.Equal([1L, 2L, 3L, 1.5, "1.50", true, "text", null, "2018-11-01 21:01:46.796", "2018-11-01 21:01:46.0", "2018-11-01"], row);
    }

    [Fact]
    public async Task A_result_comes_in_pages()
    {
        await using var run = await WarehouseRun.OpenAsync(options => options with { PageRows = 2 });
        var report = await run.RunAsync(
            "SELECT x FROM (SELECT 1 AS x UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5) ORDER BY x");
        var rows = new List<object?>();

        ResultPage page;
        string? next = null;
        do
        {
            page = await run.Warehouse.FetchAsync(report.SubStatements[0].Id, next, Cancelled);
            Assert.InRange(page.Rows.Count, 1, 2);
            rows.AddRange(page.Rows.Select(row => row[0]));
            next = page.NextToken;
        }
        while (next is not null);

        Assert.Equal(["x"], page.Columns);
        Assert.Equal([1L, 2L, 3L, 4L, 5L], rows);
    }

    [Fact]
    public async Task A_token_gets_the_first_answer_again_for_8_hours_a_failed_one_too()
    {
        var time = new FakeTimeProvider();
        await using var run = await WarehouseRun.OpenAsync(options => options with { Time = time });
        Task<string> Submit(string sql = "SELECT * FROM late") =>
            run.Warehouse.SubmitAsync(new StatementBatch { Name = "n", ClientToken = "token", Statements = [sql] }, Cancelled);

        var first = await Submit();
        Assert.Equal(StatementStatus.Failed, (await run.EndOfAsync(first)).Status);
        await run.RunAsync("CREATE TABLE late (x INTEGER)");
        time.Advance(DuckDbWarehouse.TokenLife - TimeSpan.FromMilliseconds(1));
        var repeated = await Submit();
        await Assert.ThrowsAsync<WarehouseRefusedException>(() => Submit("SELECT 1"));
        time.Advance(TimeSpan.FromMilliseconds(1));
        var later = await Submit();

        Assert.Equal(first, repeated);
        Assert.NotEqual(first, later);
        Assert.Equal(StatementStatus.Finished, (await run.EndOfAsync(later)).Status);
    }

    [Fact]
    public async Task The_same_characters_parted_otherwise_are_another_batch()
    {
        await using var run = await WarehouseRun.OpenAsync();
        Task<string> Submit(params string[] statements) =>
            run.Warehouse.SubmitAsync(new StatementBatch { Name = "n", ClientToken = "token", Statements = statements }, Cancelled);
        var first = await Submit("SELECT 1", "SELECT 2 ");
        await run.EndOfAsync(first);

        Assert.Equal(first, await Submit("SELECT 1", "SELECT 2 "));
        await Assert.ThrowsAsync<WarehouseRefusedException>(() => Submit("SELECT 1S", "ELECT 2 "));
        await Assert.ThrowsAsync<WarehouseRefusedException>(() => Submit("SELECT 1", "SELECT 2"));
    }

    [Fact]
    public async Task A_statement_is_kept_for_24_hours()
    {
        var time = new FakeTimeProvider();
        await using var run = await WarehouseRun.OpenAsync(options => options with { Time = time });
        var report = await run.RunAsync("SELECT 1");

        time.Advance(DuckDbWarehouse.Retention - TimeSpan.FromMilliseconds(1));
        await run.Warehouse.FetchAsync(report.SubStatements[0].Id, null, Cancelled);
        time.Advance(TimeSpan.FromMilliseconds(1));

        await Assert.ThrowsAsync<StatementLostException>(() => run.Warehouse.DescribeAsync(report.Id, Cancelled));
        await Assert.ThrowsAsync<StatementLostException>(() => run.Warehouse.FetchAsync(report.SubStatements[0].Id, null, Cancelled));
        await Assert.ThrowsAsync<StatementLostException>(() => run.Warehouse.DescribeAsync("never", Cancelled));
    }

    [Fact]
    public async Task A_batch_beyond_the_limits_is_refused()
    {
        await using var run = await WarehouseRun.OpenAsync();
        Task Submit(string token, params string[] sqls) =>
            run.Warehouse.SubmitAsync(new StatementBatch { Name = "n", ClientToken = token, Statements = sqls }, Cancelled);
        var longest = "SELECT 1 --".PadRight(StatementBatch.MostBytes, '-');

        await Submit(new string('t', 64), [.. Enumerable.Repeat("SELECT 1", StatementBatch.MostStatements)]);
        await Submit("t", longest);

        await Assert.ThrowsAsync<WarehouseRefusedException>(() => Submit("u"));
        await Assert.ThrowsAsync<WarehouseRefusedException>(
            () => Submit("u", [.. Enumerable.Repeat("SELECT 1", StatementBatch.MostStatements + 1)]));
        await Assert.ThrowsAsync<WarehouseRefusedException>(() => Submit("u", longest + "-"));
        await Assert.ThrowsAsync<WarehouseRefusedException>(() => Submit("u", ""));
        await Assert.ThrowsAsync<WarehouseRefusedException>(() => Submit("", "SELECT 1"));
        await Assert.ThrowsAsync<WarehouseRefusedException>(() => Submit(new string('t', 65), "SELECT 1"));
    }

    [Fact]
    public async Task More_than_500_active_statements_are_a_throttle()
    {
        var gate = new HeldGate();
        await using var run = await WarehouseRun.OpenAsync(options => options with { Gate = gate });
        for (var i = 0; i < DuckDbWarehouse.MostActive; i++)
        {
            await run.SubmitAsync("SELECT 1");
        }

        var failure = await Assert.ThrowsAsync<WarehouseThrottledException>(() => run.SubmitAsync("SELECT 1"));
        gate.Open();

        Assert.StartsWith("ActiveStatementsExceededException", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_aborted_batch_ends_Aborted_and_leaves_nothing()
    {
        await using var both = await Interleaving.OpenAsync("CREATE TABLE load_lock (holder INTEGER)", "CREATE TABLE t (a INTEGER)");
        var id = await both.SubmitAsync("LOCK load_lock", "INSERT INTO t VALUES (1)", "SELECT 1");
        both.Step(id, times: 3);
        Assert.Equal(StatementStatus.Finished, (await both.ReportAsync(id)).SubStatements[1].Status);

        await both.Run.Warehouse.AbortAsync(id);
        var report = await both.EndAsync(id);
        var next = await both.EndAsync(await both.SubmitAsync("LOCK load_lock", "SELECT 1"));

        Assert.Equal(StatementStatus.Aborted, report.Status);
        Assert.Equal(
            [StatementStatus.Finished, StatementStatus.Finished, StatementStatus.Aborted], report.SubStatements.Select(sub => sub.Status));
        Assert.Equal(0L, await both.Run.OneAsync("SELECT COUNT(*) FROM t"));
        Assert.Equal(StatementStatus.Finished, next.Status);
    }

    [Fact]
    public async Task A_query_beside_the_batches_reads_and_never_writes()
    {
        await using var run = await WarehouseRun.OpenAsync();
        await run.MustAsync("CREATE TABLE t (a INTEGER, at TIMESTAMP)", "INSERT INTO t VALUES (1, TIMESTAMP '2018-11-01 21:01:46')");

        var result = await run.Warehouse.QueryAsync("SELECT a, COUNT(*), MAX(at) AS latest, SUM(a) FROM t GROUP BY a", Cancelled);

        Assert.Equal(
            [("a", "integer"), ("count", "bigint"), ("latest", "timestamp without time zone"), ("sum", "numeric")],
            result.Columns.Select(column => (column.Name, column.Type)));
        Assert.Equal([1L, 1L, "2018-11-01 21:01:46.000", 1L], Assert.Single(result.Rows));
        foreach (var sql in (string[])[
            "INSERT INTO t VALUES (2, NULL)",
            "DROP TABLE t",
            "WITH x AS (SELECT 1) DELETE FROM t",
            "SELECT 1; DROP TABLE t",
            "",
            "LOCK t",
            "SELECT a INTO u FROM t"
        ])
        {
            await Assert.ThrowsAsync<WarehouseRefusedException>(() => run.Warehouse.QueryAsync(sql, Cancelled));
        }
    }

    [Fact]
    public async Task Of_batches_that_copy_into_a_schema_one_runs_at_a_time_and_others_run_beside_it()
    {
        var gate = new HeldGate { Holds = step => step.Sql.StartsWith("COPY", StringComparison.Ordinal) };
        await using var run = await WarehouseRun.OpenAsync(options => options with { Gate = gate, CopiesInTurn = true });
        await run.MustAsync("CREATE SCHEMA dw", "CREATE TABLE dw.t (n INTEGER)");
        run.Put("a", "{\"n\":1}");
        var copy = $"COPY dw.t FROM '{run.Manifest("a")}' IAM_ROLE 'role' FORMAT AS JSON 'auto' MANIFEST";
        var first = await run.SubmitAsync("SELECT 1", copy);
        await gate.Held;
        var (second, third) = (await run.SubmitAsync("SELECT 1", copy), await run.SubmitAsync("SELECT 1", copy));

        Assert.Equal(0L, Assert.Single(Assert.Single(await run.MustAsync("SELECT COUNT(*) FROM dw.t"))));
        await run.Warehouse.AbortAsync(third);
        Assert.Equal(StatementStatus.Aborted, (await run.EndOfAsync(third)).Status);
        Assert.Equal(StatementStatus.Submitted, (await run.Warehouse.DescribeAsync(second, Cancelled)).Status);
        gate.Open();

        Assert.Equal(StatementStatus.Finished, (await run.EndOfAsync(second)).Status);
        Assert.Equal(StatementStatus.Finished, (await run.EndOfAsync(first)).Status);
        Assert.Equal(2L, await run.OneAsync("SELECT COUNT(*) FROM dw.t"));
    }

    /// <summary>Lets no batch go on until it is opened.</summary>
    private sealed class HeldGate : IStatementGate
    {
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>The steps that are held; all of them unless it is given.</summary>
        public Func<StatementStep, bool> Holds { get; init; } = _ => true;

        /// <summary>Ends when one is held.</summary>
        public Task Held => _held.Task;

        public void Open() => _open.TrySetResult();

        public async ValueTask BeforeAsync(StatementStep coming)
        {
            if (Holds(coming))
            {
                _held.TrySetResult();
                await _open.Task;
            }
        }

        public ValueTask AfterAsync(StatementStep done) => ValueTask.CompletedTask;
    }
}
