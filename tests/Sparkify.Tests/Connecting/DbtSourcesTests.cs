using System.Text.RegularExpressions;
using Sparkify.Ingestion;
using Sparkify.Tests.Cli;
using Sparkify.Tests.StandIns;
using Sparkify.Warehouse;

namespace Sparkify.Tests.Connecting;

/// <summary>
/// docs/dbt/sources.yml, whose lines are read as the file is written: it describes the tables that there are, and its tests hold.
/// </summary>
public sealed partial class DbtSourcesTests(LoadedHome home) : IClassFixture<LoadedHome>
{
    private static readonly List<Table> Tables = [.. Read()];

    [Fact]
    public async Task It_has_the_views_and_the_ledger_with_all_their_columns_in_their_order()
    {
        Assert.Equal(
            [.. SchemaChanges.Views, "loads", "file_ledger", "rejected_rows", "load_counts"],
            Tables.Where(table => table.Columns.Count > 0).Select(table => table.Name));
        foreach (var table in Tables)
        {
            var (exit, output, error) = await home.RunAsync("", "query", $"DESCRIBE {table.Relation}", "--csv");

            Assert.True(exit == 0, error);
            Assert.Equal(
                table.Columns.Count == 0 ? [] : output.Split("\r\n")[1..^1].Select(line => line.Split(',')[0]),
                table.Columns.Select(column => column.Name));
        }
    }

    [Fact]
    public async Task What_it_tests_holds_for_what_was_loaded()
    {
        foreach (var table in Tables)
        {
            var tested = table.Columns.Where(column => column.Tests.Length > 0).ToList();
            if (tested.Count == 0)
            {
                continue;
            }

            var counts = tested.Select(column =>
                $"COUNT({column.Name}) AS {column.Name}_filled, "
                + (column.Tests.Contains("unique", StringComparison.Ordinal) ? $"COUNT(DISTINCT {column.Name})" : "COUNT(*)")
                + $" AS {column.Name}_different");
            var counted = (await home.Home.QueryAsync(
                $"SELECT COUNT(*) AS rows_there, {string.Join(", ", counts)} FROM {table.Relation}"))[0];

            var rows = counted.GetProperty("rows_there").GetInt64();
            Assert.All(tested, column => Assert.Equal(
                (rows, rows),
                (counted.GetProperty($"{column.Name}_filled").GetInt64(), counted.GetProperty($"{column.Name}_different").GetInt64())));
        }
    }

    [Fact]
    public async Task Freshness_is_asked_of_the_ledger_for_each_data_set()
    {
        var fresh = Tables.Where(table => table.LoadedAt.Length > 0).ToList();

        Assert.Equal(Dataset.All.Select(dataset => $"dataset = '{dataset.Name}'").Order(), fresh.Select(table => table.Filter).Order());
        foreach (var table in fresh)
        {
            // What dbt asks: https://docs.getdbt.com/reference/resource-properties/freshness
            var newest = await home.Home.QueryAsync($"SELECT MAX({table.LoadedAt}) AS newest FROM {table.Relation} WHERE {table.Filter}");

            Assert.Equal(System.Text.Json.JsonValueKind.String, newest[0].GetProperty("newest").ValueKind);
        }
    }

    private static IEnumerable<Table> Read()
    {
        var (schema, table) = ("", (Table?)null);
        foreach (var line in File.ReadLines(Repository.Path("docs/dbt/sources.yml")).Append("      - name: end"))
        {
            var match = Line().Match(line);
            switch (match.Groups["indent"].Length, match.Groups["key"].Value)
            {
                case (4, "schema"):
                    schema = match.Groups["value"].Value == "dw" ? "dw." : "";
                    break;
                case (6, "- name"):
                    if (table is not null)
                    {
                        yield return table;
                    }

                    table = new Table(match.Groups["value"].Value, schema + match.Groups["value"].Value);
                    break;
                case (8, "identifier"):
                    table = table! with { Relation = schema + match.Groups["value"].Value };
                    break;
                case (10, "- name"):
                    table!.Columns.Add(new Column(match.Groups["value"].Value, ""));
                    break;
                case (12, "data_tests"):
                    table!.Columns[^1] = table.Columns[^1] with { Tests = match.Groups["value"].Value };
                    break;
                case (10, "loaded_at_field"):
                    table = table! with { LoadedAt = match.Groups["value"].Value };
                    break;
                case (12, "filter"):
                    table = table! with { Filter = match.Groups["value"].Value };
                    break;
                default:
                    break;
            }

            // The next source begins with its own tables.
            if (match.Groups["indent"].Length == 2 && table is not null)
            {
                yield return table;
                table = null;
            }
        }
    }

    [GeneratedRegex("^(?<indent> *)(?<key>(- )?[a-z_]+): ?(?<value>.*)$")]
    private static partial Regex Line();

    private sealed record Table(string Name, string Relation)
    {
        public List<Column> Columns { get; } = [];
        public string LoadedAt { get; init; } = "";
        public string Filter { get; init; } = "";
    }

    private sealed record Column(string Name, string Tests);
}
