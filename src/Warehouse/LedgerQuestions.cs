using Sparkify.Ingestion;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Warehouse;

/// <summary>What a person asks the ledger. What is asked for by many names is several statements, each within what one takes.</summary>
public static class LedgerQuestions
{
    /// <summary>Room for names in a statement that has them twice at most, beside its own text.</summary>
    private const int MostNames = (StatementBatch.MostBytes / 2) - 2_000;

    /// <summary>What the hexadecimal of a text is written into.</summary>
    private static readonly int AroundHex = SqlArgument.AnyText("text", "").Sql.Length + ", ".Length;

    /// <param name="key">Of this file every line.</param>
    public static string FileLines(string key) => SqlCatalog.Ledger.FileLines.Render(SqlArgument.AnyText("key", key));

    public static string LoadTimes(string key) => SqlCatalog.Ledger.LoadTimes.Render(SqlArgument.AnyText("key", key));

    /// <param name="most">So many rows at most.</param>
    public static string FileRejects(string key, int most) =>
        SqlCatalog.Ledger.FileRejects.Render(SqlArgument.AnyText("key", key), SqlArgument.Number("most", most));

    /// <param name="dataset">Whose lines.</param>
    /// <param name="after">The line that the page comes after.</param>
    /// <param name="among">Which keys.</param>
    /// <param name="most">So many lines at most.</param>
    public static string ListedLines(Dataset dataset, LedgerPlace after, LedgerAmong among, int most) =>
        SqlCatalog.Ledger.ListedLines.Render(
            SqlArgument.Text("dataset", dataset.Name),
            SqlArgument.AnyText("key", after.Key),
            SqlArgument.AnyText("load_id", after.LoadId),
            SqlArgument.AnyText("etag", after.ETag),
            SqlArgument.Number("most", most),
            SqlArgument.Fragment("among", among.Sql));

    /// <param name="versions">Key and eTag of each.</param>
    public static IEnumerable<string> NewestLines(IEnumerable<(string Key, string ETag)> versions) =>
        Parts(versions, version => (2 * (Utf8Bytes(version.Key) + Utf8Bytes(version.ETag))) + (2 * AroundHex), 2 * MostNames)
            .Select(part => SqlCatalog.Ledger.NewestLines.Render(
                SqlArgument.AnyTexts("keys", [.. part.Select(version => version.Key).Distinct(StringComparer.Ordinal)]),
                SqlArgument.AnyTexts("etags", [.. part.Select(version => version.ETag).Distinct(StringComparer.Ordinal)])));

    public static IEnumerable<string> LoadLines(IEnumerable<string> loads) => OfLoads(loads, SqlCatalog.Ledger.LoadLines);

    public static IEnumerable<string> LoadedAgain(IEnumerable<string> loads) => OfLoads(loads, SqlCatalog.Ledger.LoadedAgain);

    public static IEnumerable<string> LoadsRecorded(IEnumerable<string> loads) => OfLoads(loads, SqlCatalog.Ledger.LoadsRecorded);

    public static IEnumerable<string> LoadRows(IEnumerable<string> loads) => OfLoads(loads, SqlCatalog.Ledger.LoadRows);

    /// <param name="most">So many rows of each statement at most.</param>
    public static IEnumerable<string> LoadRejects(IEnumerable<string> loads, int most) =>
        OfLoads(loads, SqlCatalog.Ledger.LoadRejects, SqlArgument.Number("most", most));

    public static string NewestLoad() => SqlCatalog.Ledger.NewestLoad.Render();

    /// <param name="most">So many loads at most.</param>
    public static string NewestLoads(int most) => SqlCatalog.Ledger.NewestLoads.Render(SqlArgument.Number("most", most));

    /// <param name="most">So many lines at most.</param>
    public static string LossyLines(int most) => SqlCatalog.Ledger.LossyLines.Render(SqlArgument.Number("most", most));

    public static string CountTables() => SqlCatalog.Ledger.CountTables.Render();

    private static IEnumerable<string> OfLoads(IEnumerable<string> loads, SqlFile question, params SqlArgument[] others) =>
        Parts(loads, load => load.Length + "'', ".Length, MostNames)
            .Select(part => question.Render([SqlArgument.Texts("loads", part), .. others]));

    private static IEnumerable<IReadOnlyList<T>> Parts<T>(IEnumerable<T> names, Func<T, int> bytesOf, int most)
    {
        var part = new List<T>();
        var bytes = 0;
        foreach (var name in names)
        {
            if (part.Count > 0 && bytes + bytesOf(name) > most)
            {
                yield return part;
                (part, bytes) = ([], 0);
            }

            part.Add(name);
            bytes += bytesOf(name);
        }

        if (part.Count > 0)
        {
            yield return part;
        }
    }

    private static int Utf8Bytes(string text) => System.Text.Encoding.UTF8.GetByteCount(text);
}

/// <summary>A line of the ledger in the order of keys.</summary>
public readonly record struct LedgerPlace(string Key, string LoadId, string ETag)
{
    /// <summary>Comes before every line of this key: no load's id begins with a blank.</summary>
    public static LedgerPlace Before(string key) => new(key, " ", " ");

    /// <summary>Comes after every line of this key: a load's id is of letters, digits, hyphens and underscores.</summary>
    public static LedgerPlace After(string key) => new(key, "~", "~");
}

/// <summary>Which keys of the ledger are listed. Of each that is, every line is.</summary>
public sealed record LedgerAmong
{
    /// <summary>Keys that a load left with this status, whenever; null: with any.</summary>
    public string? Status { get; init; }

    /// <summary>Keys that contain this, whatever the case of its letters A to Z; null: all.</summary>
    public string? Part { get; init; }

    internal string Sql => string.Concat(
        Status is null ? "" : $" AND key IN (SELECT key FROM dw.file_ledger WHERE status = {SqlArgument.Text("status", Status).Sql})",
        Part is null ? "" : $" AND STRPOS(LOWER(key), {SqlArgument.AnyText("part", Part.ToLowerInvariant()).Sql}) > 0");
}
