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

/// <summary>One table of the star schema: exactly the user's columns, the first of them the key, rows in order of the key's text.</summary>
/// <param name="Rows">Canonical text: whole numbers plain, doubles at their shortest, timestamps <c>YYYY-MM-DD HH:MM:SS.mmm</c>.</param>
public sealed record StarTable(string Name, IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows)
{
    private const ColumnType Text = ColumnType.Text, Whole = ColumnType.Whole, Fractional = ColumnType.Fractional, Timestamp = ColumnType.Timestamp;

    private static readonly Dictionary<string, Column[]> Definitions = new(StringComparer.Ordinal)
    {
        ["songplays"] =
        [
            new("songplay_id", Whole), new("start_time", Timestamp), new("user_id", Whole), new("level", Text), new("song_id", Text),
            new("artist_id", Text), new("session_id", Whole), new("location", Text), new("user_agent", Text),
        ],
        ["users"] = [new("user_id", Whole), new("first_name", Text), new("last_name", Text), new("gender", Text), new("level", Text)],
        ["songs"] = [new("song_id", Text), new("title", Text), new("artist_id", Text), new("year", Whole), new("duration", Fractional)],
        ["artists"] =
        [
            new("artist_id", Text), new("name", Text), new("location", Text), new("latitude", Fractional), new("longitude", Fractional),
        ],
        ["time"] =
        [
            new("start_time", Timestamp), new("hour", Whole), new("day", Whole), new("week", Whole), new("month", Whole),
            new("year", Whole), new("weekday", Whole),
        ],
    };

    /// <summary>The tables' names, in the order in which they are always shown.</summary>
    public static IReadOnlyList<string> Names { get; } = ["songplays", "users", "songs", "artists", "time"];

    public static IReadOnlyList<Column> ColumnsOf(string table) => Definitions[table];

    /// <summary>Reads one JSON object a line, as <see cref="ToJsonLines"/> writes them; columns by name, in any order.</summary>
    public static StarTable FromJsonLines(string table, IEnumerable<string> lines) =>
        Of(table, lines.Where(line => !string.IsNullOrWhiteSpace(line)).Select(line =>
        {
            using var row = JsonDocument.Parse(line);
            return RowOf(table, row.RootElement);
        }));

    /// <summary>Reads one JSON array of objects, as <c>query --json</c> prints it.</summary>
    public static StarTable FromJsonArray(string table, string json)
    {
        using var rows = JsonDocument.Parse(json);
        return Of(table, rows.RootElement.EnumerateArray().Select(row => RowOf(table, row)).ToList());
    }

    /// <summary>A table of rows that are canonical text already.</summary>
    public static StarTable Of(string table, IEnumerable<IReadOnlyList<string?>> rows) =>
        new(table, ColumnsOf(table), [.. rows.OrderBy(row => row[0], StringComparer.Ordinal)]);

    internal static StarTable Songplays(IEnumerable<object?[]> rows) => OfValues("songplays", rows);

    internal static StarTable Users(IEnumerable<object?[]> rows) => OfValues("users", rows);

    internal static StarTable Songs(IEnumerable<object?[]> rows) => OfValues("songs", rows);

    internal static StarTable Artists(IEnumerable<object?[]> rows) => OfValues("artists", rows);

    internal static StarTable Time(IEnumerable<object?[]> rows) => OfValues("time", rows);

    /// <summary>One JSON object a row, in order of the key's text.</summary>
    public IEnumerable<string> ToJsonLines() => Rows.Select(ToJson);

    private static StarTable OfValues(string table, IEnumerable<object?[]> rows) =>
        Of(table, rows.Select(row => Array.ConvertAll(row, Canonical.Of)));

    private static string?[] RowOf(string table, JsonElement row) =>
        [.. ColumnsOf(table).Select(column => row.TryGetProperty(column.Name, out var value) ? ValueOf(table, column, value)
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
