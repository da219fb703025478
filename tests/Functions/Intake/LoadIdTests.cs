using CsCheck;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Intake;

namespace Sparkify.Functions.Tests.Intake;

public sealed class LoadIdTests
{
    private static readonly FileVersion A = new()
    {
        Bucket = "sparkify", Key = "log_data/a.json", ETag = new string('0', 32), Size = 1, Sequencer = "0A", EventTime = 1,
    };

    private static readonly FileVersion B = new()
    {
        Bucket = "sparkify", Key = "log_data/b.json", ETag = new string('1', 32), VersionId = "v1", Size = 2, EventTime = 2,
    };

    /// <summary>
    /// The two were worked out by hand with sha256sum: a release that names loads otherwise would load redelivered batches twice.
    /// </summary>
    [Fact]
    public void A_load_keeps_its_name_from_release_to_release()
    {
        Assert.Equal("log-data-8e7d2a689498605df3503e85", LoadId.Of(Dataset.LogData, [A, B]));
        Assert.Equal("log-data-2a9e6186ea70fe6d2a3b518e", LoadId.Of(Dataset.LogData, [B, A], "backfill", "x"));
    }

    [Fact]
    public void Each_field_that_makes_a_version_makes_another_load_and_no_other_field_does()
    {
        var name = LoadId.Of(Dataset.LogData, [A]);
        FileVersion[] others =
        [
            A with { Bucket = "b" },
            A with { Key = "k" },
            A with { ETag = "e" },
            A with { VersionId = "v" },
            A with { Sequencer = "0B" },
            A with { Sequencer = null },
        ];

        Assert.Equal(others.Length + 1, others.Select(other => LoadId.Of(Dataset.LogData, [other])).Append(name).Distinct().Count());
        Assert.Equal(name, LoadId.Of(Dataset.LogData, [A with { Size = 9, EventTime = 9, TraceId = "t" }]));
    }

    /// <summary>Keys may hold anything, also what stands between two fields.</summary>
    [Fact]
    public void No_two_lists_of_fields_read_alike()
    {
        static FileVersion Fields(string bucket, string key, string etag) =>
            new() { Bucket = bucket, Key = key, ETag = etag, Size = 0, EventTime = 0 };

        Assert.NotEqual(LoadId.Of(Dataset.LogData, [Fields("a", "b;c", "d")]), LoadId.Of(Dataset.LogData, [Fields("a;b", "c", "d")]));
        Assert.NotEqual(LoadId.Of(Dataset.LogData, [A], "a", "b"), LoadId.Of(Dataset.LogData, [A], "a;b"));
        Assert.NotEqual(
            LoadId.Of(Dataset.LogData, [A with { VersionId = "-" }]), LoadId.Of(Dataset.LogData, [A with { VersionId = null }]));
        Assert.NotEqual(LoadId.Of(Dataset.LogData, [A with { VersionId = "" }]), LoadId.Of(Dataset.LogData, [A with { VersionId = null }]));
        var any = Gen.String[Gen.Char["a;:1-"], 0, 4].Array[3];
        Gen.Select(any, any).Sample((a, b) => Assert.Equal(
            a.SequenceEqual(b),
            LoadId.Of(Dataset.LogData, [Fields(a[0], a[1], a[2])]) == LoadId.Of(Dataset.LogData, [Fields(b[0], b[1], b[2])])));
    }

    [Fact]
    public void The_staging_table_is_of_the_datasets_form_and_named_by_the_loads_own_part()
    {
        Assert.Equal("staging_events_00ff", LoadId.StagingTable(Dataset.LogData, "log-data-00ff"));
        Assert.Equal("staging_songs_00ff", LoadId.StagingTable(Dataset.SongData, "song-data-00ff"));
    }
}
