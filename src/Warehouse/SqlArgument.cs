using System.Globalization;
using System.Text;

namespace Sparkify.Warehouse;

/// <summary>
/// A value for a place in a statement. This type is the only way into a statement's text, and it lets nothing pass that two SQL
/// dialects could read in two ways: names and texts that come from outside (object keys, reasons) travel as data of a COPY, or here as the
/// hexadecimal of their bytes.
/// </summary>
public sealed record SqlArgument
{
    private SqlArgument(string place, string sql) => (Place, Sql) = (place, sql);

    /// <summary>The place in the file: <c>:name</c> for a value, <c>{{name}}</c> for what SQL does not take as a value.</summary>
    public string Place { get; }

    /// <summary>What is written there.</summary>
    public string Sql { get; }

    /// <summary>
    /// A text for <c>:name</c>: printable ASCII without a backslash, which Redshift reads as an escape and others do not.
    /// </summary>
    /// <exception cref="ArgumentException">The text holds anything else.</exception>
    public static SqlArgument Text(string name, string? value) =>
        value is null ? Null(name) : value.All(c => c is >= ' ' and <= '~' and not '\\')
            ? new SqlArgument(":" + name, "'" + value.Replace("'", "''", StringComparison.Ordinal) + "'")
            : throw new ArgumentException(
                $":{name} takes printable ASCII without a backslash; pass other text as data of a COPY, or by AnyText", nameof(value));

    /// <summary>Texts for <c>:name</c> in a list, each as <see cref="Text"/> takes it.</summary>
    /// <exception cref="ArgumentException">There is none, or one is refused.</exception>
    public static SqlArgument Texts(string name, IReadOnlyCollection<string> values) =>
        Several(name, values, value => Text(name, value).Sql);

    /// <summary>
    /// Any text for <c>:name</c>: what stands in the statement is the hexadecimal of its UTF-8 bytes, of which the warehouse makes the
    /// text.
    /// </summary>
    public static SqlArgument AnyText(string name, string value) => new(":" + name, Decoded(value));

    /// <summary>Any texts for <c>:name</c> in a list.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static SqlArgument AnyTexts(string name, IReadOnlyCollection<string> values) => Several(name, values, Decoded);

    /// <summary>A whole number for <c>:name</c>.</summary>
    public static SqlArgument Number(string name, long? value) =>
        value is { } number ? new SqlArgument(":" + name, number.ToString(CultureInfo.InvariantCulture)) : Null(name);

    /// <summary>A moment in UTC for <c>:name</c>, with milliseconds.</summary>
    public static SqlArgument Timestamp(string name, DateTimeOffset? value) =>
        value is { } moment
            ? new SqlArgument(":" + name, "'" + moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture) + "'")
            : Null(name);

    /// <summary>The name of a table for <c>{{name}}</c>.</summary>
    /// <exception cref="ArgumentException">Not 1 to 127 characters of a-z, 0-9 and _ that start with a letter.</exception>
    public static SqlArgument Identifier(string name, string value) =>
        value.Length is >= 1 and <= 127
        && value[0] is >= 'a' and <= 'z'
        && value.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '_')
            ? new SqlArgument("{{" + name + "}}", value)
            : throw new ArgumentException($"'{value}' is no name for a table: a-z, 0-9 and _, a letter first, at most 127", nameof(value));

    /// <summary>
    /// The name of anything for <c>{{name}}</c>, in double quotes: printable ASCII without a double quote or a backslash.
    /// </summary>
    /// <exception cref="ArgumentException">The name holds anything else, or is not 1 to 127 characters long.</exception>
    public static SqlArgument QuotedName(string name, string value) =>
        value.Length is >= 1 and <= 127 && value.All(c => c is >= ' ' and <= '~' and not ('\\' or '"'))
            ? new SqlArgument("{{" + name + "}}", $"\"{value}\"")
            : throw new ArgumentException(
                $"'{value}' is no name: 1 to 127 printable ASCII characters without a double quote or a backslash", nameof(value));

    private static SqlArgument Several(string name, IReadOnlyCollection<string> values, Func<string, string> sql) => values.Count > 0
        ? new SqlArgument(":" + name, string.Join(", ", values.Select(sql)))
        : throw new ArgumentException($":{name} takes one text or more: a list of none is no SQL", nameof(values));

    private static string Decoded(string value) =>
        $"FROM_VARBYTE(FROM_HEX('{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(value))}'), 'utf-8')";

    /// <summary>NULL for <c>:name</c>, which the statement casts: by itself it has no type.</summary>
    private static SqlArgument Null(string name) => new(":" + name, "NULL");

    /// <summary>A piece of SQL that is written in this project, for <c>{{name}}</c>.</summary>
    internal static SqlArgument Fragment(string name, string sql) => new("{{" + name + "}}", sql);
}
