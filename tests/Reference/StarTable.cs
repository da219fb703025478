using System.Text;
using System.Text.Json;

namespace Sparkify.Reference;

public enum ColumnType
{
    Text,
    Whole,
    Fractional,
    Timestamp,
}

public sealed record Column(string Name, ColumnType Type);

/// <summary>One table of the star schema: the user's columns, the first of them the key, rows in order of the key's text.</summary>
/// <param name="Rows">Canonical text: whole numbers plain, doubles at their shortest, timestamps <c>YYYY-MM-DD HH:MM:SS.mmm</c>.</param>
public sealed record StarTable(string Name, IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows)
{
    private static readonly Dictionary<string, Column[]> Definitions =
        TableRules.Tables.ToDictionary(table => table.Table, table => table.Columns, StringComparer.Ordinal);

    /// <summary>The tables' names, in the order in which they are always shown.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. TableRules.Tables.Select(table => table.Table)];

    public static IReadOnlyList<Column> ColumnsOf(string table) => Definitions[table];

    /// <summary>
    /// Reads one JSON object a line, as <see cref="ToJsonLines"/> writes them; columns by name, in any order. A column that no line has is
    /// not in the table: lines that are older than the column say nothing about it.
    /// </summary>
    public static StarTable FromJsonLines(string table, IEnumerable<string> lines)
    {
        using var rows = JsonDocument.Parse($"[{string.Join(',', lines.Where(line => !string.IsNullOrWhiteSpace(line)))}]");
        var all = rows.RootElement.EnumerateArray().ToList();
        Column[] columns =
            [.. ColumnsOf(table).Where(column => all.Count == 0 || all.Exists(row => row.TryGetProperty(column.Name, out _)))];
        return Of(table, columns, all.ConvertAll(row => RowOf(table, columns, row)));
    }

    /// <summary>Reads one JSON array of objects, as <c>query --json</c> prints it.</summary>
    public static StarTable FromJsonArray(string table, string json)
    {
        using var rows = JsonDocument.Parse(json);
        return Of(table, rows.RootElement.EnumerateArray().Select(row => RowOf(table, ColumnsOf(table), row)).ToList());
    }

    /// <summary>A table of rows that are canonical text already.</summary>
    public static StarTable Of(string table, IEnumerable<IReadOnlyList<string?>> rows) =>
        Of(table, ColumnsOf(table), rows);

    internal static StarTable Of<TWinner>(string table, StarColumn<TWinner>[] columns, IEnumerable<TWinner> winners) =>
        Of(table, winners.Select(winner => Array.ConvertAll(columns, column => Canonical.Of(column.Value(winner)))));

    /// <summary>The same rows with these columns alone.</summary>
    internal StarTable Only(IReadOnlyList<Column> columns)
    {
        var places = columns.Select(column => Columns.ToList().IndexOf(column)).ToList();
        return Of(Name, columns, Rows.Select(row => (IReadOnlyList<string?>)[.. places.Select(place => row[place])]));
    }

    /// <summary>One JSON object a row, in order of the key's text.</summary>
    public IEnumerable<string> ToJsonLines() => Rows.Select(ToJson);

    private static StarTable Of(string table, IReadOnlyList<Column> columns, IEnumerable<IReadOnlyList<string?>> rows) =>
        new(table, columns, [.. rows.OrderBy(row => row[0], StringComparer.Ordinal)]);

    private static string?[] RowOf(string table, IReadOnlyList<Column> columns, JsonElement row) =>
        [.. columns.Select(column => row.TryGetProperty(column.Name, out var value) ? ValueOf(table, column, value)
            : throw new FormatException($"{table}.{column.Name} is missing in {row.GetRawText()}"))];

    private static string? ValueOf(string table, Column column, JsonElement value) => (value.ValueKind, column.Type) switch
    {
        (JsonValueKind.Null, _) => null,
        (JsonValueKind.String, ColumnType.Text or ColumnType.Timestamp) => value.GetString(),
        (JsonValueKind.Number, ColumnType.Whole or ColumnType.Fractional) => Canonical.OfNumber(value.GetRawText(), column.Type),
        _ => throw new FormatException($"{table}.{column.Name} holds {value.GetRawText()}, which is no {column.Type}"),
    };

    private string ToJson(IReadOnlyList<string?> row)
    {
        var line = new StringBuilder("{");
        for (var i = 0; i < Columns.Count; i++)
        {
            var quoted = Columns[i].Type is ColumnType.Text or ColumnType.Timestamp;
            var value = row[i] is not { } text ? "null" : quoted ? $"\"{JsonEncodedText.Encode(text)}\"" : text;
            line.Append(i == 0 ? "" : ",").Append('"').Append(Columns[i].Name).Append("\":").Append(value);
        }

        return line.Append('}').ToString();
    }
}
