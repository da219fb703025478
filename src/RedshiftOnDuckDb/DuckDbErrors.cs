using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using Sparkify.RedshiftOnDuckDb.Dialect;

namespace Sparkify.RedshiftOnDuckDb;

/// <summary>Says in Redshift's words what DuckDB refused.</summary>
internal static partial class DuckDbErrors
{
    public const string ConcurrentTransaction = "ERROR: could not complete because of conflict with concurrent transaction";

    public static string SerializationConflict(string table) => $"ERROR: 1023 DETAIL: Serializable isolation violation on table - {table}";

    /// <param name="target">The table that the statement changes, which DuckDB's words for a conflict leave out.</param>
    public static RedshiftErrorException ToRedshift(DuckDBException failure, RelationName? target = null) =>
        new(Translate(failure.Message, target?.ToString() ?? "unknown"), failure);

    /// <param name="message">What DuckDB says where it throws nothing.</param>
    /// <param name="table">The table that is written to.</param>
    public static RedshiftErrorException ToRedshift(string message, string table) => new(Translate(message, table));

    /// <summary>Of a statement that did not get the memory it needs: the stack's fault, whatever file was being read.</summary>
    public static string OutOfMemory(string context) => DiskFull($"out of memory: {context}");

    private static string Translate(string message, string target) =>
        // No statement gets through until the file is opened again. The name of the database says whose fault it is: not a file's.
        Invalidated().IsMatch(message)
        ? $"ERROR: database \"{SystemSchema.Database}\" is closed after a fatal error, start again: {FirstLine(message)}"
        : CatalogConflict().IsMatch(message) ? ConcurrentTransaction
        : Conflict().IsMatch(message) ? SerializationConflict(target)
        : Found(TooLong(), message) is { } tooLong
            ? "ERROR: Value too long for character type Detail: error: Value too long for character type code: 8001 context: "
                + $"Value too long for type character varying({tooLong.Groups["bytes"].Value}) column: {tooLong.Groups["column"].Value}"
        : Found(IsNull(), message) is { } isNull ? $"ERROR: Cannot insert a NULL value into column {isNull.Groups["column"].Value}"
        : Found(NoTable(), message) is { } noTable ? $"ERROR: relation \"{noTable.Groups["name"].Value}\" does not exist"
        : Found(NoSchema(), message) is { } noSchema ? $"ERROR: schema \"{noSchema.Groups["name"].Value}\" does not exist"
        : Found(NoColumn(), message) is { } noColumn ? $"ERROR: column \"{noColumn.Groups["name"].Value}\" does not exist"
        : Found(Exists(), message) is { } exists ? $"ERROR: Relation \"{exists.Groups["name"].Value}\" already exists"
        : Found(NoMacro(), message) is { } noMacro
            ? $"ERROR: function {noMacro.Groups["name"].Value} is not supported by the local warehouse with these arguments"
        : Found(NoFunction(), message) is { } noFunction
            ? $"ERROR: function {noFunction.Groups["name"].Value}({TypeNames(noFunction.Groups["types"].Value)}) is not supported by the "
                + "local warehouse"
        : Found(Syntax(), message) is { } syntax ? $"ERROR: syntax error at or near \"{syntax.Groups["near"].Value}\""
        : Found(NotANumber(), message) is { } bad ? InvalidDigit(bad.Groups["text"].Value, bad.Groups["type"].Value)
        : Full().IsMatch(message) ? DiskFull(FirstLine(message))
        : $"ERROR: {Prefix().Replace(FirstLine(message), "")}";

    private static string DiskFull(string context) => $"ERROR: Disk Full Detail: error: Disk Full code: 1016 context: {context}";

    private static string InvalidDigit(string text, string type)
    {
        var at = Math.Max(0, text.AsSpan().IndexOfAnyExceptInRange('0', '9'));
        var name = type switch { "INT16" => "Short", "INT32" => "Integer", _ => "Long" };
        if (text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return $"ERROR: Overflow for type {name}: value {text}";
        }

        var invalid = $"Invalid digit, Value '{(text.Length == 0 ? "" : text[at])}', Pos {at}, Type: {name}";
        return $"ERROR: {invalid} Detail: error: Invalid digit, Type: {name} code: 1207 context: {text}";
    }

    private static string TypeNames(string types) => string.Join(", ", types.Split(", ").Select(ResultRows.TypeName));

    private static Match? Found(Regex regex, string message) => regex.Match(message) is { Success: true } match ? match : null;

    private static string FirstLine(string message) => message.Split('\n')[0].TrimEnd();

    [GeneratedRegex("database has been invalidated")]
    private static partial Regex Invalidated();

    /// <summary>Of the disk and of the memory: Redshift spills what does not fit in memory, and calls both a full disk.</summary>
    [GeneratedRegex(
        "No space left on device|Could not write (to )?file|[Dd]isk quota exceeded|Out of Memory Error|could not allocate block|failed to "
        + "offload|temp(orary)? directory.*exceeded",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Full();

    [GeneratedRegex("[Cc]atalog write-write conflict|has been (altered|dropped) by a different transaction", RegexOptions.ExplicitCapture)]
    private static partial Regex CatalogConflict();

    [GeneratedRegex("Transaction conflict|Conflict on (update|tuple deletion)", RegexOptions.ExplicitCapture)]
    private static partial Regex Conflict();

    [GeneratedRegex("CHECK constraint failed on table .* CHECK\\(\\(strlen\\(\"?(?<column>.+?)\"?\\) <= (?<bytes>[0-9]+)\\)\\)")]
    private static partial Regex TooLong();

    [GeneratedRegex("NOT NULL constraint failed: (?:.*\\.)?(?<column>[^.\\s]+)")]
    private static partial Regex IsNull();

    [GeneratedRegex("(?:Table|View) with name \"?(?<name>.+?)\"? does not exist")]
    private static partial Regex NoTable();

    [GeneratedRegex("Schema with name \"?(?<name>.+?)\"? does not exist")]
    private static partial Regex NoSchema();

    [GeneratedRegex(
        "Referenced (column|table) \"(?<name>.+?)\" not found|does not have a column (named|with name) \"(?<name>.+?)\"",
        RegexOptions.ExplicitCapture)]
    private static partial Regex NoColumn();

    [GeneratedRegex("with name \"?(?<name>.+?)\"? already exists")]
    private static partial Regex Exists();

    [GeneratedRegex("Macro \"?rs_(?<name>\\w+)\"?(\\(\\))? (does not support|has multiple)", RegexOptions.ExplicitCapture)]
    private static partial Regex NoMacro();

    [GeneratedRegex("No function matches the given name and argument types '(?:rs_)?(?<name>\\w+)\\((?<types>.*?)\\)'")]
    private static partial Regex NoFunction();

    [GeneratedRegex("syntax error at or near \"(?<near>.*?)\"")]
    private static partial Regex Syntax();

    [GeneratedRegex("Could not convert string '(?<text>.*?)' to (?<type>INT16|INT32|INT64)")]
    private static partial Regex NotANumber();

    [GeneratedRegex("^(?:[A-Z][A-Za-z]+ )+Error: ")]
    private static partial Regex Prefix();
}
