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

    /// <summary>
    /// Why each differs from DuckDB's own is said where <see cref="Dialect.Functions"/> names it. The translator never lets a statement
    /// name one.
    /// </summary>
    private const string Macros = """
        CREATE OR REPLACE MACRO dev.redshift_system.rs_now() AS getvariable('rs_now');
        CREATE OR REPLACE MACRO dev.redshift_system.rs_pid() AS getvariable('rs_pid');
        CREATE OR REPLACE MACRO dev.redshift_system.rs_last_copy_id() AS coalesce(getvariable('rs_last_copy_id'), -1);
        CREATE OR REPLACE MACRO dev.redshift_system.rs_last_copy_count() AS coalesce(getvariable('rs_last_copy_count'), 0::BIGINT);
        CREATE OR REPLACE MACRO dev.redshift_system.rs_nvl2(a, b, c) AS CASE WHEN a IS NOT NULL THEN b ELSE c END;
        CREATE OR REPLACE MACRO dev.redshift_system.rs_divisor(x) AS CASE WHEN x = 0 THEN error('Divide by zero') ELSE x END;
        CREATE OR REPLACE MACRO dev.redshift_system.rs_averaged(x) AS CASE
            WHEN typeof(x) IN ('TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'HUGEINT') OR typeof(x) LIKE 'DECIMAL%'
            THEN error('AVG of ' || typeof(x) || ', which Redshift rounds to its scale, is not supported by the local warehouse: cast it, AVG(CAST(x AS DOUBLE PRECISION))')
            ELSE x END;
        CREATE OR REPLACE MACRO dev.redshift_system.rs_mod(a, b) AS a % CASE WHEN b = 0 THEN error('Divide by zero') ELSE b END;
        CREATE OR REPLACE MACRO dev.redshift_system.rs_concat(a, b) AS a || b;
        CREATE OR REPLACE MACRO dev.redshift_system.rs_charindex(part, whole) AS strpos(whole, part);
        CREATE OR REPLACE MACRO dev.redshift_system.rs_regexp_substr(s, p) AS regexp_extract(s, p);
        CREATE OR REPLACE MACRO dev.redshift_system.rs_regexp_count(s, p) AS len(regexp_extract_all(s, p));
        CREATE OR REPLACE MACRO dev.redshift_system.rs_regexp_replace(s, p) AS regexp_replace(s, p, '', 'g'), (s, p, r) AS regexp_replace(s, p, r, 'g');
        CREATE OR REPLACE MACRO dev.redshift_system.rs_date(x) AS CAST(x AS DATE);
        CREATE OR REPLACE MACRO dev.redshift_system.rs_date_trunc(part, x) AS date_trunc(part, CAST(x AS TIMESTAMP));
        CREATE OR REPLACE MACRO dev.redshift_system.rs_sha2(s, bits) AS CASE WHEN bits IN (0, 256) THEN sha256(s) ELSE error('SHA2 of other than 256 bits is not supported by the local warehouse') END;
        CREATE OR REPLACE MACRO dev.redshift_system.rs_strtol(s, base) AS CASE WHEN base = 16 THEN CAST('0x' || s AS BIGINT) ELSE error('STRTOL of other than base 16 is not supported by the local warehouse') END;
        CREATE OR REPLACE MACRO dev.redshift_system.rs_from_varbyte(b, format) AS CASE WHEN lower(format) IN ('utf8', 'utf-8', 'utf_8') THEN decode(b) ELSE error('FROM_VARBYTE in other than UTF-8 is not supported by the local warehouse') END;
        CREATE OR REPLACE MACRO dev.redshift_system.rs_rtrim(s) AS CASE WHEN s LIKE '% ' THEN rtrim(s, ' ') ELSE s END;
        CREATE OR REPLACE MACRO dev.redshift_system.rs_ltrim(s) AS CASE WHEN s LIKE ' %' THEN ltrim(s, ' ') ELSE s END;
        CREATE OR REPLACE MACRO dev.redshift_system.rs_trim(s) AS trim(s, ' ');
        CREATE OR REPLACE MACRO dev.redshift_system.rs_cut(s, n) AS CASE WHEN s IS NULL OR strlen(s) <= n THEN s
            ELSE left(s, len(list_filter(range(1, n + 1), lambda i: strlen(left(s, i)) <= n))) END;
        """;

    /// <summary>DuckDB reads '1.5' and '1e3' and '1_000' as whole numbers; Redshift refuses them.</summary>
    private const string WholeNumber = """
        CREATE OR REPLACE MACRO dev.redshift_system.rs_{0}(x) AS CASE
            WHEN typeof(x) = 'VARCHAR' AND NOT regexp_full_match(CAST(x AS VARCHAR), ' *[+-]?[0-9]+ *')
            THEN CAST(error('Invalid digit, Value ''' || regexp_extract(CAST(x AS VARCHAR), '[^0-9+ -]|$') || ''', Pos 0, Type: {1} Detail: error: Invalid digit, Type: {1} code: 1207 context: ' || CAST(x AS VARCHAR)) AS {0})
            ELSE CAST(x AS {0}) END;
        """;

    /// <summary>Forgets the loads that began before the retention.</summary>
    public static string Purge(DateTimeOffset now)
    {
        var first = string.Create(CultureInfo.InvariantCulture, $"TIMESTAMP '{(now - Retention).UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}'");
        return string.Concat(Views.Select(view => $"DELETE FROM {Database}.{Name}.{view} WHERE start_time < {first};"));
    }

    /// <summary>Makes all that this class describes, over what an earlier version made.</summary>
    public static string Sql { get; } = Tables + Macros
        + WholeNumber.Replace("{0}", "smallint", StringComparison.Ordinal).Replace("{1}", "Short", StringComparison.Ordinal)
        + WholeNumber.Replace("{0}", "integer", StringComparison.Ordinal).Replace("{1}", "Integer", StringComparison.Ordinal)
        + WholeNumber.Replace("{0}", "bigint", StringComparison.Ordinal).Replace("{1}", "Long", StringComparison.Ordinal);

    /// <summary>Leaves in the file, last of all, by which text it was made.</summary>
    public static string Sign => $"COMMENT ON TABLE {Database}.{Name}.{Views[^1]} IS {Dialect.Names.Literal(Sql)}";

    /// <summary>Asks whether a file was made by this very text: true, or else none or false.</summary>
    public static string Find =>
        $"SELECT max(comment) = {Dialect.Names.Literal(Sql)} FROM duckdb_tables() "
        + $"WHERE database_name = '{Database}' AND schema_name = '{Name}' AND table_name = '{Views[^1]}'";
}
