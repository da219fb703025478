using System.Collections.Concurrent;
using CsCheck;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Statements;
using Sparkify.RedshiftOnDuckDb;
using Sparkify.Tests.LocalCloud;

namespace Sparkify.Tests.RedshiftOnDuckDb;

public sealed class TransactionTests
{
    private const string Merge =
        "MERGE INTO t USING s ON t.k = s.k WHEN MATCHED THEN UPDATE SET n = s.n WHEN NOT MATCHED THEN INSERT (k, n) VALUES (s.k, s.n)";
    private static readonly string[] Tables = ["CREATE TABLE load_lock (holder INTEGER)", "CREATE TABLE t (k INTEGER, n INTEGER)"];
    private static readonly string[] Loader =
    [
        "CREATE TEMP TABLE s AS SELECT 1 AS k, 2 AS n", "CREATE TEMP TABLE present AS SELECT k FROM t", Merge
    ];

    [Fact]
    public async Task A_failed_batch_leaves_nothing_and_temporary_tables_end_with_theirs()
    {
        await using var run = await OpenAsync();

        await run.FailsAsync("INSERT INTO t VALUES (1, 1)", "CREATE TABLE made (a INTEGER)", "DELETE FROM nope");
        await run.MustAsync(
            "CREATE TEMP TABLE x AS SELECT 1 AS a", "CREATE TEMP TABLE t AS SELECT 7 AS k", "INSERT INTO t VALUES (8)", "DROP TABLE t");

        Assert.Equal(0L, await run.OneAsync("SELECT COUNT(*) FROM t"));
        Assert.Contains("\"made\" does not exist", await run.FailsAsync("SELECT * FROM made"), StringComparison.Ordinal);
        Assert.Contains("\"x\" does not exist", await run.FailsAsync("SELECT * FROM x"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_loaders_of_one_new_key_give_one_row_when_the_lock_is_first_and_now_and_then_two_without(bool locks)
    {
        string[] batch = locks ? ["LOCK load_lock", .. Loader] : Loader;
        var outcomes = new ConcurrentBag<long>();

        await Gen.Bool.Array[8].SampleAsync(async order =>
        {
            await using var both = await Interleaving.OpenAsync(Tables);
            var ids = (string[])[await both.SubmitAsync(batch), await both.SubmitAsync(batch)];
            foreach (var second in order)
            {
                both.Step(ids[second ? 1 : 0]);
            }

            // One of the two may hold the lock, and the other wait for it: whichever can goes on.
            both.Step(ids[0], times: 10);
            both.Step(ids[1], times: 10);
            both.Step(ids[0], times: 10);
            foreach (var id in ids)
            {
                var report = await both.ReportAsync(id);
                Assert.True(report.Status is StatementStatus.Finished, report.Error);
            }

            outcomes.Add((long)(await both.Run.OneAsync("SELECT COUNT(*) FROM t"))!);
        }, iter: 40, threads: 1);

        if (locks)
        {
            Assert.All(outcomes, rows => Assert.Equal(1, rows));
        }
        else
        {
            Assert.Contains(2, outcomes);
        }
    }

    [Fact]
    public async Task A_lock_behind_the_snapshot_comes_too_late()
    {
        await using var both = await Interleaving.OpenAsync(Tables);
        string[] batch = [Loader[0], "LOCK load_lock", .. Loader[1..]];
        var ids = (string[])[await both.SubmitAsync(batch), await both.SubmitAsync(batch)];

        both.Step(ids[1], times: 2);
        Assert.Equal(StatementStatus.Finished, (await both.EndAsync(ids[0])).Status);
        Assert.Equal(StatementStatus.Finished, (await both.EndAsync(ids[1])).Status);

        Assert.Equal(2L, await both.Run.OneAsync("SELECT COUNT(*) FROM t"));
    }

    [Theory]
    [InlineData("UPDATE t SET n = 1", "UPDATE t SET n = 2", "ERROR: 1023 DETAIL: Serializable isolation violation on table - t")]
    [InlineData("DELETE FROM t", "DELETE FROM t", "ERROR: 1023 DETAIL: Serializable isolation violation on table - t")]
    [InlineData(
        "CREATE TABLE made (a INTEGER)",
        "CREATE TABLE made (b INTEGER)",
        "could not complete because of conflict with concurrent transaction")]
    [InlineData(
        "MERGE INTO t USING s ON t.k = s.k WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT (k) VALUES (s.k)",
        "DELETE FROM t",
        "violation on table - t")]
    [InlineData(
        "ALTER TABLE t ADD COLUMN z INTEGER",
        "INSERT INTO t VALUES (5, 5)",
        "could not complete because of conflict with concurrent transaction")]
    [InlineData("DROP TABLE t", "DROP TABLE t", "could not complete because of conflict with concurrent transaction")]
    public async Task Two_transactions_in_each_other_s_way_end_in_Redshift_s_words(string first, string second, string error)
    {
        await using var both = await Interleaving.OpenAsync([.. Tables, "INSERT INTO t VALUES (9, 0)", "CREATE TABLE s AS SELECT 9 AS k"]);
        var ids = (string[])[await both.SubmitAsync("SELECT COUNT(*) FROM t", first), await both.SubmitAsync(
            "SELECT COUNT(*) FROM t", second)];

        both.Step(ids[1], times: 2);
        Assert.Equal(StatementStatus.Finished, (await both.EndAsync(ids[0])).Status);
        var report = await both.EndAsync(ids[1]);

        Assert.Equal(StatementStatus.Failed, report.Status);
        Assert.Contains(error, report.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Locks_in_opposite_order_are_a_deadlock_for_the_second()
    {
        await using var both = await Interleaving.OpenAsync(Tables);
        var ids = (string[])[await both.SubmitAsync("LOCK load_lock", "LOCK t"), await both.SubmitAsync("LOCK TABLE t", "LOCK load_lock")];

        both.Step(ids[0], times: 2);
        both.Step(ids[1], times: 2);
        both.Step(ids[0], times: 4);
        Assert.Equal(StatementStatus.Started, (await both.ReportAsync(ids[0])).Status);
        Assert.Equal("Query #2 failed with ERROR: deadlock detected", (await both.EndAsync(ids[1])).Error);

        Assert.Equal(StatementStatus.Finished, (await both.EndAsync(ids[0])).Status);
    }

    [Fact]
    public async Task A_fault_at_any_step_but_the_commit_s_end_leaves_nothing_and_frees_the_lock()
    {
        var faults = (StatementFaultException[])
        [
            StatementFaultException.Failed("ERROR: out of luck"),
            StatementFaultException.SerializationConflict("t"),
            StatementFaultException.ConcurrentTransaction(),
            StatementFaultException.Aborted(),
            StatementFaultException.Vanished(),
        ];
        foreach (var fault in faults)
        {
            for (var at = 0; at < 8; at++)
            {
                var gate = new FaultyGate(fault, at);
                await using var run = await OpenAsync(options => options with { Gate = gate });
                gate.Arm();
                var id = await run.SubmitAsync("LOCK load_lock", "INSERT INTO t VALUES (1, 1)");

                if (fault.Kind is FaultKind.Vanished)
                {
                    await Assert.ThrowsAsync<StatementLostException>(
                        () => run.Warehouse.DescribeAsync(id, IWarehouse.LongestWait, TestContext.Current.CancellationToken));
                }
                else
                {
                    var report = await run.EndOfAsync(id);
                    Assert.Equal(fault.Kind is FaultKind.Aborted ? StatementStatus.Aborted : StatementStatus.Failed, report.Status);
                    Assert.Contains(fault.Message, report.Error, StringComparison.Ordinal);
                }

                const int AfterCommit = 7;
                Assert.Equal(at == AfterCommit ? 1L : 0L, await run.OneAsync("SELECT COUNT(*) FROM t"));
                await run.MustAsync("LOCK load_lock", "INSERT INTO t VALUES (2, 2)");
            }
        }
    }

    [Fact]
    public async Task A_file_keeps_what_was_committed_and_nothing_of_a_batch_that_was_not()
    {
        using var folder = new TemporaryFolder();
        var path = folder["dw.duckdb"];
        long pid;
        await using (var run = await OpenAsync(options => options with { Path = path }))
        {
            await run.MustAsync("CREATE SCHEMA dw", "CREATE TABLE dw.kept (s VARCHAR(2))", "INSERT INTO dw.kept VALUES ('a')");
            run.Put("bad", "{\"k\":\"x\"}");
            await run.FailsAsync(
                "INSERT INTO dw.kept VALUES ('b')", $"COPY t FROM '{run.Manifest("bad")}' IAM_ROLE 'r' JSON 'auto' MANIFEST");
            pid = (long)(await run.OneAsync("SELECT MAX(session_id) FROM sys_load_history"))!;
            await Assert.ThrowsAsync<WarehouseUnavailableException>(() => OpenAsync(options => options with { Path = path }));
        }

        await using var again = await WarehouseRun.OpenAsync(options => options with { Path = path });
        Assert.Equal("a", await again.OneAsync("SELECT s FROM dw.kept"));
        Assert.Equal(1L, await again.OneAsync($"SELECT COUNT(*) FROM sys_load_error_detail WHERE session_id = {pid}"));
        Assert.True((await again.RunAsync("SELECT 1")).Pid > pid);
        Assert.Contains("Value too long", await again.FailsAsync("INSERT INTO dw.kept VALUES ('abc')"), StringComparison.Ordinal);
    }

    private static async Task<WarehouseRun> OpenAsync(Func<DuckDbWarehouseOptions, DuckDbWarehouseOptions>? with = null)
    {
        var run = await WarehouseRun.OpenAsync(with);
        await run.MustAsync(Tables);
        return run;
    }

    [Fact]
    public async Task A_process_that_dies_before_the_commit_leaves_the_file_as_it_was()
    {
        using var folder = new TemporaryFolder();
        var (path, found) = (folder["alive.duckdb"], folder["found.duckdb"]);
        var gate = new CommitGate(() =>
        {
            // What a process killed here would leave: the file and its log as they are on the disk.
            File.Copy(path, found, overwrite: true);
            File.Copy(path + ".wal", found + ".wal", overwrite: true);
        });
        await using (var run = await OpenAsync(options => options with { Path = path, Gate = gate }))
        {
            await run.MustAsync("INSERT INTO t VALUES (1, 1)", "CREATE TABLE made (a INTEGER)");
            Assert.Equal(1L, await run.OneAsync("SELECT COUNT(*) FROM t"));
        }

        await using var again = await WarehouseRun.OpenAsync(options => options with { Path = found });
        Assert.Equal(0L, await again.OneAsync("SELECT COUNT(*) FROM t"));
        Assert.Contains("\"made\" does not exist", await again.FailsAsync("SELECT * FROM made"), StringComparison.Ordinal);
    }

    private sealed class CommitGate(Action before) : IStatementGate
    {
        public ValueTask BeforeAsync(StatementStep coming)
        {
            if (coming.Kind is StepKind.Commit)
            {
                before();
            }

            return ValueTask.CompletedTask;
        }

        public ValueTask AfterAsync(StatementStep done) => ValueTask.CompletedTask;
    }

    /// <summary>Throws once it is armed, at one of the calls: before and after begin, each statement and commit.</summary>
    private sealed class FaultyGate(StatementFaultException fault, int at) : IStatementGate
    {
        private int _calls = int.MinValue;

        public void Arm() => _calls = -1;

        public ValueTask BeforeAsync(StatementStep coming) => Call();

        public ValueTask AfterAsync(StatementStep done) => Call();

        private ValueTask Call() => ++_calls == at ? throw fault : ValueTask.CompletedTask;
    }
}
