using System.Text.RegularExpressions;

namespace Sparkify.Warehouse;

/// <summary>The statements of a rebuild: fresh tables in schema <c>dw_next</c>, and the one transaction that puts their rows in the place of the present ones.</summary>
public static partial class RebuildBatch
{
    /// <summary>What a rebuild makes anew: the star schema and the dictionaries that its rules need.</summary>
    public static IReadOnlyList<string> Tables { get; } = ["songplays", "users", "songs", "artists", "time", "song_match", "played_track"];

    private static readonly string[] Records = ["file_ledger", "rejected_rows", "load_counts", "loads"];

    /// <summary>Makes the fresh tables, empty. The views stay: they show the present ones.</summary>
    public static IReadOnlyList<string> Prepare() =>
    [
        SqlCatalog.Rebuild.DropNext.Render(),
        .. SchemaChanges.All.Where(change => !change.Path.EndsWith("_view.sql", StringComparison.Ordinal)).Select(change => Next(change.Render())),
    ];

    /// <summary>Asks what the swap would change in a table.</summary>
    public static string Compare(string table) => SqlCatalog.Rebuild.CompareTable.Render(SqlArgument.Identifier("table", table));

    /// <summary>Readers see the rows from before it or those from after it, never a mixture: it is one transaction.</summary>
    /// <param name="since">When the rebuild began: what was loaded since must be in it.</param>
    public static IReadOnlyList<string> Swap(DateTimeOffset since) =>
    [
        SqlCatalog.Merge.LockLoads.Render(),
        SqlCatalog.Rebuild.CheckCaughtUp.Render(SqlArgument.Timestamp("since", since)),
        .. Tables.SelectMany(table => new[] { SqlCatalog.Rebuild.EmptyTable.Render(SqlArgument.Identifier("table", table)), SqlCatalog.Rebuild.FillTable.Render(SqlArgument.Identifier("table", table)) }),
        .. Records.Select(table => SqlCatalog.Rebuild.CopyRecords.Render(SqlArgument.Identifier("table", table))),
    ];

    public static IReadOnlyList<string> CleanUp() => [SqlCatalog.Rebuild.DropNext.Render()];

    /// <summary>The same statement on the fresh tables: the name <c>dw</c> outside of texts is that of the schema, and nothing else has it.</summary>
    public static string Next(string sql) => TextOrSchema().Replace(sql, found => found.Value == "dw" ? "dw_next" : found.Value);

    [GeneratedRegex(@"'(?:[^']|'')*'|\bdw\b")]
    private static partial Regex TextOrSchema();
}
