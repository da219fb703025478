using CsCheck;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Intake;

namespace Sparkify.Functions.Tests.Intake;

public sealed class LoadPlanTests
{
    [Fact]
    public void Repetition_and_order_of_notices_change_no_load()
    {
        Gen.Select(Files.AnyTracedVersion.Array[0, 12], Gen.Int[0, 3], Gen.Int).Sample((versions, repeats, seed) =>
        {
            var shuffled = Enumerable.Repeat(versions, repeats + 1).SelectMany(copy => copy).ToArray();
            new Random(seed).Shuffle(shuffled);

            Assert.Equal(
                Describe(LoadPlan.For(Dataset.LogData, "sparkify", versions)),
                Describe(LoadPlan.For(Dataset.LogData, "sparkify", shuffled)));
        });
    }

    [Fact]
    public void Every_version_is_in_exactly_one_load_and_a_load_has_one_compression()
    {
        Files.AnyVersion.Array[0, 20].Sample(versions =>
        {
            var plans = LoadPlan.For(Dataset.LogData, "sparkify", versions);

            Assert.Equal(versions.ToHashSet().Count, plans.Sum(plan => plan.Files.Count));
            Assert.Equal(versions.ToHashSet(), plans.SelectMany(plan => plan.Files.Select(file => file.Version)).ToHashSet());
            Assert.All(plans, plan => Assert.All(plan.Files, file => Assert.Equal(plan.Load.Gzip, file.Version.IsGzip)));
        });
    }

    [Fact]
    public void A_load_is_named_by_its_versions_and_by_nothing_else()
    {
        Gen.Select(Files.AnyVersion.Array[1, 5], Files.AnyVersion.Array[1, 5]).Sample((a, b) =>
            Assert.Equal(a.ToHashSet().SetEquals(b), LoadId.Of(Dataset.LogData, a.Distinct()) == LoadId.Of(Dataset.LogData, b.Distinct())));
    }

    [Fact]
    public void The_same_content_put_again_is_another_load()
    {
        var first = Files.Version("log_data/x.json", sequencer: "0A");
        var again = first with { Sequencer = "0B" };

        Assert.NotEqual(
            Describe(LoadPlan.For(Dataset.LogData, "sparkify", [first])), Describe(LoadPlan.For(Dataset.LogData, "sparkify", [again])));
        Assert.Equal(again, Assert.Single(Assert.Single(LoadPlan.For(Dataset.LogData, "sparkify", [again, first])).Files).Version);
    }

    [Fact]
    public void A_load_id_is_a_valid_execution_name_and_gives_a_valid_table_name()
    {
        var id = LoadId.Of(Dataset.SongData, [Files.Version("song_data/it's; DROP TABLE x--.json")]);

        Assert.Matches("^[a-z0-9-]{1,80}$", id);
        Assert.Matches("^staging_songs_[0-9a-f]{24}$", LoadId.StagingTable(Dataset.SongData, id));
    }

    [Fact]
    public void A_burst_of_fifteen_thousand_files_is_two_loads()
    {
        var burst = Enumerable.Range(0, 14_896).Select(n => Files.Version($"song_data/{n}.json"));

        Assert.Equal(
            [LoadPlan.MostFiles, 14_896 - LoadPlan.MostFiles],
            LoadPlan.For(Dataset.SongData, "sparkify", burst).Select(plan => plan.Load.Files));
    }

    [Fact]
    public void A_load_has_no_more_bytes_than_it_may_and_none_could_have_taken_the_next_file()
    {
        Gen.Long[0, LoadPlan.MostBytes].Array[1, 40].Sample(sizes =>
        {
            var versions = sizes.Select((size, n) => Files.Version($"log_data/{n:D2}.json") with { Size = size });

            var plans = LoadPlan.For(Dataset.LogData, "sparkify", versions);

            Assert.Equal(sizes.Sum(), plans.Sum(plan => plan.Load.Bytes));
            Assert.All(plans, plan => Assert.True(plan.Load.Bytes <= LoadPlan.MostBytes));
            Assert.All(
                plans.Zip(plans.Skip(1)),
                two => Assert.True(two.First.Load.Bytes + two.Second.Files[0].Version.Size > LoadPlan.MostBytes));
        });
        var (large, small) = (Files.Version("log_data/a.json") with { Size = 7 * LoadPlan.MostBytes }, Files.Version("log_data/b.json"));
        Assert.Equal([1, 1], LoadPlan.For(Dataset.LogData, "sparkify", [large, small]).Select(plan => plan.Load.Files));
    }

    [Fact]
    public void Of_a_version_that_several_lists_have_the_first_trace_counts_and_files_stand_in_the_order_of_their_names()
    {
        var (plain, gzip) = (Files.Version("log_data/b.json", "1", "a"), Files.Version("log_data/a.json.gz", "1", "a"));
        FileVersion[] versions =
        [
            gzip, plain with { TraceId = "2" }, plain with { TraceId = "1" }, plain with { Bucket = "b" },
            plain with { Key = "log_data/a.json" }, plain with { ETag = "0" },
        ];

        var plans = LoadPlan.For(Dataset.LogData, "sparkify", versions);

        Assert.Equal([false, true], plans.Select(plan => plan.Load.Gzip));
        Assert.Equal(
            ["a log_data/a.json 1 ", "a log_data/b.json 0 ", "a log_data/b.json 1 1", "b log_data/b.json 1 "],
            plans[0].Files.Select(file => $"{file.Version.Bucket} {file.Version.Key} {file.Version.ETag} {file.Version.TraceId}"));
    }

    [Fact]
    public void A_load_states_what_its_copy_will_read()
    {
        ListedFile[] files =
        [
            new() { Version = Files.Version("log_data/x", "1", sequencer: "0B", eventTime: 7_000) with { Size = 10, TraceId = "late" } },
            new() { Version = Files.Version("log_data/x", "2", sequencer: "0A", eventTime: 5_000) with { Size = 90, TraceId = "early" } },
            new() { Version = Files.Version("log_data/y.json", "3", sequencer: "0A", eventTime: 6_000) with { Size = 5 } },
        ];

        var (load, listed) = LoadPlan.Of(Dataset.LogData, "bucket", files, 3, "part");

        Assert.Equal((2, 15L, false, false, 3, "early"), (load.Files, load.Bytes, load.Gzip, load.Quarantine, load.Depth, load.TraceId));
        Assert.Equal(
            (Dataset.LogData, "bucket", LoadId.Of(Dataset.LogData, files.Select(file => file.Version), "part")),
            (load.Dataset, load.Bucket, load.LoadId));
        Assert.Equal(files, listed);
        Assert.Equal($"s3://bucket/_ingest/loads/{load.LoadId}/manifest.json", load.Manifest.Url);
        Assert.Equal($"s3://bucket/_ingest/loads/{load.LoadId}/files.jsonl", load.FileList.Url);
        Assert.StartsWith($"s3://bucket/_ingest/loads/{load.LoadId}/outcomes-", load.Outcomes("one").Url, StringComparison.Ordinal);
        Assert.StartsWith($"s3://bucket/_ingest/loads/{load.LoadId}/rejects-", load.Rejects("one").Url, StringComparison.Ordinal);
        Assert.NotEqual(load.Outcomes("one"), load.Outcomes("another stack's"));
        Assert.NotEqual(load.Rejects("one"), load.Rejects("another stack's"));
        Assert.False(LoadPlan.Of(Dataset.LogData, "bucket", [], 0).Load.Gzip);
        Assert.True(LoadPlan.Of(Dataset.LogData, "bucket", [files[0], files[1] with { Reason = "bad" }], 0).Load.Quarantine);
    }

    [Fact]
    public void Loads_of_the_same_files_are_others_where_something_beside_the_files_is_said() => Assert.NotEqual(
        Describe(LoadPlan.For(Dataset.LogData, "sparkify", [Files.Version("log_data/x.json")])),
        Describe(LoadPlan.For(Dataset.LogData, "sparkify", [Files.Version("log_data/x.json")], "again")));

    private static IEnumerable<string> Describe(IEnumerable<LoadPlan> plans) =>
        plans.Select(
            plan =>
                $"{plan.Load.LoadId} {plan.Load.Files} {plan.Load.TraceId} {string.Join('|', plan.Files.Select(file => file.Version))}");
}
