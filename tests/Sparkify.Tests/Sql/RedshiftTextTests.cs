using System.Reflection;
using Sparkify.RedshiftOnDuckDb.Dialect;
using Sparkify.Warehouse;

namespace Sparkify.Tests.Sql;

/// <summary>The text of every statement held against Redshift's documentation, and each check shown to catch what it is for.</summary>
public sealed class RedshiftTextTests
{
    private const string Merge =
        "MERGE INTO dw.users USING (SELECT user_id, level FROM w_users) AS w ON dw.users.user_id = w.user_id "
        + "WHEN MATCHED THEN UPDATE SET level = w.level WHEN NOT MATCHED THEN INSERT (user_id, level) VALUES (w.user_id, w.level)";

    private const string Copy =
        "COPY dw.staging_events_1 FROM 's3://bucket/manifest' IAM_ROLE 'arn:aws:iam::1:role/r' FORMAT AS JSON 'auto ignorecase' MANIFEST "
        + "GZIP MAXERROR 100000 COMPUPDATE OFF STATUPDATE OFF";

    [Fact]
    public void Every_statement_is_one_that_redshift_documents() => Assert.All(
        RenderedSql.Statements,
        statement => Assert.True(
            RedshiftGrammar.Complaints(statement.Sql) is [],
            $"{statement.Batch}: {string.Join("; ", RedshiftGrammar.Complaints(statement.Sql))}\n{statement.Sql}"));

    [Fact]
    public void Every_batch_is_one_that_the_data_api_takes() => Assert.All(
        RenderedSql.Batches, batch => Assert.True(
            BatchRules.Complaints(batch.Statements).ToList() is [],
            $"{batch.Name}: {string.Join("; ", BatchRules.Complaints(batch.Statements))}"));

    /// <summary>Else a new file would go unread by every check here.</summary>
    [Fact]
    public void Every_sql_file_is_in_a_batch_that_is_checked() => Assert.All(
        typeof(SqlCatalog)
            .GetNestedTypes()
            .SelectMany(group => group.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(field => (SqlFile)field.GetValue(null)!),
        file => Assert.True(
            RenderedSql.Statements.Any(statement => RenderedSql.IsOf(file, statement.Sql)), $"no batch of RenderedSql has {file.Path}"));

    [Fact]
    public void Every_function_that_was_looked_up_is_called() => Assert.Equal(
        FunctionCalls.Documented.Keys.Order(StringComparer.Ordinal),
        RenderedSql.Statements.SelectMany(statement => FunctionCalls.Of(Tokenizer.Read(statement.Sql)))
            .Distinct()
            .Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("MERGE INTO dw.users ", "MERGE INTO dw.users AS t ", "alias")]
    [InlineData("MERGE INTO dw.users ", "MERGE INTO dw.users t ", "alias")]
    [InlineData("MERGE INTO dw.users ", "WITH x AS (SELECT 1) MERGE INTO dw.users ", "WITH")]
    [InlineData(
        "(SELECT user_id, level FROM w_users)", "(WITH x AS (SELECT user_id, level FROM w_users) SELECT user_id, level FROM x)", "WITH")]
    [InlineData("WHEN MATCHED THEN", "WHEN MATCHED AND w.level = 'paid' THEN", "condition")]
    [InlineData("WHEN NOT MATCHED THEN", "WHEN NOT MATCHED AND w.level = 'paid' THEN", "condition")]
    [InlineData("WHEN MATCHED THEN UPDATE SET level = w.level ", "", "WHEN MATCHED")]
    [InlineData(" WHEN NOT MATCHED THEN INSERT (user_id, level) VALUES (w.user_id, w.level)", "", "WHEN NOT MATCHED")]
    [InlineData("WHEN NOT MATCHED THEN", "WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN", "WHEN NOT MATCHED")]
    [InlineData("VALUES (w.user_id, w.level)", "VALUES (w.user_id, w.level) WHEN MATCHED THEN DELETE", "begins more")]
    [InlineData("FROM w_users)", "FROM w_users WHERE user_id NOT IN (SELECT user_id FROM dw.users))", "reads its target")]
    [InlineData("FROM w_users)", "FROM w_users JOIN users ON true)", "reads its target")]
    [InlineData("(SELECT user_id, level FROM w_users) AS w", "dw.users AS w", "reads its target")]
    [InlineData("(SELECT user_id, level FROM w_users) AS w", "(SELECT user_id, level FROM w_users)", "one alias")]
    [InlineData("dw.users.user_id = w.user_id", "dw.users.user_id = w.user_id AND w.level > dw.users.level", "equal predicates")]
    [InlineData("dw.users.user_id = w.user_id", "dw.users.user_id = w.user_id OR w.level = dw.users.level", "equal predicates")]
    [InlineData("dw.users.user_id = w.user_id", "w.user_id = w.level", "equal predicates")]
    [InlineData("UPDATE SET level", "UPDATE SET users.level", "bare")]
    [InlineData("VALUES (w.user_id, w.level)", "VALUES (w.user_id)", "1 values into 2")]
    [InlineData("VALUES (w.user_id, w.level)", "VALUES DEFAULT", "MERGE: ")]
    public void A_merge_that_redshift_refuses_is_refused(string of, string by, string reason) => AssertCaught(Merge, of, by, reason);

    [Theory]
    [InlineData("'s3://bucket/manifest'", "'/tmp/manifest'", "s3://")]
    [InlineData(
        "IAM_ROLE 'arn:aws:iam::1:role/r' FORMAT AS JSON 'auto ignorecase'",
        "FORMAT AS JSON 'auto ignorecase' IAM_ROLE 'arn:aws:iam::1:role/r'",
        "directly after the source")]
    [InlineData("'arn:aws:iam::1:role/r'", "'r'", "ARN")]
    [InlineData("FORMAT AS JSON 'auto ignorecase' MANIFEST", "MANIFEST FORMAT AS JSON 'auto ignorecase'", "directly after the role")]
    [InlineData("'auto ignorecase'", "'ignorecase'", "jsonpaths")]
    [InlineData("MAXERROR 100000", "MAXERROR 100001", "maxerror")]
    [InlineData("MAXERROR 100000", "MAXERRORS 100000", "maxerrors")]
    [InlineData("MAXERROR 100000", "MAXERROR 10 MAXERROR 20", "more than once")]
    [InlineData("MAXERROR 100000", "MAXERROR 10 IGNOREALLERRORS", "IGNOREALLERRORS")]
    [InlineData("COMPUPDATE OFF", "COMPUPDATE NEVER", "compupdate")]
    [InlineData("GZIP", "GZIP ZSTD", "one compression")]
    [InlineData("GZIP", "NULL AS 'x'", "'null' is no parameter")]
    [InlineData("GZIP", "DELIMITER ','", "'delimiter' is no parameter")]
    [InlineData("GZIP", "ON_ERROR CONTINUE", "'on_error' is no parameter")]
    public void A_copy_that_redshift_refuses_is_refused(string of, string by, string reason) => AssertCaught(Copy, of, by, reason);

    [Theory]
    [InlineData("TRUNCATE dw.users", "transaction")]
    [InlineData("VACUUM dw.users", "transaction")]
    [InlineData("COMMIT", "transaction")]
    [InlineData("BEGIN", "transaction")]
    [InlineData("ALTER TABLE dw.users APPEND FROM w_users", "transaction")]
    [InlineData("ALTER TABLE dw.users ALTER COLUMN level TYPE VARCHAR(32)", "transaction")]
    [InlineData("CREATE DATABASE x", "transaction")]
    [InlineData("CREATE MATERIALIZED VIEW v AS SELECT 1", "transaction")]
    [InlineData("SELECT NOW()", "now()")]
    [InlineData("SELECT STRING_AGG(a, ',') FROM t", "string_agg()")]
    [InlineData("SELECT a FROM t WHERE EXISTS (SELECT 1 FROM GENERATE_SERIES(1, 2) g)", "generate_series()")]
    [InlineData("INSERT INTO t (a) SELECT TO_TIMESTAMP(b) FROM c", "to_timestamp()")]
    [InlineData("SELECT CURRENT_TIMESTAMP", "'current_timestamp' is a reserved word")]
    [InlineData("SELECT user FROM t", "'user' is a reserved word")]
    [InlineData("SELECT a AS tag FROM t", "'tag' is a reserved word")]
    [InlineData("SELECT t.order FROM t", "'order' is a reserved word")]
    [InlineData("SELECT percent FROM t", "'percent' is a reserved word")]
    [InlineData("CREATE TABLE dw.t (default INTEGER)", "'default' is a reserved word")]
    [InlineData("CREATE TABLE dw.t (a INTEGER, partition VARCHAR(3)) SORTKEY (partition)", "'partition' is a reserved word")]
    [InlineData("CREATE TABLE group (a INTEGER)", "'group' is a reserved word")]
    [InlineData("INSERT INTO dw.t (a, limit) SELECT 1, 2", "'limit' is a reserved word")]
    [InlineData("CREATE TABLE dw.t (a TEXT)", "VARCHAR(256)")]
    [InlineData("CREATE TABLE dw.t (a VARCHAR)", "length")]
    [InlineData("CREATE TABLE dw.t (a VARCHAR(65536))", "length")]
    [InlineData("CREATE TABLE dw.t (a TIMESTAMP, b HUGEINT)", "'hugeint'")]
    [InlineData("SELECT CAST(a AS VARCHAR) FROM t", "length")]
    [InlineData("SELECT COUNT(*) FILTER (WHERE a = 1) FROM t", "FILTER")]
    [InlineData("SELECT DISTINCT ON (a) a, b FROM t", "DISTINCT ON")]
    [InlineData("SELECT a FROM t WHERE a IS DISTINCT FROM b", "IS DISTINCT FROM")]
    [InlineData("INSERT INTO dw.t (a) SELECT 1 RETURNING a", "RETURNING")]
    [InlineData("SELECT a FROM t, LATERAL (SELECT 1) l", "LATERAL")]
    [InlineData("SELECT a ~ 'x' FROM t", "syntax error")]
    [InlineData("SELECT a -> 'x' FROM t WHERE b @> c", "syntax error")]
    [InlineData("SELECT :load_id", "syntax error")]
    [InlineData("SELECT a FROM {{staging}}", "syntax error")]
    [InlineData("SELECT 1; SELECT 2", "multiple commands")]
    public void A_statement_that_redshift_refuses_or_understands_otherwise_is_refused(string sql, string reason) =>
        Assert.Contains(RedshiftGrammar.Complaints(sql), complaint => complaint.Contains(reason, StringComparison.OrdinalIgnoreCase));

    [Theory]
    [InlineData("begins with LOCK", "CREATE TEMP TABLE w AS SELECT 1 AS a", "LOCK dw.load_lock", Merge)]
    [InlineData("LOCK comes first", "LOCK dw.load_lock", "LOCK dw.users", Merge)]
    [InlineData("writes the lock as soon", "LOCK dw.load_lock", Merge)]
    [InlineData("begins with LOCK", "INSERT INTO dw.loads (load_id) SELECT 'x'")]
    [InlineData("has not made", Copy)]
    [InlineData("has no schema", "CREATE TEMP TABLE dw.w AS SELECT 1 AS a")]
    [InlineData("made twice", "CREATE TEMP TABLE w AS SELECT 1 AS a", "CREATE TEMP TABLE w AS SELECT 2 AS a")]
    public void A_batch_in_a_wrong_order_is_refused(string reason, params string[] batch) =>
        Assert.Contains(BatchRules.Complaints(batch), complaint => complaint.Contains(reason, StringComparison.Ordinal));

    [Fact]
    public void A_batch_beyond_the_data_apis_limits_is_refused()
    {
        Assert.NotEmpty(BatchRules.Complaints([]));
        Assert.Empty(BatchRules.Complaints([.. Enumerable.Repeat("SELECT 1", 40)]));
        Assert.NotEmpty(BatchRules.Complaints([.. Enumerable.Repeat("SELECT 1", 41)]));
        Assert.NotEmpty(BatchRules.Complaints([$"SELECT '{new string('x', 100_000)}'"]));
    }

    private static void AssertCaught(string good, string of, string by, string reason)
    {
        Assert.Empty(RedshiftGrammar.Complaints(good));
        Assert.Contains(of, good, StringComparison.Ordinal);
        Assert.Contains(
            RedshiftGrammar.Complaints(good.Replace(of, by, StringComparison.Ordinal)),
            complaint => complaint.Contains(reason, StringComparison.OrdinalIgnoreCase));
    }
}
