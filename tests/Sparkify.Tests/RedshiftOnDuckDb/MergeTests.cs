namespace Sparkify.Tests.RedshiftOnDuckDb;

public sealed class MergeTests
{
    private const string Merge = """
        MERGE INTO dw.t USING s ON dw.t.k = s.k
        WHEN MATCHED THEN UPDATE SET v = s.v
        WHEN NOT MATCHED THEN INSERT (k, v) VALUES (s.k, s.v)
        """;

    [Fact]
    public async Task Rows_that_match_are_updated_and_the_others_inserted()
    {
        await using var run = await OpenAsync();

        await run.MustAsync("CREATE TEMP TABLE s AS SELECT 1 AS k, 'b' AS v UNION ALL SELECT 2, 'c'", Merge);

        Assert.Equal([[1L, "b"], [2L, "c"]], await run.RowsAsync("SELECT k, v FROM dw.t ORDER BY k"));
    }

    [Fact]
    public async Task Two_source_rows_for_one_target_row_are_an_error()
    {
        await using var run = await OpenAsync();

        var error = await run.FailsAsync("CREATE TEMP TABLE s AS SELECT 1 AS k, 'b' AS v UNION ALL SELECT 1, 'c'", Merge);

        Assert.Equal("Query #2 failed with ERROR: Found multiple matches to update the same tuple.", error);
    }

    [Fact]
    public async Task Two_source_rows_with_one_new_key_are_both_inserted_and_so_is_a_NULL_key_each_time()
    {
        await using var run = await OpenAsync();

        for (var i = 0; i < 2; i++)
        {
            await run.MustAsync(
                "DELETE FROM dw.t WHERE k = 5",
                "CREATE TEMP TABLE s AS SELECT 5 AS k, 'b' AS v UNION ALL SELECT 5, 'c' UNION ALL SELECT NULL, 'n'",
                Merge);
        }

        Assert.Equal([2L, 2L], Assert.Single(
            await run.RowsAsync("SELECT COUNT(CASE WHEN k = 5 THEN 1 END), COUNT(CASE WHEN k IS NULL THEN 1 END) FROM dw.t")));
    }

    [Fact]
    public async Task An_UPDATE_with_several_source_rows_for_one_target_row_is_an_error_here()
    {
        await using var run = await OpenAsync();
        const string Source = "CREATE TEMP TABLE s AS SELECT 1 AS k, 'b' AS v UNION ALL SELECT 1, 'c'";

        Assert.Contains(
            "Found multiple matches",
            await run.FailsAsync(Source, "UPDATE dw.t SET v = s.v FROM s WHERE dw.t.k = s.k"),
            StringComparison.Ordinal);
        Assert.Contains(
            "Found multiple matches",
            await run.FailsAsync(Source, "UPDATE dw.t AS x SET v = y.v FROM s y WHERE x.k = y.k"),
            StringComparison.Ordinal);
        await run.MustAsync(Source, "UPDATE dw.t SET v = s.v FROM s WHERE dw.t.k = s.k AND s.v = 'c'");

        Assert.Equal("c", await run.OneAsync("SELECT v FROM dw.t"));
    }

    [Theory]
    [InlineData(
        "MERGE INTO dw.t AS x USING s ON x.k = s.k WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (s.k, s.v)", "\"as\"")]
    [InlineData("MERGE INTO dw.t x USING s ON x.k = s.k WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (s.k, s.v)", "\"x\"")]
    [InlineData(
        "MERGE INTO dw.t USING s ON dw.t.k = s.k WHEN MATCHED AND s.v > '' THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (s.k, s.v)",
        "\"and\"")]
    [InlineData(
        "MERGE INTO dw.t USING s ON dw.t.k = s.k WHEN MATCHED THEN DELETE WHEN NOT MATCHED AND s.k > 1 THEN INSERT VALUES (s.k, s.v)",
        "\"and\"")]
    [InlineData("MERGE INTO dw.t USING s ON dw.t.k = s.k WHEN MATCHED THEN DELETE", "end of input")]
    [InlineData("MERGE INTO dw.t USING s ON dw.t.k = s.k WHEN NOT MATCHED THEN INSERT VALUES (s.k, s.v)", "\"not\"")]
    [InlineData(
        "MERGE INTO dw.t USING s ON dw.t.k = s.k WHEN MATCHED THEN UPDATE SET t.v = s.v WHEN NOT MATCHED THEN INSERT VALUES (s.k, s.v)",
        "\".\"")]
    [InlineData(
        "MERGE INTO dw.t USING s ON dw.t.k = s.k WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (s.k, "
        + "s.v) WHEN NOT MATCHED BY SOURCE THEN DELETE",
        "\"when\"")]
    [InlineData(
        "MERGE INTO dw.t USING s ON dw.t.k = s.k WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (s.k, s.v) RETURNING k",
        "\"returning\"")]
    [InlineData(
        "WITH s AS (SELECT 1 AS k) MERGE INTO dw.t USING s ON dw.t.k = s.k WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES "
        + "(s.k, 'v')",
        "\"merge\"")]
    [InlineData(
        "MERGE INTO dw.t USING (SELECT k, v FROM dw.t) s ON dw.t.k = s.k WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES "
        + "(s.k, s.v)",
        "cannot reference target table")]
    [InlineData(
        "MERGE INTO dw.t USING (SELECT k, v FROM s WHERE k IN (SELECT k FROM dw.t)) s ON dw.t.k = s.k WHEN MATCHED THEN DELETE WHEN NOT "
        + "MATCHED THEN INSERT VALUES (s.k, s.v)",
        "cannot reference target table")]
    [InlineData(
        "MERGE INTO dw.t USING dw.t ON dw.t.k = dw.t.k WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (1, 'v')",
        "cannot be the same table")]
    [InlineData("MERGE INTO dw.t USING s ON dw.t.k = s.k REMOVE DUPLICATES", "REMOVE DUPLICATES is not supported")]
    public async Task What_Redshift_s_MERGE_does_not_take_is_refused(string sql, string error)
    {
        await using var run = await OpenAsync();

        Assert.Contains(error, await run.FailsAsync("CREATE TEMP TABLE s AS SELECT 2 AS k, 'b' AS v", sql), StringComparison.Ordinal);
    }

    private static async Task<WarehouseRun> OpenAsync()
    {
        var run = await WarehouseRun.OpenAsync();
        await run.MustAsync(
            "CREATE SCHEMA dw", "CREATE TABLE dw.t (k INTEGER, v VARCHAR(8), PRIMARY KEY (v))", "INSERT INTO dw.t VALUES (1, 'a')");
        return run;
    }
}
