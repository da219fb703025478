using System.Text.RegularExpressions;
using Sparkify.Ingestion;

namespace Sparkify.Warehouse;

/// <summary>
/// The statements of a rebuild: fresh tables in schema <c>dw_next</c>, and the one transaction that puts their rows in the place of the
/// present ones.
/// </summary>
public static partial class RebuildBatch
{
    /// <summary>What a rebuild makes anew: the star schema, and the dictionary that says what its plays mean.</summary>
    public static IReadOnlyList<string> Tables { get; } = [.. SchemaChanges.StarTables, "tracks"];

    /// <summary>
    /// The ledger, which gets the lines of the rebuild's loads too. <c>loads</c> is last: its rows say which are there already.
    /// </summary>
    public static IReadOnlyList<string> Records { get; } = ["file_ledger", "rejected_rows", "load_counts", "loads"];

    /// <summary>What else a load needs: the lock, the shapes of staging, and the list that the rebuild's id is written in.</summary>
    private static readonly IEnumerable<string> Others =
        [.. Dataset.All.Select(dataset => dataset.StagingShape), "load_lock", "schema_changes"];

    /// <summary>Makes the fresh tables, empty, as the present ones are. The views stay: they show the present ones.</summary>
    /// <param name="rebuild">Its id: no other rebuild takes these tables for its own.</param>
    public static IReadOnlyList<string> Prepare(string rebuild) =>
    [
        SqlCatalog.Rebuild.DropNext.Render(),
        SqlCatalog.Rebuild.CreateNext.Render(),
        .. Tables.Concat(Records).Concat(Others)
            .Select(table => SqlCatalog.Rebuild.CreateTable.Render(SqlArgument.Identifier("table", table))),
        SqlCatalog.Rebuild.FillLock.Render(),
        SqlCatalog.Rebuild.MarkNext.Render(SqlArgument.Text("rebuild", rebuild)),
    ];

    /// <summary>Asks what the swap would change in a table.</summary>
    public static string Compare(string table) => SqlCatalog.Rebuild.CompareTable.Render(SqlArgument.Identifier("table", table));

    /// <summary>Is refused where the fresh tables are not of this rebuild.</summary>
    public static string CheckMark(string rebuild) => SqlCatalog.Rebuild.CheckMark.Render(SqlArgument.Text("rebuild", rebuild));

    /// <summary>Asks which versions of files the fresh tables lack.</summary>
    public static string Lacking(DateTimeOffset since) => SqlCatalog.Rebuild.LackingFiles.Render(SqlArgument.Timestamp("since", since));

    /// <summary>Readers see the rows from before it or those from after it, never a mixture: it is one transaction.</summary>
    /// <param name="rebuild">The id that the fresh tables were made under.</param>
    /// <param name="since">When the rebuild began: what was loaded since must be in it.</param>
    /// <param name="gone">
    /// The <c>s3://bucket/key</c> of the object that states, one a line, which versions are no longer in the bucket; null: none.
    /// </param>
    /// <param name="copyRole">Reads that object.</param>
    public static IReadOnlyList<string> Swap(string rebuild, DateTimeOffset since, string? gone, string copyRole) =>
    [
        .. RecordBatch.TakeLock,
        CheckMark(rebuild),
        SqlCatalog.Backfill.CreateListing.Render(),
        .. gone is null
            ? []
            : new[] { SqlCatalog.Backfill.CopyListing.Render(SqlArgument.Text("files", gone), SqlArgument.Text("role", copyRole)) },
        SqlCatalog.Rebuild.CheckCaughtUp.Render(SqlArgument.Timestamp("since", since)),
        .. Tables.SelectMany(table => new[]
        {
            SqlCatalog.Rebuild.EmptyTable.Render(SqlArgument.Identifier("table", table)),
            SqlCatalog.Rebuild.FillTable.Render(SqlArgument.Identifier("table", table))
        }),
        .. Records.Select(table => SqlCatalog.Rebuild.CopyRecords.Render(SqlArgument.Identifier("table", table))),
    ];

    public static IReadOnlyList<string> CleanUp() => [SqlCatalog.Rebuild.DropNext.Render()];

    /// <summary>
    /// The same statement on the fresh tables: the name <c>dw</c> outside of texts is that of the schema, and nothing else has it.
    /// </summary>
    public static string Next(string sql) => TextOrSchema().Replace(sql, found => found.Value == "dw" ? "dw_next" : found.Value);

    [GeneratedRegex(@"'(?:[^']|'')*'|\bdw\b")]
    private static partial Regex TextOrSchema();
}
