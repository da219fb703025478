using System.Diagnostics;
using Sparkify.Reference;
using Sparkify.Tests.SampleData;

namespace Sparkify.Tests.EndToEnd;

public sealed class RealDataLoadTests : IDisposable
{
    private readonly Sparkify sparkify = new();

    public void Dispose() => sparkify.Dispose();

    [Fact]
    public void Real_files_give_exactly_the_expected_rows_and_loading_them_again_changes_none()
    {
        var folder = SharedData.Require("data/sparkify-71");
        var files = SourceFile.InFolder(folder);

        var first = sparkify.Load(folder);
        AssertExpected();
        var second = sparkify.Load(folder);
        AssertExpected();

        Assert.Equal(files.Count, first.GetProperty("files").GetProperty("loaded").GetInt32());
        Assert.Equal(Sources.Loads(files), first.GetProperty("executions").GetProperty("started").GetInt32());
        Assert.Equal(files.Count, second.GetProperty("files").GetProperty("unchanged").GetInt32());
        Assert.Equal(first.GetProperty("tables").GetRawText(), second.GetProperty("tables").GetRawText());
    }

    [Fact]
    public void Songs_that_arrive_after_the_plays_give_the_same_rows()
    {
        var files = SourceFile.InFolder(SharedData.Require("data/sparkify-71"));

        sparkify.Load(sparkify.Part("plays", files.Where(file => file.Dataset == Dataset.LogData)));
        Assert.DoesNotContain(sparkify.Table("songplays").Rows, row => row[4] is not null);
        sparkify.Load(sparkify.Part("songs", files.Where(file => file.Dataset == Dataset.SongData)));

        AssertExpected();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Ten_loads_in_any_order_give_the_same_rows(int seed)
    {
        var files = SourceFile.InFolder(SharedData.Require("data/sparkify-71")).ToArray();
        new Random(seed).Shuffle(files);

        foreach (var (part, n) in files.Chunk((files.Length + 9) / 10).Select((part, n) => (part, n)))
        {
            sparkify.Load(sparkify.Part($"part-{n}", part));
        }

        AssertExpected();
    }

    [Fact]
    public void A_file_copied_into_the_bucket_while_watch_runs_is_queryable_by_itself()
    {
        var file = SourceFile.InFolder(SharedData.Require("data/sparkify-71")).First(file => file.Dataset == Dataset.LogData);
        var expected = StarSchema.Of([file]).Songplays;
        using var watch = sparkify.Start("watch", "--port", "0", "--window", "1");
        try
        {
            Assert.Contains("Watching", watch.StandardOutput.ReadLine(), StringComparison.Ordinal);
            var bucket = Path.Combine(sparkify.Home, "bucket", file.Key);
            Directory.CreateDirectory(Path.GetDirectoryName(bucket)!);
            File.WriteAllBytes(bucket, file.Bytes.ToArray());

            // The windows that gather notices are real here, and nobody says how fast a question is answered.
            for (var asked = Stopwatch.StartNew(); asked.Elapsed < Patience.Limit && sparkify.Table("songplays").Rows.Count == 0;)
            {
                Assert.False(watch.HasExited);
            }

            var comparison = Comparison.Of([expected], [sparkify.Table("songplays")]);
            Assert.True(comparison.AreEqual, comparison.ToString());
        }
        finally
        {
            watch.Kill();
            watch.WaitForExit();
        }
    }

    private void AssertExpected()
    {
        var folder = SharedData.Require("data/expected-2/sparkify-71");
        var expected = StarTable.Names.Select(
            table => StarTable.FromJsonLines(table, File.ReadLines(Path.Combine(folder, $"{table}.jsonl"))));
        var comparison = Comparison.Of(expected, sparkify.Tables());
        Assert.True(comparison.AreEqual, comparison.ToString());
    }
}
