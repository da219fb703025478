using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sparkify.Reference;

namespace Sparkify.Tests.EndToEnd;

/// <summary>Every kind of bad file in one delivery: the good rows land, and the ledger says what became of each file.</summary>
public sealed class BadInputTests : IDisposable
{
    /// <summary>The share of a file's rows that may be refused, as it is set where nobody sets it.</summary>
    private const double MostRejectedShare = 0.01;

    private readonly Sparkify sparkify = new();

    public void Dispose() => sparkify.Dispose();

    [Fact]
    public void Whatever_a_file_holds_the_good_rows_land_and_the_ledger_says_what_became_of_it()
    {
        SourceFile[] files = [.. BadFiles.Of(Dataset.SongData), .. BadFiles.Of(Dataset.LogData)];

        var load = sparkify.Run("load", sparkify.Part("bad", files), "--json");
        var shown = Shown();

        Assert.Equal(3, load.ExitCode);
        var comparison = Comparison.Of(StarSchema.Of(files).Tables, sparkify.Tables());
        Assert.True(comparison.AreEqual, comparison.ToString());
        Assert.Equal(files.Select(file => file.Key).Order(StringComparer.Ordinal), shown.Keys.Order(StringComparer.Ordinal));
        Assert.All(files, file => AssertShown(CopyRules.Read(file), shown[file.Key]));
    }

    [Fact]
    public void The_keys_of_the_bad_files_are_as_long_as_S3_takes_them_and_each_dataset_has_files_of_every_fate()
    {
        foreach (var dataset in Enum.GetValues<Dataset>())
        {
            var readings = BadFiles.Of(dataset).Select(CopyRules.Read).ToList();

            Assert.Equal(4, readings.Count(reading => Encoding.UTF8.GetByteCount(reading.File.Key) == BadFiles.MostKeyBytes));
            Assert.Contains(readings, reading => reading.Damage is not null);
            Assert.Contains(
                readings, reading => reading is { Rejected.Count: > 0 } && reading.QuarantinedBecause(MostRejectedShare) is null);
            Assert.Contains(
                readings, reading => reading is { Rejected.Count: > 0 } && reading.QuarantinedBecause(MostRejectedShare) is not null);
            Assert.Contains(readings, reading => reading is { Unusable: > 0, Rejected.Count: 0 });
        }
    }

    [Fact]
    public void A_mended_version_of_a_quarantined_file_loads_and_clears_it()
    {
        const string key = "song_data/A/mended.json";
        var song = BadFiles.Row(Dataset.SongData, 1).ToString();
        sparkify.Run("load", sparkify.Part("broken", [SourceFile.OfText(Dataset.SongData, key, song[..50])]));
        Assert.Equal("quarantined", Shown()[key].GetProperty("status").GetString());

        sparkify.Load(sparkify.Part("mended", [SourceFile.OfText(Dataset.SongData, key, song)]));

        Assert.Equal("loaded", Shown()[key].GetProperty("status").GetString());
        Assert.Single(sparkify.Table("songs").Rows);
    }

    private static void AssertShown(FileReading reading, JsonElement shown)
    {
        var isQuarantined = reading.QuarantinedBecause(MostRejectedShare) is not null;
        var isToMend = isQuarantined || reading.Rejected.Count + reading.Unusable > 0;
        var (reason, whatToDo) = (shown.GetProperty("reason").GetString(), shown.GetProperty("what_to_do").GetString());
        Assert.Equal(
            (reading.File.Key, isQuarantined ? "quarantined" : "loaded"), (reading.File.Key, shown.GetProperty("status").GetString()));
        Assert.True(
            isToMend != string.IsNullOrWhiteSpace(reason) && isToMend != string.IsNullOrWhiteSpace(whatToDo),
            $"{reading.File}: reason '{reason}', to do '{whatToDo}'");
        if (reading.Rejected is [var first, ..])
        {
            var place = Regex.Escape(
                $"{reading.Rejected.Count} of {reading.Accepted + reading.Rejected.Count} rows refused; first: "
                + $"line {first.Line}{(first.Column is null ? "" : $", column {first.Column}")}:");
            Assert.Matches($"^{place} .+", reason!);
        }

        if (reading.Unusable > 0)
        {
            var rows = reading.Accepted + reading.Rejected.Count;
            Assert.Matches($"(^|; ){reading.Unusable} of {rows} rows (have|can't be used:) .+", reason!);
        }

        if (!isQuarantined)
        {
            Assert.Equal(
                (reading.Accepted, reading.Rejected.Count, reading.Unusable),
                (
                    shown.GetProperty("rows_staged").GetInt32(),
                    shown.GetProperty("rows_rejected").GetInt32(),
                    shown.GetProperty("rows_unusable").GetInt32()));
        }
    }

    /// <summary>What <c>files</c> says of each file, by its key.</summary>
    private Dictionary<string, JsonElement> Shown() =>
        JsonDocument.Parse(sparkify.Run("files", "--json").Output).RootElement
            .EnumerateArray()
            .ToDictionary(file => file.GetProperty("key").GetString()!);
}
