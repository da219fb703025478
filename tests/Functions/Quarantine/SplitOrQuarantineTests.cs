using CsCheck;
using Sparkify.Functions.Quarantine;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Quarantine;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Functions.Tests.Quarantine;

public sealed class SplitOrQuarantineTests
{
    private readonly Surroundings around = new();

    private const string UnknownWords = "ERROR: some words that nobody has seen before";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static StatementTicket Failed =>
        Inputs.Ticket(Steps.Stage, "staged") with { Outcome = StatementOutcome.Poison, Error = "ERROR: Load into table failed" };

    private static SplitOrQuarantineInput Input => new() { Load = Inputs.Load, ExecutionId = Inputs.ExecutionId, Staging = Failed };

    [Fact]
    public async Task A_load_whose_copy_failed_is_halved_and_each_half_is_a_load_of_its_own()
    {
        await ListAsync(Inputs.Version(1), Inputs.Version(2));

        var output = await RunAsync(Input);

        Assert.Equal("ERROR: Load into table failed", output.Reason);
        Assert.Equal(2, output.Parts.Count);
        Assert.All(output.Parts, part => Assert.Equal(part.Name, part.Input.Load.LoadId));
        Assert.All(output.Parts.Select(part => part.Input.Load), load =>
            Assert.Equal((1, 1, false, Inputs.Load.TraceId), (load.Files, load.Depth, load.Quarantine, load.TraceId)));
        Assert.Equal([[Inputs.Load.StagingTable], []], output.Parts.Select(part => part.Input.Load.Leftovers ?? []));
        for (var n = 0; n < 2; n++)
        {
            Assert.Contains(
                $"log_data/2018/{n + 1}.json",
                Assert.Single(await around.LinesAsync(output.Parts[n].Input.Load.FileList)),
                StringComparison.Ordinal);
            Assert.Contains(
                $"log_data/2018/{n + 1}.json", await around.TextAsync(output.Parts[n].Input.Load.Manifest), StringComparison.Ordinal);
            Assert.Equal(
                "Information: log-data-00112233445566778899aabb could not be staged (ERROR: Load into table failed): "
                + $"loading 1 of its files as {output.Parts[n].Name}, trace {Inputs.Load.TraceId}",
                around.Context.Lines[n]);
        }

        Assert.Equal(Inputs.Load.LoadId, Assert.Single(around.Annotated)["load_id"]);
    }

    [Fact]
    public async Task A_file_that_stands_alone_is_quarantined_with_what_the_load_errors_say_of_it()
    {
        await ListAsync(Inputs.Version(1));
        around.Warehouse.Answers(
            "explained",
            1,
            Answer.LoadErrors([Inputs.Url(Inputs.Version(1)), 3L, "ts", 1207L, "Invalid digit"], ["f", 4L, null, 1L, "later"]));

        var output = await RunAsync(
            Input with { Explaining = Inputs.Ticket(Steps.Explain, "explained") });

        Assert.Equal("line 3, column ts: Invalid digit (ERROR: Load into table failed)", output.Reason);
        var part = Assert.Single(output.Parts).Input.Load;
        Assert.True(part.Quarantine);
        var listed = Assert.Single(await FileList.ReadAsync(around.Objects, part, Cancellation));
        Assert.Equal((output.Reason, false), (listed.Reason, listed.Superseded));
        Assert.Null(await around.TextAsync(part.Manifest));
        Assert.Contains("quarantining 1 of its files", Assert.Single(around.Context.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_explanation_the_statements_own_words_are_the_reason()
    {
        await ListAsync(Inputs.Version(1));
        around.Warehouse.Answers("explained", 1, Answer.None("file_name", "line_number", "column_name", "error_code", "error_message"));
        var input = Input;
        var explained = Inputs.Ticket(Steps.Explain, "explained");

        Assert.Equal("ERROR: Load into table failed", (await RunAsync(input with { Explaining = explained })).Reason);
        var refused = explained with { Outcome = StatementOutcome.Refused };
        Assert.Equal("ERROR: Load into table failed", (await RunAsync(input with { Explaining = refused })).Reason);
        Assert.Equal("the COPY failed without a word", (await RunAsync(input with { Staging = Failed with { Error = null } })).Reason);
    }

    /// <summary>What failed was the version that was there, and that is another one now.</summary>
    [Fact]
    public async Task A_file_that_was_overwritten_meanwhile_is_not_at_fault()
    {
        var version = Inputs.Version(1);
        await ListAsync(version);
        around.Objects.Put(new("sparkify", version.Key), "another version");
        around.Objects.Put(new("sparkify", version.Key + ".bak"), "a name that starts alike");

        var output = await RunAsync(Input);

        Assert.Equal("overwritten before it was read; the version that replaced it has a notice of its own", output.Reason);
        Assert.Contains(
            "\"superseded\":true",
            Assert.Single(await around.LinesAsync(Assert.Single(output.Parts).Input.Load.FileList)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_there_as_it_was_listed_or_gone_is_at_fault()
    {
        var text = "still the same"u8.ToArray();
        var version = Inputs.Version(1) with { ETag = Sparkify.Tests.InMemoryObjectStore.ETagOf(text) };
        await ListAsync(version);
        around.Objects.Put(new("sparkify", version.Key + ".bak"), "another file");

        Assert.Equal(
            "ERROR: Load into table failed", (await RunAsync(Input)).Reason);
        around.Objects.Put(new("sparkify", version.Key), text);
        Assert.Equal(
            "ERROR: Load into table failed", (await RunAsync(Input)).Reason);
    }

    [Fact]
    public async Task Files_with_too_many_refused_rows_are_set_apart_and_the_rest_is_loaded()
    {
        await ListAsync(Inputs.Version(1), Inputs.Version(2));
        var second = Inputs.Url(Inputs.Version(2));
        Staged(Answer.LoadErrors([second, 1L, "ts", 1207L, "bad"], [second, 2L, "ts", 1207L, "bad"]));

        var output = await RunAsync(Input with { Staging = Inputs.Ticket(Steps.Stage, "staged") });

        Assert.Equal("2 of 10 rows refused; first: line 1, column ts: bad", output.Reason);
        Assert.Equal([false, true], output.Parts.Select(part => part.Input.Load.Quarantine));
        Assert.Contains(
            "log_data/2018/1.json", Assert.Single(await around.LinesAsync(output.Parts[0].Input.Load.FileList)), StringComparison.Ordinal);
    }

    /// <summary>COPY says only that something else stands where an object should begin.</summary>
    [Theory]
    [InlineData("<!DOCTYPE html><html></html>", "; it looks like HTML")]
    [InlineData("PK\u0003\u0004", "; it looks like a ZIP archive")]
    [InlineData("{\"ts\":\"bad\"}", "")]
    [InlineData(null, "")]
    public async Task The_first_bytes_of_a_file_say_what_it_is_if_it_is_no_json(string? content, string words)
    {
        await ListAsync(Inputs.Version(1), Inputs.Version(2));
        var second = Inputs.Version(2);
        Staged(Answer.LoadErrors([Inputs.Url(second), 1L, null, 1214L, "no object"], [Inputs.Url(second), 2L, null, 1214L, "no object"]));
        if (content is not null)
        {
            around.Objects.Put(new(second.Bucket, second.Key), content);
        }

        var output = await RunAsync(Input with { Staging = Inputs.Ticket(Steps.Stage, "staged") });

        var quarantined = Assert.Single(output.Parts, part => part.Input.Load.Quarantine).Input.Load;
        var reason = Assert.Single(await FileList.ReadAsync(around.Objects, quarantined, Cancellation)).Reason;
        Assert.StartsWith($"2 of 10 rows refused; first: line 1: no object{words}", reason, StringComparison.Ordinal);
        Assert.Equal(words.Length > 0, reason!.Contains("it looks like", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refused_rows_of_no_known_file_halve_the_load()
    {
        await ListAsync(Inputs.Version(1), Inputs.Version(2));
        Staged(Answer.LoadErrors(["s3://sparkify/log_data/else.json", 1L, "ts", 1207L, "bad"]));

        var output = await RunAsync(Input with { Staging = Inputs.Ticket(Steps.Stage, "staged") });

        Assert.Equal("1 refused rows name no single file of the load", output.Reason);
        Assert.Equal([false, false], output.Parts.Select(part => part.Input.Load.Quarantine));
    }

    /// <summary>
    /// Whatever files are poison with words that nobody knows, and wherever they stand: each good one loads, the poison alone is
    /// quarantined, and few COPYs are made.
    /// </summary>
    [Fact]
    public void Of_any_poison_files_among_good_ones_every_good_one_loads()
    {
        Gen.Select(Gen.Int[1, 60], Gen.Int[1, 12], Gen.Int[0, int.MaxValue]).Sample((good, poison, seed) =>
        {
            var split = new SplitLoads(good + poison, file => file < poison ? UnknownWords : null, seed);

            split.Run();

            if (split.Failures.Count == 0)
            {
                Assert.Equal(Enumerable.Range(poison, good), split.Loaded.Order());
                Assert.Equal(Enumerable.Range(0, poison), split.Quarantined.Order());
                Assert.InRange(split.Copies, 1, (poison * 2 * Math.Log2(good + poison)) + 12);
            }
            else
            {
                // Every file that was tried is poison: that can't be told from a failing stack, and it is said.
                Assert.InRange(poison, Math.Min(good + poison, Trials.MostUndecided), poison);
                Assert.Empty(split.Quarantined);
            }
        });
    }

    /// <summary>However many files: a failing stack costs twelve COPYs at most, marks none of them, and fails once and aloud.</summary>
    [Fact]
    public void A_failing_stack_marks_no_file()
    {
        Gen.Select(Gen.OneOf(Gen.Int[1, 100], Gen.Const(2_000)), Gen.Int[0, int.MaxValue]).Sample((files, seed) =>
        {
            var split = new SplitLoads(files, _ => UnknownWords, seed);

            split.Run();

            Assert.Empty(split.Quarantined);
            Assert.Empty(split.Loaded);
            Assert.InRange(split.Copies, 1, 12);
            var words = files == 1 ? "the file is not marked" : "no file is marked";
            Assert.Contains(words, Assert.Single(split.Failures), StringComparison.Ordinal);
        }, iter: 20);
    }

    /// <summary>It begins to fail, or ends to, anywhere in the search.</summary>
    [Fact]
    public void A_stack_that_fails_for_a_while_marks_no_good_file()
    {
        var found = 0;
        Gen.Select(Gen.Int[2, 40], Gen.Int[0, 3], Gen.Int[0, 60], Gen.Int[1, 60], Gen.Int[0, int.MaxValue]).Sample(
            (good, poison, from, copies, seed) =>
            {
                var split = new SplitLoads(
                    good + poison,
                    (file, copy) => file < poison || (copy >= from && copy < from + copies) ? UnknownWords : null,
                    seed);

                split.Run();

                Assert.All(split.Quarantined, file => Assert.InRange(file, 0, poison - 1));
                Interlocked.Add(ref found, split.Quarantined.Count);
            });
        Assert.NotEqual(0, found);
    }

    [Fact]
    public async Task A_load_without_a_trace_is_logged_with_a_dash()
    {
        await ListAsync(Inputs.Version(1), Inputs.Version(2));

        await RunAsync(Input with { Load = Inputs.Load with { TraceId = null } });

        Assert.EndsWith("trace -", around.Context.Lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain("trace_id", Assert.Single(around.Annotated).Keys);
    }

    private void Staged(Answer rejected) => around.Warehouse
        .Answers("staged", 4, Answer.RowsLoaded(18))
        .Answers("staged", 5, Answer.RowsStaged(18))
        .Answers("staged", 6, Answer.FilesRead([.. Enumerable.Range(1, 2).Select(n =>
            new object?[] { Inputs.Url(Inputs.Version(n)), Inputs.ETag(n), 10L, 100L })]))
        .Answers("staged", 7, rejected)
        .Answers("staged", 8, Answer.History(18, rejected.Rows.Count));

    private Task ListAsync(params FileVersion[] files) =>
        FileList.WriteAsync(
            around.Objects, new LoadPlan(Inputs.Load, [.. files.Select(file => new ListedFile { Version = file })]), Cancellation);

    private Task<SplitOrQuarantineOutput> RunAsync(SplitOrQuarantineInput input) =>
        new SplitOrQuarantine(around.Ports).HandleAsync(input, around.Context);
}
