using System.Text.RegularExpressions;
using Sparkify.Reference;
using Sparkify.Tests.Template;
using Sparkify.Warehouse;

namespace Sparkify.Tests.Contracts;

/// <summary>
/// A column's way from the staging table to the view, and the reference's lists beside it. Each failure names the file that lacks the
/// column.
/// </summary>
public sealed partial class ColumnContractTests
{
    private const string Rows = "tests/Reference/FileReading.cs", Tables = "tests/Reference/TableRules.cs";

    public static TheoryData<Dataset> Datasets => [.. Enum.GetValues<Dataset>()];

    public static TheoryData<string> Star => [.. StarTable.Names];

    [Theory]
    [MemberData(nameof(Datasets))]
    public void The_staging_shape_has_the_columns_of_the_reference(Dataset dataset)
    {
        var file = FileOf(dataset.Product().StagingShape);
        AssertSame(
            Column().Matches(file.Text).Select(column => $"{column.Groups["name"]} {column.Groups["type"]}"), Path(file),
            StagingShape.Of(dataset).Columns.Select(column => $"{column.Name} {TypeOf(column)}"), Rows);
    }

    [Theory]
    [InlineData(Dataset.LogData, "load/merge_log_data/batch_events.sql")]
    [InlineData(Dataset.SongData, "load/merge_song_data/batch_songs.sql")]
    public void A_batch_takes_every_column_of_the_staging_shape(Dataset dataset, string batch)
    {
        var words = Word().Matches(Read(batch)).Select(word => word.Value).ToHashSet(StringComparer.Ordinal);
        Assert.All(
            StagingShape.Of(dataset).Columns,
            column => Assert.True(words.Contains(column.Name), $"src/Warehouse/{batch} does not read {column.Name}, which is staged"));
    }

    [Theory]
    [MemberData(nameof(Star))]
    public void The_view_has_the_columns_of_the_reference(string table)
    {
        var file = SchemaChanges.All.Single(change => change.Path.EndsWith($"_{table}_view.sql", StringComparison.Ordinal));
        AssertSame(
            View().Match(file.Text).Groups["columns"].Value.Split(", "), Path(file),
            StarTable.ColumnsOf(table).Select(column => column.Name), Tables);
    }

    [Theory]
    [MemberData(nameof(Star))]
    public void The_table_has_every_column_of_its_view(string table)
    {
        var columns = Column().Matches(FileOf(table).Text).Select(column => column.Groups["name"].Value).ToList();
        Assert.All(
            StarTable.ColumnsOf(table),
            column => Assert.True(columns.Contains(column.Name), $"{Path(FileOf(table))} has no {column.Name}, which {Tables} has"));
    }

    /// <summary>A column that MERGE updates and does not insert, or the other way round, depends on what came first.</summary>
    [Fact]
    public void A_merge_inserts_every_column_of_its_table_and_updates_all_but_the_key()
    {
        var merges = Directory.EnumerateFiles(Deployment.Path("src", "Warehouse", "load"), "merge_*.sql", SearchOption.AllDirectories)
            .Select(file => (File: System.IO.Path.GetRelativePath(Deployment.Root, file), Text: File.ReadAllText(file)))
            .Where(merge => merge.Text.Contains("MERGE INTO", StringComparison.Ordinal))
            .Select(merge => (merge.File, Merge: Merge().Match(merge.Text))).ToList();
        Assert.NotEmpty(merges);
        Assert.All(merges, merge =>
        {
            Assert.True(merge.Merge.Success, $"the MERGE of {merge.File} is not written as this test reads one");
            var table = FileOf(merge.Merge.Groups["table"].Value);
            var all = Column().Matches(table.Text).Select(column => column.Groups["name"].Value).ToList();
            var keys = Key().Matches(merge.Merge.Groups["on"].Value).Select(key => key.Groups[1].Value).ToList();
            var updated = Key().Matches(merge.Merge.Groups["set"].Value).Select(set => set.Groups[1].Value).ToList();
            var inserted = Word().Matches(merge.Merge.Groups["insert"].Value).Select(word => word.Value).ToList();
            AssertSame(all, Path(table), inserted, $"the INSERT of {merge.File}");
            AssertSame(all.Except(keys).Except(["songplay_id"]), Path(table), updated, $"the UPDATE of {merge.File}");
        });
    }

    private static void AssertSame(IEnumerable<string> one, string from, IEnumerable<string> other, string to)
    {
        var (left, right) = (one.ToList(), other.ToList());
        Assert.All(left.Except(right), column => Assert.Fail($"{from} has {column}, and {to} does not"));
        Assert.All(right.Except(left), column => Assert.Fail($"{to} has {column}, and {from} does not"));
    }

    private static string TypeOf(StagingColumn column) => column.Type switch
    {
        StagingType.Varchar => $"VARCHAR({column.Bytes})",
        StagingType.BigInt => "BIGINT",
        StagingType.Integer => "INTEGER",
        _ => "DOUBLE PRECISION",
    };

    private static SqlFile FileOf(string table) =>
        SchemaChanges.All.Single(change => change.Text.Contains($"CREATE TABLE IF NOT EXISTS dw.{table} (", StringComparison.Ordinal));

    private static string Path(SqlFile file) => $"src/Warehouse/{file.Path}";

    private static string Read(string path) =>
        Comment().Replace(File.ReadAllText(Deployment.Path(["src", "Warehouse", .. path.Split('/')])), "");

    [GeneratedRegex(@"^  (?<name>[a-z_]+) +(?<type>VARCHAR\(\d+\)|[A-Z]+( PRECISION)?)", RegexOptions.Multiline)]
    private static partial Regex Column();

    [GeneratedRegex(@"\bSELECT (?<columns>[\w, ]+) FROM")]
    private static partial Regex View();

    [GeneratedRegex(
        @"MERGE INTO dw\.(?<table>\w+)\b.*?\bON (?<on>.*?)WHEN MATCHED THEN UPDATE SET (?<set>.*?)"
        + @"WHEN NOT MATCHED THEN INSERT \((?<insert>.*?)\)",
        RegexOptions.Singleline)]
    private static partial Regex Merge();

    [GeneratedRegex(@"(\w+) = w\.")]
    private static partial Regex Key();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex("--[^\n]*")]
    private static partial Regex Comment();
}
