using Sparkify.Ingestion;
using Sparkify.Ingestion.Intake;

namespace Sparkify.Functions.Tests.Intake;

public sealed class ArrivalListTests
{
    private readonly Surroundings around = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_has_each_version_once_in_one_order_and_the_trace_of_the_oldest()
    {
        FileVersion[] shown =
        [
            Files.Version("log_data/b.json", "e", "b", "01", 5_000),
            Files.Version("log_data/b.json", "e", "a", "01", 4_000),
            Files.Version("log_data/a.json", "f", "a", "01", 3_000),
            Files.Version("log_data/a.json", "e", "a", "02", 2_000),
            Files.Version("log_data/a.json", "e", "a", "01", 2_000),
            Files.Version("log_data/b.json", "e", "b", "01", 5_000),
        ];

        var (list, trace) = await ArrivalList.WriteAsync(around.Objects, Dataset.LogData, "sparkify", shown, Cancellation);

        var files = await ArrivalList.ReadAsync(around.Objects, list, Cancellation);
        Assert.Equal(
            [
                "a/log_data/a.json e 01", "a/log_data/a.json e 02", "a/log_data/a.json f 01", "a/log_data/b.json e 01",
                "b/log_data/b.json e 01",
            ],
            files.Select(file => $"{file.Bucket}/{file.Key} {file.ETag} {file.Sequencer}"));
        Assert.All(files, file => Assert.Equal(trace, file.TraceId));
        Assert.StartsWith("1-00000002-", trace, StringComparison.Ordinal);
        Assert.Matches("^_ingest/arrivals/log_data/[0-9a-f]{24}\\.jsonl$", list.Key);
        Assert.Equal("sparkify", list.Bucket);
    }

    [Fact]
    public async Task The_same_notices_in_any_order_write_the_same_list_and_others_write_another()
    {
        FileVersion[] shown = [.. Enumerable.Range(0, 4).Select(n => Inputs.Version(n))];

        var first = await ArrivalList.WriteAsync(around.Objects, Dataset.LogData, "sparkify", shown, Cancellation);
        var again = await ArrivalList.WriteAsync(around.Objects, Dataset.LogData, "sparkify", shown.Reverse(), Cancellation);
        var other = await ArrivalList.WriteAsync(around.Objects, Dataset.LogData, "sparkify", shown.Take(3), Cancellation);

        Assert.Equal(first, again);
        Assert.NotEqual(first.List, other.List);
        Assert.NotEqual(first.TraceId, other.TraceId);
    }

    [Theory]
    [InlineData("_ingest/arrivals/log_data/00ff.jsonl", "log_data")]
    [InlineData("_ingest/arrivals/song_data/00ff.jsonl", "song_data")]
    [InlineData("_ingest/arrivals/log_data/00ff.json", null)]
    [InlineData("_ingest/arrivals/other/00ff.jsonl", null)]
    [InlineData("_ingest/loads/log_data/00ff.jsonl", null)]
    [InlineData("log_data/00ff.jsonl", null)]
    public void A_lists_key_says_whose_files_it_states(string key, string? dataset) =>
        Assert.Equal(dataset, ArrivalList.DatasetOf(key)?.Name);
}
