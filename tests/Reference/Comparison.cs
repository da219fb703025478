using System.Text;

namespace Sparkify.Reference;

/// <summary>How the rows of a table differ from those expected.</summary>
/// <param name="Lines">The first differences, one a line, in words.</param>
public sealed record TableDifference(string Table, int Missing, int Extra, int Different, IReadOnlyList<string> Lines)
{
    public bool None => Missing + Extra + Different == 0;
}

/// <summary>
/// Two star schemas side by side, row for row: equal, or what the first differences are, as text to read in a failed test.
/// </summary>
public sealed record Comparison(IReadOnlyList<TableDifference> Tables)
{
    private const int Shown = 5;

    public bool AreEqual => Tables.All(table => table.None);

    public static Comparison Of(StarSchema expected, StarSchema actual) => Of(expected.Tables, actual.Tables);

    /// <summary>Compares the tables that were expected; one that is not there counts as empty.</summary>
    public static Comparison Of(IEnumerable<StarTable> expected, IEnumerable<StarTable> actual)
    {
        var found = actual.ToDictionary(table => table.Name, StringComparer.Ordinal);
        return new Comparison(
            [.. expected.Select(table => Of(table, found.GetValueOrDefault(table.Name) ?? StarTable.Of(table.Name, [])))]);
    }

    /// <summary>Compares the columns that were expected.</summary>
    public static TableDifference Of(StarTable expected, StarTable actual)
    {
        var left = ByKey(expected);
        var right = ByKey(actual.Only(expected.Columns));
        var missing = new List<string>();
        var extra = new List<string>();
        var different = new List<string>();
        foreach (var key in left.Keys.Union(right.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var should = left.GetValueOrDefault(key) ?? [];
            var does = right.GetValueOrDefault(key) ?? [];
            for (var i = 0; i < Math.Max(should.Count, does.Count); i++)
            {
                if (i >= does.Count)
                {
                    missing.Add($"{expected.Name}: missing   {Show(expected, should[i])}");
                }
                else if (i >= should.Count)
                {
                    extra.Add($"{expected.Name}: extra     {Show(expected, does[i])}");
                }
                else if (!should[i].SequenceEqual(does[i], StringComparer.Ordinal))
                {
                    different.Add($"{expected.Name}: different {Changes(expected, should[i], does[i])}");
                }
            }
        }

        return new TableDifference(expected.Name, missing.Count, extra.Count, different.Count,
            [.. missing.Take(Shown), .. extra.Take(Shown), .. different.Take(Shown)]);
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var table in Tables.Where(table => !table.None))
        {
            text.Append(Canonical.Culture, $"{table.Table}: {table.Missing} missing, {table.Extra} extra, {table.Different} different\n");
            text.AppendJoin('\n', table.Lines.Select(line => "  " + line)).Append('\n');
        }

        return text.Length == 0 ? "the same rows in every table" : text.ToString();
    }

    /// <summary>A key that stands twice is two rows under it, so that a duplicate shows as an extra.</summary>
    private static Dictionary<string, List<IReadOnlyList<string?>>> ByKey(StarTable table) => table.Rows
        .GroupBy(row => row[0] ?? "NULL", StringComparer.Ordinal)
        .ToDictionary(
            rows => rows.Key,
            rows => rows.OrderBy(row => string.Join('\u001f', row), StringComparer.Ordinal).ToList(),
            StringComparer.Ordinal);

    private static string Changes(StarTable table, IReadOnlyList<string?> should, IReadOnlyList<string?> does) =>
        $"{table.Columns[0].Name} {Quote(should[0])}: " + string.Join(", ", table.Columns
            .Select((column, i) => (column.Name, Should: should[i], Does: does[i]))
            .Where(value => !string.Equals(value.Should, value.Does, StringComparison.Ordinal))
            .Select(value => $"{value.Name} is {Quote(value.Does)}, should be {Quote(value.Should)}"));

    private static string Show(StarTable table, IReadOnlyList<string?> row) =>
        string.Join(", ", table.Columns.Select((column, i) => $"{column.Name} {Quote(row[i])}"));

    private static string Quote(string? value) => value is null ? "NULL" : $"'{value}'";
}
