using Sparkify.Ingestion;
using Sparkify.Ingestion.Intake;

namespace Sparkify.Functions.Tests.Intake;

public sealed class FileVersionTests
{
    [Theory]
    [InlineData("0A", 9, "0B", 1, -1)] // the sequencer counts, not the time
    [InlineData("B", 1, "0A", 9, 1)] // of different lengths: padded on the left
    [InlineData("00B", 1, "B", 1, 0)]
    [InlineData("0a", 1, "0B", 1, -1)] // in either case of letters
    [InlineData("0b", 1, "0A", 1, 1)]
    [InlineData("0A", 1, "0a", 2, -1)] // the same: the time
    [InlineData(null, 1, "0A", 2, -1)] // none: the time
    [InlineData("0A", 2, null, 1, 1)]
    [InlineData(null, 1, null, 1, 0)]
    public void Versions_of_a_key_are_ordered_by_sequencer_and_by_time_where_there_is_none(
        string? a, long timeA, string? b, long timeB, int order)
    {
        var (first, second) = (Files.Version("k", sequencer: a, eventTime: timeA), Files.Version("k", sequencer: b, eventTime: timeB));

        Assert.Equal(order, Math.Sign(FileVersion.CompareAge(first, second)));
        Assert.Equal(-order, Math.Sign(FileVersion.CompareAge(second, first)));
    }

    [Theory]
    [InlineData("log_data/a.json", true, false)]
    [InlineData("log_data/a.json.gz", true, true)]
    [InlineData("log_data/2018/11/a.json", true, false)]
    [InlineData("log_data/a.JSON", false, false)]
    [InlineData("log_data/a.json.bz2", false, false)]
    [InlineData("log_data/a.gz", false, false)]
    [InlineData("log_data/", false, false)]
    [InlineData("song_data/a.json", false, false)]
    [InlineData("x/log_data/a.json", false, false)]
    public void A_file_is_below_its_datasets_prefix_and_plain_or_gzip_by_its_name(string key, bool isTaken, bool isGzip)
    {
        Assert.Equal(isTaken, Dataset.LogData.Takes(key));
        Assert.Equal(isGzip, Files.Version(key).IsGzip);
    }
}
