using System.Globalization;

namespace Sparkify.Ingestion.Statements;

/// <summary>A row of a result, read by the names that the statement gives its columns: their order is the statement's own affair.</summary>
/// <param name="columns">In lower case, as the warehouse gives them.</param>
public readonly struct ResultRow(IReadOnlyList<string> columns, IReadOnlyList<object?> values)
{
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    /// <exception cref="FormatException">There is no such column, or its value is NULL or no text. So for all of these.</exception>
    public string Text(string column) => TextOrNull(column) ?? throw IsNull(column);

    public string? TextOrNull(string column) => Value(column) switch
    {
        null => null,
        string text => text,
        var other => throw new FormatException($"'{other}' in column '{column}' is no text"),
    };

    /// <summary>A number of any kind, in its own digits; null where it is NULL.</summary>
    public string? TextOrNumber(string column) => Value(column) is { } value ? AnswerText.Of(value) : null;

    /// <summary>A whole number: the Data API gives BIGINT as a long and NUMERIC, as SUM of BIGINT is, as text.</summary>
    public long Number(string column) => NumberOrNull(column) ?? throw IsNull(column);

    public long? NumberOrNull(string column) => Value(column) switch
    {
        null => null,
        long number => number,
        double number => (long)number,
        decimal number => (long)number,
        string text when decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) => (long)number,
        var other => throw new FormatException($"'{other}' in column '{column}' is no number"),
    };

    /// <summary>A time of the warehouse, which is UTC.</summary>
    public DateTimeOffset Timestamp(string column) => TimestampOrNull(column) ?? throw IsNull(column);

    public DateTimeOffset? TimestampOrNull(string column) => TextOrNull(column) is not { } text
        ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var time)
            ? time
            : throw new FormatException($"'{text}' in column '{column}' is no time");

    /// <summary>Whether the result has a column of this name: a statement of the version before may not have had it.</summary>
    public bool Has(string column) => columns.Contains(column);

    private object? Value(string column)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i] == column)
            {
                return values[i];
            }
        }

        throw new FormatException($"the result has no column '{column}': it has {string.Join(", ", columns)}");
    }

    private static FormatException IsNull(string column) => new($"column '{column}' is NULL, and a row without it says nothing");
}
