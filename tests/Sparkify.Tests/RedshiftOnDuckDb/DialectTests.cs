using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Tests.RedshiftOnDuckDb;

/// <summary>What means another thing to DuckDB, or nothing to Redshift.</summary>
public sealed class DialectTests
{
    [Theory]
    [InlineData("SELECT 7 / 2", 3L)]
    [InlineData("SELECT 7 / 2.0", 3.5)]
    [InlineData("SELECT -7 / 2", -3L)]
    [InlineData("SELECT 7 % 4 / 2", 1L)]
    [InlineData("SELECT 12 / (2 + 1) / 2", 2L)]
    [InlineData("SELECT CAST('12' AS INTEGER) + '3'::BIGINT", 15L)]
    [InlineData("SELECT ('4' || '2')::INT / 2", 21L)]
    [InlineData("SELECT CASE WHEN true THEN '7' END::SMALLINT::INTEGER", 7L)]
    [InlineData("SELECT CAST('abcdef' AS VARCHAR(3))", "abc")]
    [InlineData("SELECT 'éé'::VARCHAR(3)", "é")]
    [InlineData("SELECT CAST(1.5 AS DECIMAL)", "2")]
    [InlineData("SELECT NVL(NULL, 5)", 5L)]
    [InlineData("SELECT NVL2(NULL, 1, 2)", 2L)]
    [InlineData("SELECT LEN('é')", 1L)]
    [InlineData("SELECT OCTET_LENGTH('é')", 2L)]
    [InlineData("SELECT '|' || RTRIM('a\u00a0  ') || '|'", "|a\u00a0|")]
    [InlineData("SELECT TRIM('  a ') || BTRIM(' b ') || LTRIM(' c')", "abc")]
    [InlineData("SELECT TRIM(BOTH 'x' FROM 'xax')", "a")]
    [InlineData("SELECT CONCAT('a', NULL)", null)]
    [InlineData("SELECT DECODE(2, 1, 'a', 2, 'b', 'c')", "b")]
    [InlineData("SELECT FROM_VARBYTE(FROM_HEX('61c3a927'), 'utf-8')", "aé'")]
    [InlineData("SELECT CHARINDEX('b', 'abc')", 2L)]
    [InlineData("SELECT DATEADD(day, 2, TIMESTAMP '2018-11-30')", "2018-12-02 00:00:00.000")]
    [InlineData("SELECT DATEDIFF(hour, TIMESTAMP '2018-11-30 01:30:00', TIMESTAMP '2018-11-30 03:10:00')", 2L)]
    [InlineData("SELECT EXTRACT(dow FROM TIMESTAMP '2018-11-04')", 0L)]
    [InlineData("SELECT DATE_PART(week, TIMESTAMP '2018-12-31')", 1L)]
    [InlineData("SELECT TO_CHAR(TIMESTAMP '2018-11-04 21:05:06', 'YYYY-MM-DD HH24:MI')", "2018-11-04 21:05")]
    [InlineData("SELECT TIMESTAMP 'epoch' + CAST(1541106106796 AS DOUBLE PRECISION) * INTERVAL '0.001 second'", "2018-11-01 21:01:46.796")]
    [InlineData("SELECT LISTAGG(x, '-') WITHIN GROUP (ORDER BY x DESC) FROM (SELECT 'a' AS x UNION ALL SELECT 'b')", "b-a")]
    [InlineData("SELECT x FROM (SELECT 1 AS x UNION ALL SELECT NULL) ORDER BY x DESC LIMIT 1", null)]
    [InlineData(
        "SELECT MAX(place) FROM (SELECT ROW_NUMBER() OVER (ORDER BY x DESC) AS place, x FROM (SELECT 1 AS x UNION ALL SELECT NULL)) WHERE "
        + "x = 1",
        2L)]
    [InlineData("SELECT 'it''s' || '\\\\' || '\\''", "it's\\'")]
    [InlineData("SELECT 'a%b' LIKE 'a\\\\%b' AND NOT 'axb' LIKE 'a\\\\%b'", true)]
    [InlineData("SELECT at.at FROM (SELECT 1 AS at, 2 AS \"WINDOW\") at", 1L)]
    [InlineData("WITH c (a, b) AS (SELECT 1, 2) SELECT a + b FROM c /* a /* nested */ comment */ -- and another", 3L)]
    [InlineData("SELECT TOP 1 x FROM (SELECT 1 AS x UNION ALL SELECT 2) ORDER BY x DESC", 2L)]
    [InlineData("SELECT COUNT(*) FROM (SELECT TOP 2 x FROM (SELECT 1 AS x UNION ALL SELECT 2 UNION ALL SELECT 3))", 2L)]
    [InlineData("SELECT top FROM (SELECT 1 AS top)", 1L)]
    [InlineData("SELECT SUBSTRING('caterpillar', 6, 8)", "pillar")]
    [InlineData("SELECT SUBSTRING('caterpillar', -5, 4)", "")]
    [InlineData("SELECT SUBSTRING('caterpillar' FROM 6 FOR 4)", "pill")]
    [InlineData("SELECT 'Chicago Heights' SIMILAR TO '%E%|%H%' AND NOT 'Chicago' SIMILAR TO '%E%|%H%'", true)]
    [InlineData("SELECT 'start_time' SIMILAR TO '%start\\\\_%' AND NOT 'starts' SIMILAR TO '%start^_%' ESCAPE '^'", true)]
    [InlineData("SELECT 'a.b' SIMILAR TO 'a.b' AND NOT 'axb' SIMILAR TO 'a.b' AND 'a\nb' SIMILAR TO 'a_b'", true)]
    [InlineData("SELECT '17 ' SIMILAR TO '[0-9]{1,9} *' AND NOT '1234567890' SIMILAR TO '[0-9]{1,9} *'", true)]
    [InlineData("SELECT 'a,b-c' SIMILAR TO 'a,_-(b|c)'", true)]
    [InlineData("SELECT AVG(x) FROM (SELECT -1 AS x UNION ALL SELECT -2)", -1L)]
    [InlineData("SELECT AVG(DISTINCT x) FROM (SELECT 1 AS x UNION ALL SELECT 1 UNION ALL SELECT 4)", 2L)]
    [InlineData("SELECT AVG(x) FROM (SELECT 1 AS x) WHERE false", null)]
    [InlineData(
        "SELECT LISTAGG(DISTINCT x, ', ') WITHIN GROUP (ORDER BY x) FROM (SELECT 380 AS x UNION ALL SELECT 380 UNION ALL SELECT 1178)",
        "380, 1178")]
    [InlineData("SELECT LISTAGG(x) FROM (SELECT 'a' AS x UNION ALL SELECT '' UNION ALL SELECT NULL)", "a")]
    [InlineData("SELECT JSON_EXTRACT_PATH_TEXT('{\"farm\": {\"barn\": {}}}', 'farm', 'barn', 'color')", null)]
    [InlineData("SELECT JSON_EXTRACT_PATH_TEXT('{', 'a', true)", null)]
    [InlineData("SELECT JSON_EXTRACT_ARRAY_ELEMENT_TEXT('[111,112,113]', -1)", null)]
    [InlineData("SELECT ADD_MONTHS(TIMESTAMP '2008-02-29 10:00:00', 12)", "2009-02-28 10:00:00.000")]
    [InlineData("SELECT STRTOL('0xf', 16) + STRTOL('1234567', 10)", 1234582L)]
    [InlineData("SELECT 1 AS a MINUS SELECT 2", 1L)]
    [InlineData("(SELECT 1 AS a);", 1L)]
    [InlineData("SELECT AVG(DISTINCT x::DOUBLE PRECISION) FROM (SELECT 1 AS x UNION ALL SELECT 1 UNION ALL SELECT 2)", 1.5)]
    [InlineData(
        "SELECT MAX(mean) FROM (SELECT AVG(CAST(x AS REAL)) OVER (PARTITION BY x) AS mean FROM (SELECT 1 AS x UNION ALL SELECT 2))", 2.0)]
    public async Task A_query_means_what_it_means_to_Redshift(string sql, object? expected)
    {
        await using var run = await WarehouseRun.OpenAsync();

        var actual = await run.OneAsync(sql);

        Assert.Equal(expected, actual is decimal number ? number.ToString(null, null) : actual);
    }

    [Theory]
    [InlineData("SELECT CAST('1.5' AS INTEGER)", "Invalid digit, Value '.', Pos 0, Type: Integer")]
    [InlineData("SELECT CAST('abc' AS INTEGER)", "Invalid digit, Value 'a', Pos 0, Type: Integer")]
    [InlineData("SELECT '1_000'::BIGINT", "Invalid digit, Value '_', Pos 0, Type: Long")]
    [InlineData("SELECT CAST('' AS INTEGER)", "Invalid digit")]
    [InlineData("SELECT CAST('99999999999' AS INTEGER)", "Overflow for type Integer")]
    [InlineData("SELECT 1 / x FROM (SELECT 0 AS x)", "Divide by zero")]
    [InlineData("SELECT 1.0 / (1 - 1)", "Divide by zero")]
    [InlineData("SELECT MOD(1, 0)", "Divide by zero")]
    [InlineData("SELECT FROM_VARBYTE(FROM_HEX('6162'), 'hex')", "not supported by the local warehouse")]
    [InlineData("SELECT * FROM nope", "relation \"nope\" does not exist")]
    [InlineData("SELECT nope(1)", "function nope() does not exist")]
    [InlineData("SELECT read_text('/etc/passwd')", "function read_text() does not exist")]
    [InlineData("SELECT * FROM range(3)", "function range() does not exist")]
    [InlineData("SELECT main.abs(1)", "function abs() does not exist")]
    [InlineData("SELECT * FROM '/etc/passwd'", "syntax error at or near \"/etc/passwd\"")]
    [InlineData("SELECT 1 AS a FROM (SELECT 1) x, '/etc/passwd'", "does not exist")]
    [InlineData("SELECT * FROM \"/etc/passwd\"", "does not exist")]
    [InlineData("SELECT 1,", "syntax error")]
    [InlineData("SELECT 1, FROM (SELECT 1)", "syntax error")]
    [InlineData("SELECT COUNT(*) FILTER (WHERE true)", "syntax error at or near \"filter\"")]
    [InlineData("SELECT 1 IS DISTINCT FROM 2", "syntax error at or near \"distinct\"")]
    [InlineData("SELECT [1]", "syntax error at or near \"[\"")]
    [InlineData("SELECT {'a': 1}", "syntax error at or near \"{\"")]
    [InlineData("SELECT 1_000", "syntax error")]
    [InlineData("SELECT 'a' ~ 'b'", "syntax error at or near \"~\"")]
    [InlineData("SELECT 7 // 2", "syntax error")]
    [InlineData("SELECT $1", "syntax error at or near \"$\"")]
    [InlineData("SELECT 'a\\d'", "syntax error at or near \"\\d\"")]
    [InlineData("SELECT 'a", "unterminated quoted string")]
    [InlineData("SELECT (1", "syntax error at end of input")]
    [InlineData("SELECT 1)", "syntax error at or near \")\"")]
    [InlineData("FROM (SELECT 1)", "syntax error at or near \"from\"")]
    [InlineData("SELECT 1 AS a GROUP BY ALL", "syntax error at or near \"by\"")]
    [InlineData("SELECT 1; SELECT 2", "cannot insert multiple commands")]
    [InlineData("TRUNCATE t", "TRUNCATE commits the transaction")]
    [InlineData("VACUUM", "VACUUM cannot run inside a transaction block")]
    [InlineData("BEGIN", "has no place in a batch")]
    [InlineData("COMMIT", "has no place in a batch")]
    [InlineData("ANALYZE COMPRESSION t", "cannot run inside a transaction block")]
    [InlineData("PRAGMA version", "syntax error at or near \"pragma\"")]
    [InlineData("ATTACH 'x'", "syntax error at or near \"attach\"")]
    [InlineData("SET threads TO 1", "SET threads is not supported")]
    [InlineData("INSERT OR REPLACE INTO t VALUES (1)", "syntax error at or near \"or\"")]
    [InlineData("INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING", "syntax error at or near \"on\"")]
    [InlineData("CREATE TABLE x (a INTEGER) DISTSTYLE SOME", "syntax error at or near \"some\"")]
    [InlineData("CREATE TABLE x (a INTEGER) SORTKEY (b)", "column \"b\" named in SORTKEY does not exist")]
    [InlineData("CREATE TABLE x (a STRUCT)", "type \"struct\" does not exist")]
    [InlineData("CREATE TABLE x (a SUPER)", "type SUPER is not supported")]
    [InlineData("CREATE TABLE x (a INTEGER IDENTITY(1,1))", "IDENTITY column is not supported")]
    [InlineData("CREATE OR REPLACE TABLE x (a INTEGER)", "syntax error at or near \"table\"")]
    [InlineData("SELECT AVG(1.5)", "AVG of DECIMAL(2,1), which Redshift gives the same scale, is not supported by the local warehouse")]
    [InlineData("SELECT APPROXIMATE COUNT(DISTINCT a) FROM t", "APPROXIMATE is not supported by the local warehouse")]
    [InlineData("SELECT TOP 1 1 AS a UNION SELECT 2", "TOP beside UNION is not supported by the local warehouse")]
    [InlineData("SELECT TOP 1 1 AS a LIMIT 1", "syntax error at or near \"top\"")]
    [InlineData("SELECT CONVERT_TIMEZONE('PST', GETDATE())", "CONVERT_TIMEZONE with a zone that is no literal")]
    [InlineData("SELECT TO_CHAR(125.8, '999.99')", "TO_CHAR of a number is not supported by the local warehouse")]
    [InlineData("SELECT TRUNC(GETDATE())", "function trunc(timestamp without time zone) is not supported by the local warehouse")]
    [InlineData("SELECT ADD_MONTHS('2008-01-01')", "function add_months is not supported by the local warehouse with these arguments")]
    [InlineData("SELECT JSON_EXTRACT_PATH_TEXT('{', 'a')", "invalid json object {")]
    [InlineData("SELECT JSON_EXTRACT_PATH_TEXT('{\"a\": [1,  2]}', 'a')", "JSON that DuckDB writes otherwise is not supported")]
    [InlineData("SELECT JSON_ARRAY_LENGTH('{}')", "invalid json array object {}")]
    [InlineData("SELECT SUBSTRING('abc', 0, -1)", "negative substring length not allowed")]
    [InlineData("LOCK nope", "relation \"nope\" does not exist")]
    public async Task What_Redshift_would_not_take_or_take_otherwise_is_refused(string sql, string error)
    {
        await using var run = await WarehouseRun.OpenAsync();
        await run.MustAsync("CREATE TABLE t (a INTEGER)");

        Assert.Contains(error, await run.FailsAsync(sql), StringComparison.Ordinal);
    }

    /// <summary>The example of https://docs.aws.amazon.com/redshift/latest/dg/r_WF_AVG.html.</summary>
    [Fact]
    public async Task A_moving_average_of_whole_numbers_is_cut_as_Redshift_cuts_it()
    {
        await using var run = await WarehouseRun.OpenAsync();
        await run.MustAsync(
            "CREATE TABLE winsales (salesid INTEGER, dateid DATE, qty INTEGER)",
            """
            INSERT INTO winsales VALUES (30001, '2003-08-02', 10), (10001, '2003-12-24', 10), (10005, '2003-12-24', 30),
              (40001, '2004-01-09', 40), (10006, '2004-01-18', 10), (20001, '2004-02-12', 20), (40005, '2004-02-12', 10),
              (20002, '2004-02-16', 20), (30003, '2004-04-18', 15), (30004, '2004-04-18', 20), (30007, '2004-09-07', 30)
            """);

        var averages = await run.RowsAsync(
            "SELECT AVG(qty) OVER (ORDER BY dateid, salesid ROWS UNBOUNDED PRECEDING) FROM winsales ORDER BY dateid, salesid");

        Assert.Equal([10L, 10L, 16L, 22L, 20L, 20L, 18L, 18L, 18L, 18L, 19L], averages.Select(row => row[0]));
    }

    [Fact]
    public async Task A_table_s_attributes_are_read_and_what_matters_is_kept()
    {
        await using var run = await WarehouseRun.OpenAsync();

        await run.MustAsync(
            """
            CREATE TABLE IF NOT EXISTS "T" (
              a INTEGER ENCODE az64 NOT NULL DISTKEY, b VARCHAR(3) DEFAULT 'x' ENCODE zstd, c DECIMAL, f FLOAT, g TEXT, "order" BIGINT NULL, h INTEGER REFERENCES u (a),
              PRIMARY KEY (a), UNIQUE (b), FOREIGN KEY (c) REFERENCES u (c)
            ) BACKUP NO DISTSTYLE KEY COMPOUND SORTKEY (a, b)
            """,
            "CREATE TABLE l (LIKE t)",
            "CREATE TEMP TABLE d (LIKE t INCLUDING DEFAULTS)",
            "CREATE TABLE q DISTSTYLE ALL SORTKEY (a) AS SELECT a, b FROM t",
            "INSERT INTO t (a, c, f) VALUES (1, 12.5, 0.1)",
            "INSERT INTO d (a) SELECT a FROM t",
            "INSERT INTO l (a) SELECT a FROM t",
            "GRANT SELECT ON t TO PUBLIC",
            "ANALYZE t",
            "COMMENT ON TABLE t IS 'one''s own'",
            "SELECT a FROM d WHERE b = 'x'");

        Assert.Equal([1L, "x", 13m, 0.1], Assert.Single(await run.RowsAsync("SELECT a, b, c, f FROM t")));
        Assert.Null(await run.OneAsync("SELECT b FROM l"));
        foreach (var table in (string[])["t", "l"])
        {
            Assert.Contains(
                "Cannot insert a NULL value into column a",
                await run.FailsAsync($"INSERT INTO {table} (b) VALUES ('y')"),
                StringComparison.Ordinal);
            Assert.Contains(
                "Value too long for character type",
                await run.FailsAsync($"INSERT INTO {table} (a, b) VALUES (1, 'éé')"),
                StringComparison.Ordinal);
            Assert.Contains(
                "character varying(256)",
                await run.FailsAsync($"INSERT INTO {table} (a, g) SELECT 1, REPEAT('y', 257)"),
                StringComparison.Ordinal);
            Assert.Contains(
                "Value too long for character type", await run.FailsAsync($"UPDATE {table} SET b = 'four'"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Tables_are_dropped_renamed_and_altered()
    {
        await using var run = await WarehouseRun.OpenAsync();

        await run.MustAsync(
            "CREATE TABLE a (x INTEGER)", "CREATE TABLE b (x INTEGER, s VARCHAR(2))",
            "CREATE OR REPLACE VIEW v (y) AS SELECT x FROM b WITH NO SCHEMA BINDING", "INSERT INTO b (x) VALUES (1)",
            "DROP TABLE IF EXISTS a, nope CASCADE", "ALTER TABLE b ADD COLUMN z BIGINT DEFAULT 4", "ALTER TABLE b RENAME TO c",
            "ALTER TABLE c RENAME COLUMN z TO w",
            "CREATE OR REPLACE VIEW v AS SELECT x FROM c", "ALTER TABLE c OWNER TO someone");

        Assert.Equal([1L, 4L], Assert.Single(await run.RowsAsync("SELECT v.x, c.w FROM v, c")));
        Assert.Contains("relation \"a\" does not exist", await run.FailsAsync("SELECT * FROM a"), StringComparison.Ordinal);
        Assert.Contains("Value too long", await run.FailsAsync("INSERT INTO c (s) VALUES ('abc')"), StringComparison.Ordinal);
        Assert.Equal(
            3L, await run.OneAsync("SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = 'public' AND table_name = 'c'"));
    }

    /// <summary>DuckDB adds no constraint to a table, so the table is made again: what it held and what it refuses must stay.</summary>
    [Fact]
    public async Task A_column_of_text_is_added_with_its_length_and_the_table_stays_as_it_is()
    {
        await using var run = await WarehouseRun.OpenAsync();
        await run.MustAsync(
            "CREATE SCHEMA dw", "CREATE TABLE dw.a (x INTEGER NOT NULL DEFAULT 7, s VARCHAR(2))", "CREATE VIEW v AS SELECT x, s FROM dw.a",
            "INSERT INTO dw.a (x, s) VALUES (1, 'ab'), (2, NULL)");

        await run.MustAsync("ALTER TABLE dw.a ADD COLUMN t VARCHAR(3)", "INSERT INTO dw.a (t) VALUES ('abc')");
        await run.MustAsync("ALTER TABLE dw.a ADD COLUMN n INTEGER NOT NULL DEFAULT 5", "ALTER TABLE dw.a RENAME TO b");

        Assert.Equal(
            ["1|ab||5", "2|||5", "7||abc|5"],
            (await run.RowsAsync("SELECT x, s, t, n FROM dw.b ORDER BY x")).Select(row => string.Join('|', row)));
        Assert.Contains("Value too long", await run.FailsAsync("INSERT INTO dw.b (s) VALUES ('abc')"), StringComparison.Ordinal);
        Assert.Contains("Value too long", await run.FailsAsync("INSERT INTO dw.b (t) VALUES ('abcd')"), StringComparison.Ordinal);
        Assert.Contains("NULL", await run.FailsAsync("INSERT INTO dw.b (x) VALUES (NULL)"), StringComparison.Ordinal);
        Assert.Contains("already exists", await run.FailsAsync("ALTER TABLE dw.b ADD COLUMN t VARCHAR(3)"), StringComparison.Ordinal);
        Assert.Contains(
            "non-null default", await run.FailsAsync("ALTER TABLE dw.b ADD COLUMN u VARCHAR(3) NOT NULL"), StringComparison.Ordinal);
        Assert.Contains("does not exist", await run.FailsAsync("ALTER TABLE dw.a ADD COLUMN u VARCHAR(3)"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GETDATE_is_the_injected_clock_s_time_and_a_pid_is_the_batch_s_own()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2018, 11, 1, 2, 3, 4, 567, TimeSpan.Zero));
        await using var run = await WarehouseRun.OpenAsync(options => options with { Time = time });

        var report = await run.RunAsync(
            "CREATE TABLE t (at TIMESTAMP DEFAULT GETDATE(), pid INTEGER)", "INSERT INTO t (pid) VALUES (pg_backend_pid())");
        time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(
            ["2018-11-01 02:03:04.567", report.Pid, "2018-11-02 02:03:04.567", "2018-11-02"],
            Assert.Single(await run.RowsAsync("SELECT at, pid, SYSDATE, CURRENT_DATE FROM t")));
        Assert.NotEqual(report.Pid, (await run.RunAsync("SELECT 1")).Pid);
    }

    [Theory]
    [InlineData("(", "1", ")", 500, true)]
    [InlineData("(", "1", ")", 501, false)]
    [InlineData("(", "1", ")", 45_000, false)]
    [InlineData("", "1", "::BIGINT", 12_000, false)]
    [InlineData(
        "(",
        "1",
        "::INT::INT::INT::INT::INT::INT::INT::INT::INT::INT::INT::INT::INT::INT::INT::INT::INT::INT::INT::INT::INT::INT::INT::INT::INT::"
        + "INT::INT::INT::INT::INT)",
        450,
        false)]
    public async Task A_statement_nests_so_deep_that_its_text_never_ends_the_process(
        string before, string inside, string after, int times, bool isTaken)
    {
        await using var run = await WarehouseRun.OpenAsync();
        var sql = $"SELECT {string.Concat(Enumerable.Repeat(before, times))}{inside}{string.Concat(Enumerable.Repeat(after, times))}";

        var report = await run.RunAsync(sql);

        Assert.Equal(isTaken, report.Error is null);
        // What the first check lets pass, DuckDB's own parser may still refuse, and say so.
        Assert.Matches("^$|deeper than 500 parentheses|memory exhausted", report.Error ?? "");
    }

    [Fact]
    public async Task A_query_may_be_as_long_as_a_statement()
    {
        await using var run = await WarehouseRun.OpenAsync();
        var longest = "SELECT 1 --".PadRight(StatementBatch.MostBytes, '-');

        Assert.Equal(1L, await run.OneAsync(longest));
        await Assert.ThrowsAsync<WarehouseRefusedException>(() => run.OneAsync(longest + "-"));
    }

    [Fact]
    public async Task A_column_without_a_name_has_the_one_that_Redshift_gives_it()
    {
        await using var run = await WarehouseRun.OpenAsync();

        var result = await run.Warehouse.QueryAsync(
            "SELECT COUNT(*), MAX(a) AS m, CASE WHEN a = 1 THEN 2 END, CAST(a AS BIGINT), a::VARCHAR, EXTRACT(day FROM d), "
            + "ROW_NUMBER() OVER (ORDER BY a), t.a FROM (SELECT 1 AS a, GETDATE() AS d) t GROUP BY a, d",
            TestContext.Current.CancellationToken);

        Assert.Equal(["count", "m", "case", "a", "a", "date_part", "row_number", "a"], result.Columns.Select(column => column.Name));
    }
}
