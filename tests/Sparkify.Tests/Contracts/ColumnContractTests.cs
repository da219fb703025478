using System.Text.RegularExpressions;
using Sparkify.Ingestion.Staging;
using Sparkify.Reference;
using Sparkify.Tests.RedshiftOnDuckDb;
using Sparkify.Tests.Sql;
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

    /// <summary>The key is a function of these: they never change under it.</summary>
    private static readonly string[] WordsOfATrack = ["title", "artist_name", "length"];

    [Theory]
    [MemberData(nameof(Datasets))]
    public void The_staging_shape_has_the_columns_of_the_reference(Dataset dataset)
    {
        var table = CurrentSchema.Tables[dataset.Product().StagingShape];
        AssertSame(
            table.Columns.Select(column => $"{column.Name} {column.Type}"), table.File,
            StagingShape.Of(dataset).Columns.Select(column => $"{column.Name} {TypeOf(column)}"), Rows);
    }

    [Theory]
    [MemberData(nameof(Datasets))]
    public void A_merge_reads_every_column_of_the_staging_shape(Dataset dataset)
    {
        var folder = $"src/Warehouse/load/merge_{dataset.Product().Name}";
        var words = Directory.EnumerateFiles(Deployment.Path(folder.Split('/')))
            .SelectMany(file => Word().Matches(Comment().Replace(File.ReadAllText(file), "")))
            .Select(word => word.Value).ToHashSet(StringComparer.Ordinal);
        Assert.All(
            StagingShape.Of(dataset).Columns,
            column => Assert.True(words.Contains(column.Name), $"{folder} does not read {column.Name}, which is staged"));
    }

    /// <summary>A key that is staged is not called strange, and staging counts all that a row can lack.</summary>
    [Theory]
    [MemberData(nameof(Datasets))]
    public void The_row_rules_know_what_is_staged(Dataset dataset)
    {
        var rules = RowRules.Of(dataset.Product());
        var staging = new StageBatch
        {
            Staging = "s", Dataset = dataset.Product(), Manifest = "s3://b/m", CopyRole = "r", IsGzip = false
        };

        Assert.All(StagingShape.Of(dataset).Columns, column => Assert.True(
            rules.Expects(column.Name), $"src/Ingestion/Staging/RowRules.cs lacks the key {column.Name}, which is staged"));
        Assert.Equal(rules.Lacks.Count, Lack().Count(string.Join('\n', staging.Statements())));
    }

    /// <summary>That a table has what its view reads, the database checks when it makes the view.</summary>
    [Fact]
    public async Task The_views_have_the_columns_of_the_reference()
    {
        await using var run = await WarehouseRun.OpenAsync();
        await run.PrepareAsync();
        foreach (var table in StarTable.Names)
        {
            var answer = await run.Warehouse.QueryAsync($"SELECT * FROM {table}", TestContext.Current.CancellationToken);
            AssertSame(
                answer.Columns.Select(column => column.Name), $"the view {table} of src/Warehouse/schema",
                StarTable.ColumnsOf(table).Select(column => column.Name), Tables);
        }
    }

    /// <summary>A column that MERGE updates and does not insert, or the other way round, depends on what came first.</summary>
    [Fact]
    public void A_merge_inserts_every_column_of_its_table_and_updates_all_but_the_key() => Assert.All(
        Statements("MERGE INTO", Merge()),
        merge =>
        {
            var table = CurrentSchema.Tables[merge.Text.Groups["table"].Value];
            var all = table.Columns.Select(column => column.Name).ToList();
            var keys = Key().Matches(merge.Text.Groups["on"].Value).Select(key => key.Groups[1].Value)
                .Concat(merge.Text.Groups["table"].Value == "tracks" ? WordsOfATrack : []).ToList();
            var updated = Key().Matches(merge.Text.Groups["set"].Value).Select(set => set.Groups[1].Value).ToList();
            var inserted = Word().Matches(merge.Text.Groups["insert"].Value).Select(word => word.Value).ToList();
            AssertSame(all, table.File, inserted, $"the INSERT of {merge.File}");
            AssertSame(all.Except(keys), table.File, updated, $"the UPDATE of {merge.File}");
        });

    [Fact]
    public void An_insert_of_a_merge_has_every_column_of_its_table()
    {
        var inserts = Statements("INSERT INTO", Insert())
            .Where(insert => Path.GetFileName(insert.File).StartsWith("insert_", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(inserts);
        Assert.All(inserts, insert =>
        {
            var table = CurrentSchema.Tables[insert.Text.Groups["table"].Value];
            var inserted = Word().Matches(insert.Text.Groups["columns"].Value).Select(word => word.Value);
            AssertSame(table.Columns.Select(column => column.Name), table.File, inserted, insert.File);
        });
    }

    /// <summary>The statements of this kind in the folders of the merges, as their pattern reads them.</summary>
    private static List<(string File, Match Text)> Statements(string kind, Regex pattern)
    {
        var found = Directory.EnumerateFiles(Deployment.Path("src", "Warehouse", "load"), "*.sql", SearchOption.AllDirectories)
            .Select(file => (File: Path.GetRelativePath(Deployment.Root, file), Text: File.ReadAllText(file)))
            .Where(file => file.File.Contains("merge", StringComparison.Ordinal) && file.Text.Contains(kind, StringComparison.Ordinal))
            .Select(file => (file.File, pattern.Match(file.Text))).ToList();
        Assert.NotEmpty(found);
        Assert.All(found, one => Assert.True(one.Item2.Success, $"the {kind} of {one.File} is not written as this test reads one"));
        return found;
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

    [GeneratedRegex("AS lacks_[0-9]+")]
    private static partial Regex Lack();

    [GeneratedRegex(
        @"MERGE INTO dw\.(?<table>\w+)\b.*?\bON (?<on>.*?)WHEN MATCHED THEN UPDATE SET (?<set>.*?)"
        + @"WHEN NOT MATCHED THEN INSERT \((?<insert>.*?)\)",
        RegexOptions.Singleline)]
    private static partial Regex Merge();

    [GeneratedRegex(@"INSERT INTO dw\.(?<table>\w+) \((?<columns>[\w, ]+?)\)")]
    private static partial Regex Insert();

    [GeneratedRegex(@"(\w+) = w\.")]
    private static partial Regex Key();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex("--[^\n]*")]
    private static partial Regex Comment();
}
