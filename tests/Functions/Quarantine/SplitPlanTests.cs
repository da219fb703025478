using System.Text.Json;
using CsCheck;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Quarantine;

namespace Sparkify.Functions.Tests.Quarantine;

public sealed class SplitPlanTests
{
    [Fact]
    public void Halving_loads_every_good_file_once_and_quarantines_exactly_the_poison()
    {
        Gen.Select(Gen.Int[1, 300], Gen.Int[0, 299].HashSet[0, 8]).Sample((count, picks) =>
        {
            var poison = picks.Where(n => n < count).Select(n => $"song_data/{n:D5}.json").ToHashSet();
            var (loaded, quarantined, copies) = Run(Files.Numbered(count), files => files.Any(file => poison.Contains(file.Version.Key)));

            Assert.Equal(
                Files.Numbered(count).Select(file => file.Version.Key).Where(key => !poison.Contains(key)),
                loaded.Order(StringComparer.Ordinal));
            Assert.Equal(poison.Order(StringComparer.Ordinal), quarantined.Order(StringComparer.Ordinal));
            Assert.InRange(copies, 1, Math.Max(1, poison.Count * 2 * Math.Ceiling(Math.Log2(Math.Max(2, count))) + 1));
        });
    }

    [Fact]
    public void However_often_and_why_a_load_is_taken_apart_each_staging_table_goes_with_one_part_that_ends()
    {
        Gen.Select(Gen.Int[1, 40], Gen.Int[0, 39].HashSet[0, 6], Gen.Int[0, 1_000_000]).Sample((count, picks, seed) =>
        {
            var chance = new Random(seed);
            var poison = picks.Select(n => $"song_data/{n:D5}.json").ToHashSet();
            var (takenApart, gone) = (new List<string>(), new List<string>());
            var waiting = new Queue<LoadPlan>([LoadPlan.Of(Dataset.SongData, "sparkify", Files.Numbered(count), 0)]);
            while (waiting.TryDequeue(out var plan))
            {
                var poisoned = plan.Files.Where(file => poison.Contains(file.Version.Key)).ToList();
                if (plan.Load.Quarantine || poisoned.Count == 0)
                {
                    gone.AddRange(plan.Load.Leftovers ?? []);
                    Assert.InRange(plan.Load.Leftovers?.Count ?? 0, 0, plan.Load.Quarantine ? 2 : 1);
                    continue;
                }

                takenApart.Add(plan.Load.StagingTable);
                // Refused rows name their files; a COPY that failed names none.
                var offenders = chance.Next(2) == 0 ? [] : poisoned.Take(1).Select(file => file with { Reason = "refused" }).ToList();
                foreach (var part in SplitPlan.Of(plan.Load, plan.Files, offenders, "poison"))
                {
                    waiting.Enqueue(part);
                }
            }

            Assert.Equal(takenApart.Order(StringComparer.Ordinal), gone.Order(StringComparer.Ordinal));
        });
    }

    [Fact]
    public void Known_offenders_cost_one_copy_more_however_many_they_are()
    {
        var files = Files.Numbered(500);
        var offenders = files.Where((_, n) => n % 50 == 0).Select(file => file with { Reason = "too many refused rows" }).ToList();

        var parts = SplitPlan.Of(Files.Load(Dataset.SongData, files), files, offenders, "too many refused rows");

        Assert.Equal([(490, false), (10, true)], parts.Select(part => (part.Files.Count, part.Load.Quarantine)));
    }

    [Fact]
    public void Of_a_poison_key_only_the_newest_version_is_to_blame()
    {
        ListedFile[] files =
        [
            .. "0A 0B 0C".Split(' ').Select(age => new ListedFile { Version = Files.Version("log_data/x.json", age, sequencer: age) })
        ];

        var part = Assert.Single(SplitPlan.Of(Files.Load(Dataset.LogData, files), files, [], "why"));

        Assert.True(part.Load.Quarantine);
        Assert.Equal([("0A", true), ("0B", true), ("0C", false)], part.Files.Select(file => (file.Version.ETag, file.Superseded)));
    }

    [Fact]
    public void The_same_load_taken_apart_again_gives_the_same_parts()
    {
        var files = Files.Numbered(7);
        var load = Files.Load(Dataset.SongData, files);

        Assert.Equal(
            SplitPlan.Of(load, files, [], "why").Select(part => JsonSerializer.Serialize(part.Load, IngestionJson.Default.Load)),
            SplitPlan.Of(load, files, [], "why again").Select(part => JsonSerializer.Serialize(part.Load, IngestionJson.Default.Load)));
    }

    [Fact]
    public void A_part_is_never_named_as_a_load_of_the_same_files_was()
    {
        var files = Files.Numbered(2);
        var whole = Files.Load(Dataset.SongData, files);
        var alone = Files.Load(Dataset.SongData, [files[0]]);

        Assert.DoesNotContain(alone.LoadId, SplitPlan.Of(whole, files, [], "why").Select(part => part.Load.LoadId));
        Assert.NotEqual(alone.LoadId, Assert.Single(SplitPlan.Of(alone, [files[0]], [], "why")).Load.LoadId);
    }

    [Fact]
    public void A_load_taken_apart_too_often_says_so()
    {
        var files = Files.Numbered(2);
        var load = Files.Load(Dataset.SongData, files) with { Depth = SplitPlan.MostDepth };

        Assert.Equal(
            $"{load.LoadId} was taken apart 40 times; its files are untouched: look at its reason first: why",
            Assert.Throws<SplitTooDeepException>(() => SplitPlan.Of(load, files, [], "why")).Message);
        Assert.Equal(2, SplitPlan.Of(load with { Depth = 39 }, files, [], "why").Count);
    }

    [Fact]
    public void The_first_half_is_the_larger_and_a_part_is_one_deeper_with_the_loads_trace()
    {
        var files = Files.Numbered(5);

        var parts = SplitPlan.Of(Files.Load(Dataset.SongData, files) with { TraceId = "trace", Depth = 2 }, files, [], "why");

        Assert.Equal([3, 2], parts.Select(part => part.Files.Count));
        Assert.Equal(files, parts.SelectMany(part => part.Files));
        Assert.All(parts.Select(part => part.Load), load =>
            Assert.Equal((3, "trace", Dataset.SongData, "sparkify"), (load.Depth, load.TraceId, load.Dataset, load.Bucket)));
    }

    [Fact]
    public void Where_every_file_is_at_fault_there_is_one_part_and_it_takes_all_tables_away()
    {
        var files = Files.Numbered(2);
        var load = Files.Load(Dataset.SongData, files) with { Leftovers = ["staging_songs_00"] };

        var part = Assert.Single(SplitPlan.Of(load, files, [.. files.Select(file => file with { Reason = "bad" })], "bad"));

        Assert.Equal([load.StagingTable, "staging_songs_00"], part.Load.Leftovers);
        Assert.True(part.Load.Quarantine);
    }

    [Fact]
    public void A_version_of_an_offending_key_that_was_not_read_goes_with_it_as_overwritten()
    {
        ListedFile[] files =
        [
            .. "0A 0B".Split(' ').Select(age => new ListedFile { Version = Files.Version("log_data/x.json", age, sequencer: age) }),
            new() { Version = Files.Version("log_data/y.json") },
        ];

        var parts = SplitPlan.Of(Files.Load(Dataset.LogData, files), files, [files[1] with { Reason = "bad" }], "bad");

        Assert.Equal([files[2]], parts[0].Files);
        Assert.Equal(
            [("0B", false, "bad"), ("0A", true, "overwritten before it was read; the version that replaced it has a notice of its own")],
            parts[1].Files.Select(file => (file.Version.ETag, file.Superseded, file.Reason)));
    }

    [Fact]
    public void Versions_of_one_key_stay_together()
    {
        ListedFile[] files = [.. "xyx".Select((key, n) => new ListedFile { Version = Files.Version($"log_data/{key}.json", $"{n}") })];

        var parts = SplitPlan.Of(Files.Load(Dataset.LogData, files), files, [], "why");

        Assert.Equal(["02", "1"], parts.Select(part => string.Concat(part.Files.Select(file => file.Version.ETag))));
    }

    private static (List<string> Loaded, List<string> Quarantined, int Copies) Run(
        IReadOnlyList<ListedFile> files, Func<IReadOnlyList<ListedFile>, bool> fails)
    {
        var (loaded, quarantined, copies) = (new List<string>(), new List<string>(), 0);
        var waiting = new Queue<LoadPlan>([LoadPlan.Of(Dataset.SongData, "sparkify", files, 0)]);
        while (waiting.TryDequeue(out var plan))
        {
            if (plan.Load.Quarantine)
            {
                quarantined.AddRange(plan.Files.Select(file => file.Version.Key));
                continue;
            }

            copies++;
            if (!fails(plan.Files))
            {
                loaded.AddRange(plan.Files.Select(file => file.Version.Key));
                continue;
            }

            foreach (var part in SplitPlan.Of(plan.Load, plan.Files, [], "poison"))
            {
                waiting.Enqueue(part);
            }
        }

        return (loaded, quarantined, copies);
    }
}
