using Sparkify.Functions.Intake;
using Sparkify.Ingestion;

namespace Sparkify.Functions.Tests.Intake;

public sealed class SongDataArrivedTests
{
    private readonly Surroundings around = new();

    [Fact]
    public async Task The_songs_of_a_batch_are_listed_and_no_other_file()
    {
        var messages = Inputs.Messages(Inputs.Notice("song_data/A/a.json"), Inputs.Notice("log_data/a.json"));

        await new SongDataArrived(around.Ports).HandleAsync(messages, around.Context);

        var list = Assert.Single(await around.KeysAsync("_ingest/"));
        Assert.StartsWith("_ingest/arrivals/song_data/", list, StringComparison.Ordinal);
        var line = Assert.Single(await around.LinesAsync(new("sparkify", list)));
        Assert.Contains("\"key\":\"song_data/A/a.json\"", line, StringComparison.Ordinal);
        Assert.Equal(Dataset.SongData, Assert.Single(around.Measured).Dataset);
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_comes_back()
    {
        var response = await new SongDataArrived(around.Ports).HandleAsync(Inputs.Messages("no JSON"), around.Context);

        Assert.Equal("m0", Assert.Single(response.BatchItemFailures).ItemIdentifier);
    }
}
