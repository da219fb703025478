using System.Text.RegularExpressions;
using Sparkify.Ingestion;
using Sparkify.Tests.RedshiftOnDuckDb;
using Sparkify.Tests.Sql;
using Sparkify.Tests.StandIns;
using Sparkify.Warehouse;

namespace Sparkify.Tests.Contracts;

/// <summary>
/// docs/schema.md, and the schema that all changes together make. What there is, and in which order, the warehouse says; lengths,
/// distribution and sort keys stand in the changes alone.
/// </summary>
public sealed partial class SchemaPageTests
{
    private const string Page = "docs/schema.md";

    private const string NotNull = " NOT NULL";

    /// <summary>What a view computes has no length in any declaration.</summary>
    private const string OfAnyLength = "VARCHAR(…)";

    private static readonly List<Section> Sections = [.. Parse()];

    [Fact]
    public async Task It_has_every_view_and_every_table_and_views_come_first()
    {
        var made = await MadeAsync();
        Assert.Equal(SchemaChanges.Views, Sections.Select(section => section.Name).TakeWhile(name => !name.Contains('.')));
        Holds(
        [
            .. made.Keys.Except(Sections.Select(section => section.Name)).Select(name => $"{Page} lacks the section '### `{name}`'"),
            .. Sections.Where(section => !made.ContainsKey(section.Name))
                .Select(section => $"{Page} has the section '### `{section.Name}`', and the schema has nothing of this name"),
            .. Sections.GroupBy(section => section.Name).Where(same => same.Count() > 1)
                .Select(same => $"{Page} has the section '### `{same.Key}`' {same.Count()} times"),
        ]);
    }

    [Fact]
    public async Task It_has_every_column_with_its_type_in_the_order_of_the_schema()
    {
        var made = await MadeAsync();
        Holds(Sections.SelectMany(section =>
            Differences(section, made.TryGetValue(section.Name, out var columns) ? columns : [])));
    }

    [Fact]
    public void It_says_how_every_table_is_distributed_and_sorted() =>
        Holds(CurrentSchema.Tables
            .Select(table => (Name: $"dw.{table.Key}", Keys: table.Value.Sql[(table.Value.Sql.LastIndexOf('\n') + 1)..], table.Value.File))
            .Select(table => (Table: table, Said: Sections.Find(section => section.Name == table.Name)?.Keys))
            .Where(both => both.Said != both.Table.Keys)
            .Select(both =>
                $"{Page}, ### `{both.Table.Name}`: lacks the line that begins with `{both.Table.Keys}`, as {both.Table.File} makes the "
                + $"table; it says {both.Said ?? "nothing"}"));

    /// <summary>All columns of a staging shape may be NULL, and mean the same by it.</summary>
    [Fact]
    public async Task It_says_of_every_column_what_it_means_and_what_NULL_means_where_it_may_be()
    {
        var nullable = (await MadeAsync())
            .SelectMany(relation => relation.Value
                .Where(column => !column.Type.EndsWith(NotNull, StringComparison.Ordinal)).Select(column => (relation.Key, column.Name)))
            .ToHashSet();
        Holds(Sections.SelectMany(section => section.Columns
            .Where(column => column.Meaning.Length == 0
                || (!column.Meaning.Contains("NULL", StringComparison.Ordinal) && MayBeNull((section.Name, column.Name), nullable)))
            .Select(column => $"{Page}, ### `{section.Name}`: the line of `{column.Name}` does not say what "
                + (column.Meaning.Length == 0 ? "it means" : "NULL means"))));
    }

    private static bool MayBeNull((string Relation, string Name) column, HashSet<(string Relation, string Name)> nullable) =>
        !Dataset.All.Any(dataset => column.Relation == $"dw.{dataset.StagingShape}")
        && TablesOf(column.Relation).Any(table => nullable.Contains(($"dw.{table}", column.Name)));

    private static IEnumerable<string> Differences(Section section, IReadOnlyList<(string Name, string Type)> made)
    {
        var said = section.Columns.ConvertAll(column => column.Name);
        foreach (var (name, type) in made.Where(column => !said.Contains(column.Name)))
        {
            yield return $"{Page}, ### `{section.Name}`: lacks the line | `{name}` | {type} | … |";
        }

        foreach (var (name, type, _) in section.Columns)
        {
            var column = made.FirstOrDefault(column => column.Name == name);
            if (column.Name is null)
            {
                yield return $"{Page}, ### `{section.Name}`: has a line for `{name}`, and the schema has no such column";
            }
            else if (type != column.Type && Length().Replace(type, "(…)") != column.Type)
            {
                yield return $"{Page}, ### `{section.Name}`: says that `{name}` is {type}, and it is {column.Type}";
            }
        }

        var names = made.Select(column => column.Name).ToList();
        if (said.Order().SequenceEqual(names.Order()) && !said.SequenceEqual(names))
        {
            yield return $"{Page}, ### `{section.Name}`: the order is {string.Join(", ", names)}";
        }
    }

    private static void Holds(IEnumerable<string> wrong)
    {
        Assert.True(Sections.Count > SchemaChanges.Views.Count, $"{Page} has only {Sections.Count} sections that name a view or a table");
        var all = wrong.ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }

    /// <summary>The views and tables that the changes make, with their columns in order, each with its type in Redshift's words.</summary>
    private static async Task<Dictionary<string, IReadOnlyList<(string Name, string Type)>>> MadeAsync()
    {
        await using var run = await WarehouseRun.OpenAsync();
        await run.PrepareAsync();
        var rows = await run.RowsAsync(
            "SELECT table_schema, table_name, column_name, data_type, is_nullable FROM information_schema.columns "
            + "WHERE table_schema IN ('dw', 'public') ORDER BY table_schema, table_name, ordinal_position");
        return rows.Select(row => row.Select(value => $"{value}").ToArray())
            .GroupBy(row => row[0] == "dw" ? $"dw.{row[1]}" : row[1])
            .ToDictionary(
                table => table.Key,
                table => (IReadOnlyList<(string, string)>)
                    [.. table.Select(row => (row[2], TypeOf(table.Key, row[2], row[3], row[4] == "YES")))]);
    }

    private static string TypeOf(string relation, string column, string type, bool mayBeNull)
    {
        var here = type == "DOUBLE" ? "DOUBLE PRECISION" : type;
        var declared = TablesOf(relation).SelectMany(table => CurrentSchema.Tables[table].Columns)
            .Where(of => of.Name == column).Select(of => of.Type).FirstOrDefault();
        Assert.True(
            declared is null || Length().Replace(declared, "") == here,
            $"{relation}.{column} is {here}, and this test reads {declared} in src/Warehouse/schema");
        return (declared ?? (here == "VARCHAR" ? OfAnyLength : here)) + (mayBeNull || !IsTable(relation) ? "" : NotNull);
    }

    private static bool IsTable(string relation) => relation.StartsWith("dw.", StringComparison.Ordinal);

    /// <summary>The table itself, or the tables that a view reads; without their schema.</summary>
    private static IEnumerable<string> TablesOf(string relation) => IsTable(relation)
        ? [relation[3..]]
        : Read().Matches(SchemaChanges.All.SelectMany(change => change.Statements)
                .LastOrDefault(statement => Regex.IsMatch(statement, $@"^CREATE (OR REPLACE )?VIEW {relation} ")) ?? "")
            .Select(table => table.Groups["table"].Value);

    private static IEnumerable<Section> Parse() =>
        from part in File.ReadAllText(Repository.Path(Page)).Split("\n### `").Skip(1)
        let text = part.Split("\n## ")[0]
        select new Section(
            text[..text.IndexOf('`', StringComparison.Ordinal)],
            Keys().Match(text) is { Success: true } keys ? keys.Groups["keys"].Value : null,
            [.. Line().Matches(text).Select(
                line => (line.Groups["name"].Value, line.Groups["type"].Value, line.Groups["meaning"].Value.Trim()))]);

    /// <param name="Name">As one writes it in a query.</param>
    /// <param name="Keys">Distribution and sort key; null for a view.</param>
    private sealed record Section(string Name, string? Keys, List<(string Name, string Type, string Meaning)> Columns);

    [GeneratedRegex(@"^`(?<keys>DISTSTYLE [^`]+)`", RegexOptions.Multiline)]
    private static partial Regex Keys();

    [GeneratedRegex(@"^\| `(?<name>\w+)` \| (?<type>[^|]+?) \|(?<meaning>.*)\|$", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex(@"\b(FROM|JOIN) dw\.(?<table>\w+)")]
    private static partial Regex Read();

    [GeneratedRegex(@"(?<=^VARCHAR)\(\d+\)")]
    private static partial Regex Length();
}
