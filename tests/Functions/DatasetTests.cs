using System.Text.Json;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Intake;

namespace Sparkify.Functions.Tests;

public sealed class DatasetTests
{
    [Fact]
    public void There_are_two_datasets_each_with_a_prefix_and_a_form_of_staging_table()
    {
        Assert.Equal([Dataset.LogData, Dataset.SongData], Dataset.All);
        Assert.Equal(
            ("log_data", "log_data/", "staging_events"), (Dataset.LogData.Name, Dataset.LogData.Prefix, Dataset.LogData.StagingShape));
        Assert.Equal(
            ("song_data", "song_data/", "staging_songs"), (Dataset.SongData.Name, Dataset.SongData.Prefix, Dataset.SongData.StagingShape));
    }

    /// <summary>Each part of a key that is at fault is named, and no other.</summary>
    [Fact]
    public void Why_an_object_is_no_file_is_said_of_the_part_that_is_at_fault()
    {
        foreach (var (place, end) in from place in (string[])["log_data/", "song_data/A/", "", "other/", "_ingest/", "log_data.json/"]
                                     from end in (string[])["a.json", "a.json.gz", "a.txt", "a.JSON", "json", ""]
                                     select (place, end))
        {
            var (isPlace, isEnd) = (place is "log_data/" or "song_data/A/", end is "a.json" or "a.json.gz");
            var why = Dataset.WhyNone(place + end);

            Assert.Equal(isPlace && isEnd, why is null);
            if (why is not null && end.Length > 0)
            {
                Assert.Equal(!isPlace, why.Contains("below log_data/ or song_data/", StringComparison.Ordinal));
                Assert.Equal(!isEnd, why.Contains("only .json and .json.gz", StringComparison.Ordinal));
            }
        }

        Assert.Equal("it marks a folder, and is no file", Dataset.WhyNone("log_data/"));
    }

    [Fact]
    public void A_dataset_is_read_and_written_by_its_name()
    {
        Assert.Same(Dataset.SongData, Dataset.Parse("song_data"));
        Assert.Equal("song_data", Dataset.SongData.ToString());
        Assert.Contains(
            "\"dataset\":\"log_data\"", JsonSerializer.Serialize(Inputs.Load, IngestionJson.Default.Load), StringComparison.Ordinal);
        var refused = Assert.Throws<JsonException>(
            () => JsonSerializer.Deserialize("""{"loadId":"x","dataset":"none"}""", IngestionJson.Default.Load));
        Assert.Equal("'none' is no dataset: say log_data or song_data", refused.Message);
    }

    /// <summary>Executions of a release before this one still carry it.</summary>
    [Fact]
    public void A_load_without_what_came_later_is_read()
    {
        const string text = """{"loadId":"log-data-00ff","dataset":"log_data","bucket":"b","files":1,"bytes":2,"gzip":true}""";

        var load = JsonSerializer.Deserialize(text, FunctionsJson.Default.IngestInput.Options.GetTypeInfo(typeof(Load))) as Load;

        Assert.Equal(
            new Load { LoadId = "log-data-00ff", Dataset = Dataset.LogData, Bucket = "b", Files = 1, Bytes = 2, Gzip = true }, load);
    }
}
