using System.Globalization;

namespace Sparkify.RedshiftOnDuckDb;

/// <summary>What every warehouse has before anyone makes a table: the views of past loads, and Redshift's functions as macros.</summary>
internal static class SystemSchema
{
    /// <summary>
    /// The database's name inside DuckDB, whatever the file is called: the one that a Redshift Serverless namespace begins with.
    /// </summary>
    public const string Database = "dev";

    public const string Name = "redshift_system";

    /// <summary>
    /// Where the macros are: DuckDB looks there by itself, so that a view which calls one works for whoever opens the file.
    /// </summary>
    public const string MacroSchema = "main";

    private static readonly string[] Views = ["sys_load_error_detail", "sys_load_detail", "sys_load_history"];

    /// <summary>
    /// How long past loads are shown: what the STL views, which hold the same, keep
    /// (https://docs.aws.amazon.com/redshift/latest/dg/c_intro_STL_tables.html).
    /// </summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(7);

    /// <summary>
    /// Columns as in https://docs.aws.amazon.com/redshift/latest/dg/SYS_LOAD_ERROR_DETAIL.html, SYS_LOAD_DETAIL.html and
    /// SYS_LOAD_HISTORY.html. Redshift pads its CHAR columns with blanks, which its comparisons ignore; here nothing is padded.
    /// </summary>
    private const string Tables = """
        CREATE SCHEMA IF NOT EXISTS dev.public;
        CREATE SCHEMA IF NOT EXISTS dev.redshift_system;
        CREATE TABLE IF NOT EXISTS dev.redshift_system.sys_load_error_detail (
          user_id INTEGER, query_id BIGINT, transaction_id BIGINT, session_id INTEGER, database_name VARCHAR, table_id INTEGER, start_time TIMESTAMP,
          file_name VARCHAR, line_number BIGINT, column_name VARCHAR, column_type VARCHAR, column_length VARCHAR, "position" INTEGER,
          error_code INTEGER, error_message VARCHAR);
        CREATE TABLE IF NOT EXISTS dev.redshift_system.sys_load_detail (
          user_id INTEGER, query_id BIGINT, file_name VARCHAR, bytes_scanned BIGINT, lines_scanned BIGINT, record_time TIMESTAMP,
          splits_scanned INTEGER, start_time TIMESTAMP, end_time TIMESTAMP, file_etag VARCHAR, file_last_modified TIMESTAMP);
        CREATE TABLE IF NOT EXISTS dev.redshift_system.sys_load_history (
          user_id INTEGER, query_id BIGINT, transaction_id BIGINT, session_id INTEGER, database_name VARCHAR, status VARCHAR, table_name VARCHAR,
          start_time TIMESTAMP, end_time TIMESTAMP, duration BIGINT, data_source VARCHAR, file_format VARCHAR, loaded_rows BIGINT, loaded_bytes BIGINT,
          source_file_count INTEGER, source_file_bytes BIGINT, file_count_scanned INTEGER, file_bytes_scanned BIGINT, error_count BIGINT, copy_job_id BIGINT);
        """;

    /// <summary>Asks for the statements that drop the macros of a version that had them beside the tables; none: null.</summary>
    public const string FindOutdatedMacros = $"""
        SELECT string_agg('DROP MACRO {Database}.{Name}.' || function_name || ';', ' ')
        FROM (SELECT DISTINCT function_name FROM duckdb_functions()
            WHERE database_name = '{Database}' AND schema_name = '{Name}' AND function_type = 'macro')
        """;

    /// <summary>Asks for the statements that give every view of <c>public</c> its namesake in <c>main</c>; none: null.</summary>
    public const string FindNamesakes = $"""
        WITH views AS (
            SELECT v.schema_name, v.view_name, string_agg(c.column_name || ' ' || c.data_type, ',' ORDER BY c.column_index) AS columns
            FROM duckdb_views() v JOIN duckdb_columns() c ON c.table_oid = v.view_oid AND c.database_name = v.database_name
            WHERE v.database_name = '{Database}' AND v.schema_name IN ('public', 'main') AND NOT v.internal
            GROUP BY v.schema_name, v.view_name)
        SELECT string_agg(CASE WHEN p.view_name IS NULL THEN 'DROP VIEW main."' || m.view_name || '";'
            ELSE 'CREATE OR REPLACE VIEW main."' || p.view_name || '" AS SELECT * FROM public."' || p.view_name || '";' END, ' ')
        FROM (SELECT * FROM views WHERE schema_name = 'public') p
        FULL JOIN (SELECT * FROM views WHERE schema_name = 'main') m USING (view_name)
        WHERE p.columns IS DISTINCT FROM m.columns
        """;

    /// <summary>Forgets the loads that began before the retention.</summary>
    public static string Purge(DateTimeOffset now)
    {
        var first = string.Create(CultureInfo.InvariantCulture, $"TIMESTAMP '{(now - Retention).UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}'");
        return string.Concat(Views.Select(view => $"DELETE FROM {Database}.{Name}.{view} WHERE start_time < {first};"));
    }

    /// <summary>Makes all that this class describes, over what an earlier version made.</summary>
    public static string Sql { get; } = Tables + Macros.Sql;

    /// <summary>Leaves in the file, last of all, by which text it was made.</summary>
    public static string Sign => $"COMMENT ON TABLE {Database}.{Name}.{Views[^1]} IS {Dialect.Names.Literal(Sql)}";

    /// <summary>Asks whether a file was made by this very text: true, or else none or false.</summary>
    public static string Find =>
        $"SELECT max(comment) = {Dialect.Names.Literal(Sql)} FROM duckdb_tables() "
        + $"WHERE database_name = '{Database}' AND schema_name = '{Name}' AND table_name = '{Views[^1]}'";
}
