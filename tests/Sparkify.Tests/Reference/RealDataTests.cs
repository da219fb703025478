using System.Text;
using CsCheck;
using Sparkify.Reference;

namespace Sparkify.Tests.Reference;

public sealed class RealDataTests
{
    private static readonly Lazy<IReadOnlyList<FileReading>> Readings = new(() =>
        [.. SourceFile.InFolder(SharedData.Require("data/sparkify-71")).Select(CopyRules.Read)]);

    [Fact]
    public void Real_files_give_exactly_the_expected_rows_in_every_table()
    {
        var folder = SharedData.Require("data/expected-2/sparkify-71");
        var expected = StarTable.Names.Select(table =>
            StarTable.FromJsonLines(table, File.ReadLines(Path.Combine(folder, $"{table}.jsonl")))).ToList();

        AssertSame(expected, StarSchema.Of(Readings.Value).Tables);
        Assert.Contains(expected[0].Rows, row => row[0] == "9b07cd127233d1634087087b059c3129" && row[4] == "SOZCTXZ12AB0182364");
    }

    [Fact]
    public void Every_row_of_every_real_file_is_taken()
    {
        Assert.All(Readings.Value, reading => Assert.Empty(reading.Rejected));
        Assert.Equal(8056, Readings.Value.Sum(reading => reading.Events.Count));
    }

    [Fact]
    public void The_order_of_the_files_changes_nothing()
    {
        var expected = StarSchema.Of(Readings.Value);

        Gen.Shuffle(Readings.Value.ToArray()).Sample(
            shuffled => AssertSame(expected.Tables, StarSchema.Of(shuffled).Tables), iter: 10, threads: 1);
    }

    [Fact]
    public void Cutting_the_files_at_ends_of_lines_changes_nothing()
    {
        var expected = StarSchema.Of(Readings.Value);

        Gen.Int[1, 200].Sample(
            lines => AssertSame(expected.Tables, StarSchema.Of(Readings.Value.SelectMany(reading => Cut(reading.File, lines))).Tables),
            iter: 10, threads: 1);
    }

    [Fact]
    public void Delivering_files_again_changes_nothing()
    {
        var expected = StarSchema.Of(Readings.Value);

        Gen.Int[0, Readings.Value.Count - 1].Select(i => Readings.Value[i]).Array[1, 100].Sample(
            again => AssertSame(expected.Tables, StarSchema.Of([.. Readings.Value, .. again]).Tables), iter: 10, threads: 1);
    }

    private static void AssertSame(IEnumerable<StarTable> expected, IEnumerable<StarTable> actual)
    {
        var comparison = Comparison.Of(expected, actual);
        Assert.True(comparison.AreEqual, comparison.ToString());
    }

    private static IEnumerable<SourceFile> Cut(SourceFile file, int lines) => Encoding.UTF8.GetString(file.Bytes.Span)
        .Split('\n')
        .Chunk(file.Dataset == Dataset.LogData ? lines : int.MaxValue)
        .Select((chunk, part) => SourceFile.OfText(file.Dataset, $"{file.Key}-{part}.json", string.Join('\n', chunk)));
}
