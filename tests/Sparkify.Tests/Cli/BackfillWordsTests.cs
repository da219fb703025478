using System.Globalization;
using System.Text.RegularExpressions;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Backfill;
using Sparkify.Operations;

namespace Sparkify.Tests.Cli;

public sealed partial class BackfillWordsTests
{
    private static readonly BackfillRun Run = new()
    {
        Id = "one", Dataset = Dataset.SongData, Bucket = "bucket", Prefix = "song_data/", Force = false, DryRun = false,
        MaxFilesPerLoad = 10, MaxBytesPerLoad = 10, StartedAt = 0, Fingerprint = "f",
    };

    /// <summary>Whatever the ledger counts, each missing file is in one of the numbers that are printed.</summary>
    [Fact]
    public void What_became_of_the_missing_files_adds_up_to_them()
    {
        var random = new Random(1);
        for (var round = 0; round < 1_000; round++)
        {
            long[] parts = [.. Enumerable.Range(0, 4).Select(_ => (long)random.Next(3) * random.Next(2_000))];
            var summary = BackfillSummary.Of(
                Run, new BackfillProgress { Missing = parts.Sum() }, new LoadedCounts(parts[0], parts[1], parts[2], 7, 8, 9),
                DateTimeOffset.UnixEpoch);

            var words = BackfillWords.Became(summary);

            Assert.Equal(parts.Sum(), Count().Matches(words.Split(", by ")[0])
                .Sum(count => long.Parse(count.Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)));
        }
    }

    [GeneratedRegex(@"\b\d[\d,]*(?= )")]
    private static partial Regex Count();
}
