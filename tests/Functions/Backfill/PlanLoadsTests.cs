using System.Text.Json;
using Sparkify.Functions.Backfill;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Backfill;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Functions.Tests.Backfill;

/// <summary>At most 3 files a load: <see cref="Inputs.Run"/>.</summary>
public sealed class PlanLoadsTests
{
    private static readonly BackfillRun Run = Inputs.Run;

    private readonly Surroundings around = new();

    [Fact]
    public async Task What_a_chunk_lacks_is_cut_into_loads_and_what_fills_none_waits_for_the_next_chunk()
    {
        Listed(chunk: 1, files: 8, Answer.Compared((0, 0), (1, 1), (3, 0), (4, 2), (6, 3)));

        var progress = await RunAsync(new BackfillProgress
        {
            Chunk = 1, ChunkFiles = 8, Found = 8, AlreadyThere = 10, Missing = 20, NeverSeen = 30, Overwritten = 40, Loads = 5,
            MissingBytes = 50, AlreadyQuarantined = 60,
        });

        Assert.Equal(
            new BackfillProgress
            {
                Chunk = 1, ChunkFiles = 8, Found = 8, AlreadyThere = 10 + 4, Missing = 20 + 4, NeverSeen = 30 + 2, Overwritten = 40 + 1,
                Loads = 5 + 1,
                MissingBytes = 50 + 100 + 101 + 103 + 104, AlreadyQuarantined = 60 + 1, Carried = 1,
                AskedAt = Inputs.NowMs - 60_000,
            },
            progress);
        Assert.Equal([0, 1, 3, 4], (await around.LinesAsync(Run.Missing(1))).Select(line => Inputs.Json(line).GetProperty("n").GetInt32()));
        Assert.Contains("\"n\":6", Assert.Single(await around.LinesAsync(Run.Quarantined(1))), StringComparison.Ordinal);
        Assert.Contains("log_data/2018/4.json", Assert.Single(await around.LinesAsync(Run.Carried(1))), StringComparison.Ordinal);
        var load = JsonSerializer.Deserialize(Assert.Single(await around.LinesAsync(Run.Loads(1))), IngestionJson.Default.Load)!;
        Assert.Equal((3, 304L, Run.TraceId), (load.Files, load.Bytes, load.TraceId));
        Assert.Equal(3, (await around.LinesAsync(load.FileList)).Count);
        Assert.NotNull(await around.TextAsync(load.Manifest));
        Assert.Null(await around.TextAsync(Run.AllLoads));
        Assert.Equal($"Information: backfill {Run.Id}: chunk 1 lacks 4 of 8 files, 6 loads so far", Assert.Single(around.Context.Lines));
    }

    [Fact]
    public async Task The_last_chunk_closes_the_plan_with_all_loads_and_what_was_carried()
    {
        Listed(chunk: 1, files: 4, Answer.Compared((0, 0), (1, 0), (2, 0), (3, 0)));
        var first = await RunAsync(new BackfillProgress { Chunk = 1, ChunkFiles = 4 });
        Listed(chunk: 2, files: 2, Answer.Compared((1, 0)));

        var second = await RunAsync(first with { Chunk = 2, ChunkFiles = 2, IsListed = true });

        Assert.Equal((true, 2, 0, 5L), (second.IsPlanned, second.Loads, second.Carried, second.Missing));
        var all = JsonSerializer.Deserialize((await around.TextAsync(Run.AllLoads))!, IngestionJson.Default.IReadOnlyListIngestInput)!;
        Assert.Equal([3, 2], all.Select(input => input.Load.Files));
        var plan = JsonSerializer.Deserialize((await around.TextAsync(Run.Plan))!, IngestionJson.Default.BackfillPlan)!;
        Assert.Equal((Run, second), (plan.Backfill, plan.Progress));
        Assert.Equal("""{"id":"log-data-a1b2c3d4e5f6"}""", await around.TextAsync(BackfillRun.Open("sparkify", Run.Fingerprint)));
        Assert.Null(await around.TextAsync(Run.Carried(2)));
    }

    [Fact]
    public async Task An_empty_last_chunk_closes_the_plan_without_a_question()
    {
        var progress = await RunAsync(new BackfillProgress { Chunk = 1, IsListed = true }, asked: false);

        Assert.Equal((true, 0, 0L), (progress.IsPlanned, progress.Loads, progress.AlreadyThere));
        Assert.Equal("[]", await around.TextAsync(Run.AllLoads));
        Assert.Null(await around.TextAsync(Run.Missing(1)));
        Assert.Null(await around.TextAsync(Run.Quarantined(1)));
    }

    [Fact]
    public async Task A_dry_run_plans_the_loads_but_writes_no_list_of_theirs_and_leaves_no_plan_to_go_on_with()
    {
        Listed(chunk: 1, files: 2, Answer.Compared((0, 0), (1, 0)));

        var progress = await RunAsync(new BackfillProgress { Chunk = 1, ChunkFiles = 2, IsListed = true }, Run with { DryRun = true });

        Assert.Equal(1, progress.Loads);
        Assert.Empty(await around.KeysAsync("_ingest/loads/"));
        Assert.Empty(await around.KeysAsync("_ingest/backfills/open/"));
        Assert.NotNull(await around.TextAsync(Run.Plan));
    }

    [Fact]
    public async Task By_force_what_was_quarantined_is_loaded_again()
    {
        Listed(chunk: 1, files: 1, Answer.Compared((0, 3)));

        var progress = await RunAsync(new BackfillProgress { Chunk = 1, ChunkFiles = 1, IsListed = true }, Run with { Force = true });

        Assert.Equal((1, 0L, 0L), (progress.Missing, progress.AlreadyQuarantined, progress.AlreadyThere));
    }

    [Theory]
    [InlineData(9_999, false)]
    [InlineData(10_000, true)]
    public async Task More_than_ten_thousand_loads_are_refused(int before, bool isRefused)
    {
        Listed(chunk: 1, files: 3, Answer.Compared((0, 0), (1, 0), (2, 0)));
        var planning = () => RunAsync(new BackfillProgress { Chunk = 1, ChunkFiles = 3, Loads = before });

        if (!isRefused)
        {
            Assert.Equal(10_000, (await planning()).Loads);
            return;
        }

        Assert.Equal(
            "log-data-a1b2c3d4e5f6 makes more than 10000 loads: raise maxFilesPerLoad (3) or maxBytesPerLoad (1000), "
            + "or take a part of it by prefix",
            (await Assert.ThrowsAsync<BackfillRefusedException>(planning)).Message);
        Assert.Null(await around.TextAsync(Run.Loads(1)));
    }

    private void Listed(int chunk, int files, Answer answer)
    {
        around.Objects.Put(
            Run.Listing(chunk), JsonLines.Write(Enumerable.Range(0, files).Select(Inputs.Numbered), IngestionJson.Default.NumberedFile));
        around.Warehouse.Answers("compared", 3, answer);
    }

    private Task<BackfillProgress> RunAsync(BackfillProgress progress, BackfillRun? run = null, bool asked = true) =>
        new PlanLoads(around.Ports).HandleAsync(
            new PlanLoadsInput
            {
                Backfill = run ?? Run,
                Progress = progress,
                Comparing = asked ? Inputs.Ticket(Steps.Compare(progress.Chunk), "compared") : null,
            },
            around.Context);
}
