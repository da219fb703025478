using Sparkify.Functions.Merging;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Metrics;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Functions.Tests.Merging;

public sealed class MergeStagedTests
{
    private static readonly FileVersion First = Inputs.Version(1);
    private static readonly FileVersion Second = Inputs.Version(2);

    private readonly Surroundings around = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static MergeStagedInput Input => new()
    {
        Load = Inputs.Load,
        ExecutionId = Inputs.ExecutionId,
        StartedAt = Inputs.Now.AddMinutes(-1),
        Staging = Inputs.Ticket(Steps.Stage, "staged") with { DurationMs = 1_234 },
    };

    [Fact]
    public async Task The_staged_rows_are_merged_and_recorded_in_one_batch()
    {
        await StagedAsync((10, 0), (20, 1));

        var ticket = await RunAsync(Input with { Load = Inputs.Load with { Leftovers = ["staging_events_00ff"] } });

        var batch = Assert.Single(around.Warehouse.Submitted);
        Assert.Equal(("merge", 1, "submitted-1"), (ticket.Step, ticket.Attempt, ticket.StatementId));
        Assert.Equal("merge log-data-00112233445566778899aabb #1", batch.Name);
        Assert.Contains("DROP TABLE IF EXISTS dw.staging_events_00112233445566778899aabb", batch.Statements);
        Assert.Contains("DROP TABLE IF EXISTS dw.staging_events_00ff", batch.Statements);
        var recorded = Record(batch);
        // Read 31, staged 30, refused 1: the counts of the load, in the order of the ledger's columns.
        Assert.Matches("2,\\s+31,\\s+30,\\s+1,", recorded);
        Assert.Contains("'log-data-00112233445566778899aabb'", recorded, StringComparison.Ordinal);
        Assert.Contains($"'{Inputs.ExecutionId}'", recorded, StringComparison.Ordinal);
        Assert.Contains("'1-5bdb8b80-00112233445566778899aabb'", recorded, StringComparison.Ordinal);
        Assert.Contains("'2018-11-01 23:59:00.000'", recorded, StringComparison.Ordinal); // started
        Assert.Contains("'2018-11-01 23:59:30.000'", recorded, StringComparison.Ordinal); // copied
        Assert.Contains("1234", recorded, StringComparison.Ordinal);
        var copies = batch.Statements.Where(sql => sql.StartsWith("COPY", StringComparison.Ordinal)).ToList();
        Assert.Contains($"'{Inputs.Load.Outcomes(Inputs.ExecutionId).Url}'", copies[0], StringComparison.Ordinal);
        Assert.Contains($"'{Inputs.Load.Rejects(Inputs.ExecutionId).Url}'", copies[1], StringComparison.Ordinal);
        Assert.All(copies, copy => Assert.Contains(Inputs.CopyRole, copy, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_became_of_the_files_and_the_refused_rows_is_written_for_the_batch_to_copy()
    {
        await StagedAsync((10, 0), (20, 1));

        await RunAsync(Input);

        var outcomes = await around.LinesAsync(Inputs.Load.Outcomes(Inputs.ExecutionId));
        Assert.Equal(2, outcomes.Count);
        Assert.Equal(
            $$"""
            {"bucket":"sparkify","key":"log_data/2018/1.json","etag":"{{First.ETag}}","size":100,"status":"loaded",
            "rows_staged":10,"rows_rejected":0,"rows_unusable":0,"event_time":{{First.EventTime}}}
            """.ReplaceLineEndings(""),
            outcomes[0]);
        Assert.Equal(
            """{"bucket":"sparkify","key":"log_data/2018/2.json","line_number":1,"column_name":"ts","error_code":1207,"message":"bad"}""",
            Assert.Single(await around.LinesAsync(Inputs.Load.Rejects(Inputs.ExecutionId))));
        Assert.Equal(
            "Warning: Refused row: log_data/2018/2.json, line 1, column ts: bad (load log-data-00112233445566778899aabb)",
            Assert.Single(around.Context.Warnings));
    }

    [Fact]
    public async Task A_load_without_refused_rows_copies_none()
    {
        await StagedAsync((10, 0), (20, 0));

        await RunAsync(Input);

        Assert.Null(await around.TextAsync(Inputs.Load.Rejects(Inputs.ExecutionId)));
        Assert.Empty(around.Context.Warnings);
        Assert.DoesNotContain(around.Warehouse.Submitted[0].Statements, sql => sql.Contains("rejects.jsonl", StringComparison.Ordinal));
    }

    /// <summary>Twenty of a load's refused rows are named, once: an attempt after the first names them no more.</summary>
    [Theory]
    [InlineData(false, 20)]
    [InlineData(true, 0)]
    public async Task The_log_names_the_first_refused_rows_and_only_at_the_first_attempt(bool again, int named)
    {
        await StagedAsync((500, 0), (500, 25));

        await RunAsync(Input with { Merging = again ? Inputs.Ticket(Steps.Merge) : null });

        Assert.Equal(named, around.Context.Warnings.Count());
        Assert.Equal(25, (await around.LinesAsync(Inputs.Load.Rejects(Inputs.ExecutionId))).Count);
    }

    [Fact]
    public async Task A_row_refused_for_no_column_is_named_with_a_dash()
    {
        await StagedAsync((500, 0), (500, 0));
        Refused([Inputs.Url(First), 3L, null, 1214L, "no object"]);

        await RunAsync(Input);

        Assert.Contains("line 3, column -: no object", Assert.Single(around.Context.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_too_many_refused_rows_stops_the_merge_by_name()
    {
        await StagedAsync((10, 0), (8, 2));

        var failure = await Assert.ThrowsAsync<RowsRejectedException>(() => RunAsync(Input));

        Assert.Equal(
            "log-data-00112233445566778899aabb: 1 of 2 files have too many rows that can't be loaded; the first: log_data/2018/2.json: "
            + "2 of 10 rows refused; first: line 1, column ts: bad",
            failure.Message);
        Assert.Equal(FailureKind.Poison, failure.Kind);
        Assert.Equal([1], around.Values(Metric.LoadsRefused));
        Assert.Empty(around.Warehouse.Submitted);
        Assert.Null(await around.TextAsync(Inputs.Load.Outcomes(Inputs.ExecutionId)));
    }

    [Fact]
    public async Task Refused_rows_of_no_known_file_stop_the_merge()
    {
        await StagedAsync((10, 0), (10, 0));
        Refused(["s3://sparkify/log_data/else.json", 3L, null, 1214L, "no object"]);

        var failure = await Assert.ThrowsAsync<RowsRejectedException>(() => RunAsync(Input));

        Assert.Equal("log-data-00112233445566778899aabb: 1 refused rows name no single file of the load", failure.Message);
    }

    [Fact]
    public async Task Rows_that_were_not_conserved_stop_the_merge()
    {
        await StagedAsync((10, 0), (20, 0));
        around.Warehouse.Answers("staged", 5, Answer.RowsStaged(29));

        var failure = await Assert.ThrowsAsync<RowsNotConservedException>(() => RunAsync(Input));

        Assert.Equal(
            "log-data-00112233445566778899aabb: COPY says it loaded 30 rows, staging_events_00112233445566778899aabb holds 29",
            failure.Message);
        Assert.Equal(FailureKind.Terminal, failure.Kind);
    }

    [Fact]
    public async Task Songs_are_merged_by_their_own_statements()
    {
        var load = Inputs.Load with { Dataset = Dataset.SongData, LoadId = "song-data-00ff" };
        await StagedAsync(load, (10, 0), (20, 0));

        await RunAsync(Input with { Load = load });

        Assert.Contains(around.Warehouse.Submitted[0].Statements, sql => sql.Contains("MERGE INTO dw.songs", StringComparison.Ordinal));
        Assert.Contains("'song_data'", Record(around.Warehouse.Submitted[0]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quarantined_load_writes_the_ledger_alone_and_only_the_versions_at_fault_are_quarantined()
    {
        var load = Inputs.Load with { Quarantine = true, Leftovers = ["staging_events_00ff"] };
        ListedFile[] files =
        [
            new() { Version = First, Reason = "it is no JSON" },
            new() { Version = Second, Reason = "overwritten", Superseded = true },
        ];
        await FileList.WriteAsync(around.Objects, new LoadPlan(load, files), Cancellation);

        var ticket = await RunAsync(Input with { Load = load, Staging = null });

        var batch = Assert.Single(around.Warehouse.Submitted);
        Assert.Equal("quarantine", ticket.Step);
        Assert.Equal("quarantine log-data-00112233445566778899aabb #1", batch.Name);
        Assert.DoesNotContain(batch.Statements, sql => sql.StartsWith("MERGE", StringComparison.Ordinal));
        Assert.Contains(batch.Statements, sql => sql.Contains("DROP TABLE IF EXISTS dw.staging_events_00ff", StringComparison.Ordinal));
        Assert.Matches("2,\\s+0,\\s+0,\\s+0,\\s+0,", Record(batch));
        Assert.Matches("NULL.*NULL", Record(batch).ReplaceLineEndings(" ")); // no COPY: neither its moment nor its time
        Assert.Equal(
            [("log_data/2018/1.json", "quarantined", "it is no JSON"), ("log_data/2018/2.json", "superseded", "overwritten")],
            (await around.LinesAsync(load.Outcomes(Inputs.ExecutionId))).Select(line => Inputs.Json(line)).Select(line =>
                (line.GetProperty("key").GetString(), line.GetProperty("status").GetString(), line.GetProperty("reason").GetString())));
    }

    [Fact]
    public async Task A_quarantined_load_is_not_merged_though_something_was_staged()
    {
        var load = Inputs.Load with { Quarantine = true };
        await FileList.WriteAsync(around.Objects, new LoadPlan(load, [new() { Version = First, Reason = "it is no JSON" }]), Cancellation);

        Assert.Equal("quarantine", (await RunAsync(Input with { Load = load })).Step);
    }

    /// <summary>Where the batch lies in time, as literals: everywhere, where none of its events has a time.</summary>
    [Theory]
    [InlineData(1_541_106_106_796, 1_541_121_934_796, "'2018-11-01 21:01:46.796' AND '2018-11-02 01:25:34.796'", "2018-11-01")]
    [InlineData(-62_135_596_800_000, 253_402_300_799_999, "'0001-01-01 00:00:00.000' AND '9999-12-31 23:59:59.999'", "0001-01-01")]
    [InlineData(null, null, "'0001-01-01 00:00:00.000' AND '9999-12-31 23:59:59.999'", null)]
    public async Task Only_the_time_of_its_own_events_is_read_of_the_fact(long? first, long? last, string between, string? oldest)
    {
        await StagedAsync((10, 0), (20, 0));
        around.Warehouse.Answers("staged", 5, Answer.RowsStaged(30, first, last));

        await RunAsync(Input);

        var statements = around.Warehouse.Submitted[0].Statements;
        var reading = statements.Where(sql => sql.Contains("FROM dw.songplays", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(reading);
        Assert.All(reading, sql => Assert.Contains($"start_time BETWEEN {between}", sql, StringComparison.Ordinal));
        Assert.Contains(
            oldest is null ? "CAST(NULL AS TIMESTAMP) AS oldest_event" : $"CAST('{oldest}", statements[^1], StringComparison.Ordinal);
    }

    /// <summary>The load views lag: nothing is merged, and they are to be asked again.</summary>
    [Fact]
    public async Task Nothing_is_merged_on_silence()
    {
        await StagedAsync((10, 0), (20, 0));
        around.Warehouse.Answers("staged", 8, Answer.NoHistory);

        var failure = await Assert.ThrowsAsync<LoadViewsSilentException>(() => RunAsync(Input));

        Assert.Equal(
            "log-data-00112233445566778899aabb: COPY 4711 loaded 30 rows, and the load history says nothing of it: the load views are "
            + "asked again",
            failure.Message);
        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.Empty(around.Warehouse.Submitted);
    }

    [Fact]
    public async Task What_the_views_say_later_counts_and_of_an_older_copy_nothing_does()
    {
        await StagedAsync((10, 0), (19, 0));
        around.Warehouse.Answers("staged", 8, Answer.NoHistory)
            .Answers("later", 1, Answer.FilesRead([Inputs.Url(First), First.ETag, 10L, 100L], [Inputs.Url(Second), Second.ETag, 20L, 100L]))
            .Answers("later", 2, Answer.LoadErrors([Inputs.Url(Second), 7L, "ts", 1207L, "bad"]))
            .Answers("later", 3, Answer.History(29, 1));
        var later = Inputs.Ticket(Steps.Explain, "later");

        await RunAsync(Input with { Explaining = later });

        var reject = Assert.Single(await around.LinesAsync(Inputs.Load.Rejects(Inputs.ExecutionId)));
        Assert.Contains("\"line_number\":7", reject, StringComparison.Ordinal);
        StatementTicket[] useless = [later with { SubmittedAt = later.SubmittedAt - 1 }, later with { Outcome = StatementOutcome.Refused }];
        foreach (var asked in useless)
        {
            await Assert.ThrowsAsync<LoadViewsSilentException>(() => RunAsync(Input with { Explaining = asked }));
        }
    }

    [Fact]
    public async Task Views_that_never_add_up_end_the_load_in_words()
    {
        await StagedAsync((10, 0), (20, 0));
        around.Warehouse.Answers("staged", 8, Answer.History(30, 1));
        var asked = Inputs.Ticket(Steps.Explain, "later", StatementCheck.MostAttempts) with { Outcome = StatementOutcome.Exhausted };

        var failure = await Assert.ThrowsAsync<RowsUnaccountedException>(() => RunAsync(Input with { Explaining = asked }));

        Assert.Equal(
            "log-data-00112233445566778899aabb: the load history counts 1 errors of COPY 4711, and 0 are shown, after the load views were "
            + "asked 6 times: nobody knows which rows were refused, so nothing is merged and no file is marked. Redrive this load when the "
            + "views answer",
            failure.Message);
        Assert.Empty(around.Warehouse.Submitted);
    }

    /// <summary>Up to the accepted share (here one in ten) they are counted with their file, above it they stop the merge.</summary>
    [Theory]
    [InlineData(2, null)]
    [InlineData(3, "3 of 20 rows have no ts; they have timestamp")]
    public async Task Unusable_rows_are_found_in_their_files_and_judged(int unusable, string? offence)
    {
        await StagedAsync((10, 0), (20, 0));
        around.Warehouse.Answers("staged", 5, Answer.RowsStaged(30, null, null, unusable));
        Put(First, 10, 0);
        Put(Second, 20, unusable);

        if (offence is not null)
        {
            var failure = await Assert.ThrowsAsync<RowsRejectedException>(() => RunAsync(Input));
            Assert.EndsWith($"the first: {Second.Key}: {offence}", failure.Message, StringComparison.Ordinal);
            return;
        }

        await RunAsync(Input);

        var outcomes = (await around.LinesAsync(Inputs.Load.Outcomes(Inputs.ExecutionId))).Select(line => Inputs.Json(line)).ToList();
        Assert.Equal([0, unusable], outcomes.Select(outcome => outcome.GetProperty("rows_unusable").GetInt32()));
        Assert.Equal("2 of 20 rows have no ts; they have timestamp", outcomes[1].GetProperty("reason").GetString());
        Assert.Matches("30,\\s+0,\\s+2,", Record(around.Warehouse.Submitted[0]));
    }

    /// <summary>One of them can't be read, or was overwritten: nobody is blamed, and the load is taken apart.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Unusable_rows_that_are_found_in_no_file_blame_none(int which)
    {
        await StagedAsync((10, 0), (20, 0));
        around.Warehouse.Answers("staged", 5, Answer.RowsStaged(30, null, null, 3));
        Put(First, 10, 0);
        if (which == 2)
        {
            Put(Second, 20, 2);
        }

        var failure = await Assert.ThrowsAsync<RowsRejectedException>(() => RunAsync(Input));

        Assert.EndsWith(": 3 of 30 rows have no ts, and it is not known of which files", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_attempt_after_a_failed_merge_is_the_second()
    {
        await StagedAsync((10, 0), (20, 0));

        var first = Inputs.Ticket(Steps.Merge) with { Visits = 3, Outcome = StatementOutcome.Retry };

        var ticket = await RunAsync(Input with { Merging = first });

        Assert.Equal((2, 4), (ticket.Attempt, ticket.Visits));
    }

    private static string Record(StatementBatch batch) =>
        Assert.Single(batch.Statements, sql => sql.StartsWith("INSERT INTO dw.loads", StringComparison.Ordinal));

    private Task StagedAsync(params (int Good, int Bad)[] rows) => StagedAsync(Inputs.Load, rows);

    /// <summary>The load's list of two files, and what the COPY of them said: of each so many good rows, and so many refused.</summary>
    private async Task StagedAsync(Load load, params (int Good, int Bad)[] rows)
    {
        FileVersion[] files = [First, Second];
        await FileList.WriteAsync(
            around.Objects, new LoadPlan(load, [.. files.Select(file => new ListedFile { Version = file })]), Cancellation);
        around.Warehouse
            .Answers("staged", 4, Answer.RowsLoaded(rows.Sum(row => row.Good)))
            .Answers("staged", 5, Answer.RowsStaged(rows.Sum(row => row.Good)))
            .Answers("staged", 6, Answer.FilesRead([.. files.Select((file, n) =>
                new object?[] { Inputs.Url(file), file.ETag, (long)(rows[n].Good + rows[n].Bad), 100L })]))
            .Answers("staged", 7, Answer.LoadErrors([.. files.SelectMany((file, n) => Enumerable.Range(1, rows[n].Bad).Select(line =>
                new object?[] { Inputs.Url(file), (long)line, "ts", 1207L, "bad" }))]))
            .Answers("staged", 8, Answer.History(rows.Sum(row => row.Good), rows.Sum(row => row.Bad)));
    }

    /// <summary>So many rows, the last of which have another name for their ts.</summary>
    private void Put(FileVersion file, int rows, int unusable) => around.Objects.Put(
        new(file.Bucket, file.Key),
        string.Concat(Enumerable.Range(0, rows).Select(n =>
            $"{{\"{(n < rows - unusable ? "ts" : "timestamp")}\":1541106106796,\"sessionId\":1,\"itemInSession\":{n}}}\n")));

    private void Refused(params object?[][] rows) => around.Warehouse
        .Answers("staged", 7, Answer.LoadErrors(rows))
        .Answers("staged", 8, Answer.History(
            around.Warehouse.Of("staged", 4).Rows[0][0] is long loaded ? loaded : 0, rows.Length));

    private Task<StatementTicket> RunAsync(MergeStagedInput input) => new MergeStaged(around.Ports).HandleAsync(input, around.Context);
}
