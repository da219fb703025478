using System.Text;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Objects;
using Sparkify.Ingestion.Statements;
using Sparkify.LocalCloud.Bucket;
using Sparkify.Reference;
using Sparkify.Tests.LocalCloud;

namespace Sparkify.Tests.RedshiftOnDuckDb;

/// <summary>COPY's options, sources, messages and history; what it makes of rows is held against the reference elsewhere.</summary>
public sealed class CopyTests
{
    private const string Table = "CREATE TABLE t (n INTEGER, s VARCHAR(8), big BIGINT)";
    private const string Tail = "IAM_ROLE 'role' FORMAT AS JSON 'auto' MANIFEST";

    [Theory]
    [InlineData("IAM_ROLE 'role' FORMAT AS JSON 'auto' MANIFEST COMPUPDATE OFF STATUPDATE OFF REGION 'eu-west-1' MAXERROR 5")]
    [InlineData("MANIFEST MAXERROR AS 5 JSON 'auto' IAM_ROLE default")]
    [InlineData(
        "json as 'auto ignorecase' manifest timeformat 'auto' region as 'us-east-1' truncatecolumns acceptinvchars as '^' iam_role 'arn' "
        + "emptyasnull compupdate preset")]
    public async Task Options_come_in_any_order(string options)
    {
        await using var run = await WarehouseRun.OpenAsync();
        run.Put("a", """{"n":1}{"n":2}""");

        await run.MustAsync(Table, $"COPY t FROM '{run.Manifest("a")}' {options}");

        Assert.Equal(2L, await run.OneAsync("SELECT COUNT(*) FROM t"));
    }

    [Theory]
    [InlineData("IAM_ROLE 'r' FORMAT JSON 'auto' MANIFEST NOSUCHOPTION", "syntax error at or near \"nosuchoption\"")]
    [InlineData("IAM_ROLE 'r' FORMAT JSON 'auto' MANIFEST MANIFEST", "syntax error at or near \"manifest\"")]
    [InlineData("IAM_ROLE 'r' FORMAT JSON 'auto' MANIFEST MAXERROR 100001", "syntax error at or near \"100001\"")]
    [InlineData("IAM_ROLE 'r' FORMAT JSON 'auto' MANIFEST CSV", "CSV is not supported with JSON")]
    [InlineData("FORMAT JSON 'auto' MANIFEST", "CREDENTIALS argument is required")]
    [InlineData("IAM_ROLE 'r' MANIFEST", "COPY of anything but JSON is not supported")]
    [InlineData("IAM_ROLE 'r' FORMAT JSON 's3://bucket/paths' MANIFEST", "is not supported by the local warehouse")]
    [InlineData("IAM_ROLE 'r' FORMAT CSV MANIFEST", "COPY of anything but JSON is not supported")]
    public async Task An_option_that_is_not_understood_is_an_error(string options, string error)
    {
        await using var run = await WarehouseRun.OpenAsync();
        run.Put("a", "{}");

        Assert.Contains(error, await run.FailsAsync(Table, $"COPY t FROM '{run.Manifest("a")}' {options}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"n":"a"}""", 1207, "n", "Invalid digit, Value 'a', Pos 0, Type: Integer")]
    [InlineData("""{"n":12.5}""", 1207, "n", "Invalid digit, Value '.', Pos 2, Type: Integer")]
    [InlineData("""{"n":2147483648}""", 1204, "n", "Overflow, Value '2147483648', Type: Integer")]
    [InlineData("""{"big":1e3}""", 1207, "big", "Invalid digit, Value 'e', Pos 1, Type: Long")]
    [InlineData("""{"s":"ééééé"}""", 1204, "s", "String length exceeds DDL length")]
    [InlineData("""{"s":"a\u0000b"}""", 1220, "s", "String contains invalid or unsupported UTF8 codepoints. Bad escape: \\u0000")]
    [InlineData("""{"n":1""", 1216, "", "Invalid value.")]
    public async Task A_bad_row_fails_the_COPY_and_is_reported_in_Redshift_s_words(string row, int code, string column, string message)
    {
        await using var run = await WarehouseRun.OpenAsync();
        await run.MustAsync(Table);
        run.Put("a", $$"""{"n":1}{{"\n"}}{{row}}""");

        var error = await run.FailsAsync($"COPY t FROM '{run.Manifest("a")}' {Tail}");

        Assert.Equal(
            "Query #1 failed with ERROR: Load into table 't' failed.  Check 'sys_load_error_detail' system table for details.", error);
        Assert.Equal(
            [(long)code, column, message, "s3://bucket/a", 2L],
            Assert.Single(
                await run.RowsAsync("SELECT error_code, column_name, error_message, file_name, line_number FROM sys_load_error_detail")));
        Assert.Equal(0L, await run.OneAsync("SELECT COUNT(*) FROM t"));
    }

    [Theory]
    [InlineData(0, 1, false)]
    [InlineData(1, 1, false)]
    [InlineData(3, 2, true)]
    [InlineData(3, 3, false)]
    public async Task The_load_fails_when_there_are_as_many_errors_as_MAXERROR(int limit, int errors, bool loads)
    {
        await using var run = await WarehouseRun.OpenAsync();
        await run.MustAsync(Table);
        run.Put("a", string.Concat(Enumerable.Repeat("{\"n\":\"x\"}\n{\"n\":1}\n", errors)));

        var report = await run.RunAsync($"COPY t FROM '{run.Manifest("a")}' {Tail} MAXERROR {limit}");

        Assert.Equal(loads ? StatementStatus.Finished : StatementStatus.Failed, report.Status);
        Assert.Equal(loads ? errors : 0L, await run.OneAsync("SELECT COUNT(*) FROM t"));
    }

    [Fact]
    public async Task A_key_in_capitals_needs_ignorecase()
    {
        await using var run = await WarehouseRun.OpenAsync();
        run.Put("a", """{"N":1,"s":"x"}""");

        await run.MustAsync(
            Table,
            $"COPY t FROM '{run.Manifest("a")}' IAM_ROLE 'r' JSON 'auto' MANIFEST",
            $"COPY t FROM 's3://bucket/manifest' IAM_ROLE 'r' JSON 'auto ignorecase' MANIFEST");

        Assert.Equal([null, 1L], (await run.RowsAsync("SELECT n FROM t ORDER BY n NULLS FIRST")).Select(row => row[0]));
    }

    [Fact]
    public async Task A_column_list_leaves_the_other_columns_their_defaults()
    {
        await using var run = await WarehouseRun.OpenAsync();
        run.Put("a", """{"a":1,"b":2,"c":3}""");

        await run.MustAsync(
            "CREATE TABLE d (a INTEGER, b INTEGER DEFAULT 7, c INTEGER)", $"COPY d (c, a) FROM '{run.Manifest("a")}' {Tail}");

        Assert.Equal([1L, 7L, 3L], Assert.Single(await run.RowsAsync("SELECT a, b, c FROM d")));
    }

    [Fact]
    public async Task Types_are_read_from_text_and_from_numbers_alike()
    {
        await using var run = await WarehouseRun.OpenAsync();
        run.Put("a", """
            {"t":"2018-11-01 21:01:46.796","d":"2018-11-01","b":true,"m":12.345,"r":0.5,"x":"7","p":" padded "}
            {"t":"2018-11-01T21:01:46","d":"","b":"no","m":"-0.019","r":"2","x":"","p":""}
            """);

        await run.MustAsync(
            "CREATE TABLE d (t TIMESTAMP, d DATE, b BOOLEAN, m DECIMAL(7,2), r REAL, x SMALLINT, p VARCHAR(16))",
            $"COPY d FROM '{run.Manifest("a")}' {Tail}");

        Assert.Equal(
            [
                ["2018-11-01 21:01:46.796", "2018-11-01", true, 12.34m, 0.5, 7L, " padded "],
                ["2018-11-01 21:01:46.000", null, false, -0.01m, 2.0, null, ""]
            ],
            await run.RowsAsync("SELECT t, d, b, m, r, x, p FROM d ORDER BY t DESC"));
    }

    [Fact]
    public async Task TRUNCATECOLUMNS_and_ACCEPTINVCHARS_alter_text_only_when_asked_for()
    {
        await using var run = await WarehouseRun.OpenAsync();
        run.Put("a", Encoding.Latin1.GetBytes("{\"s\":\"1234567\u00c3\u00a9\"}{\"s\":\"a\u00e9b\"}"));

        await run.MustAsync(Table, $"COPY t FROM '{run.Manifest("a")}' {Tail} TRUNCATECOLUMNS ACCEPTINVCHARS '^'");

        Assert.Equal(["1234567", "a^b"], (await run.RowsAsync("SELECT s FROM t ORDER BY s")).Select(row => row[0]));
    }

    [Fact]
    public async Task A_file_listed_twice_loads_twice_and_an_empty_one_not_at_all()
    {
        await using var run = await WarehouseRun.OpenAsync();
        run.Put("a", """{"n":1}""");
        run.Put("none", "");

        await run.MustAsync(Table, $"COPY t FROM '{run.Manifest("a", "none", "a")}' {Tail}");

        Assert.Equal(2L, await run.OneAsync("SELECT COUNT(*) FROM t"));
        Assert.Equal(3L, await run.OneAsync("SELECT source_file_count FROM sys_load_history"));
    }

    [Fact]
    public async Task Without_MANIFEST_every_key_that_begins_so_is_loaded()
    {
        await using var run = await WarehouseRun.OpenAsync();
        foreach (var key in (string[])["x/a", "x/ab", "x/b"])
        {
            run.Put(key, """{"n":1}""");
        }

        await run.MustAsync(Table, "COPY t FROM 's3://bucket/x/a' IAM_ROLE 'r' FORMAT JSON 'auto'");

        Assert.Equal(2L, await run.OneAsync("SELECT COUNT(*) FROM t"));
        Assert.Contains(
            "The specified S3 prefix 'y' does not exist",
            await run.FailsAsync("COPY t FROM 's3://bucket/y' IAM_ROLE 'r' FORMAT JSON 'auto'"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_gone_or_denied_fails_the_COPY_by_name_unless_it_may_be_missing()
    {
        await using var run = await WarehouseRun.OpenAsync();
        await run.MustAsync(Table);
        run.Put("a", """{"n":1}""");
        run.Put("b", """{"n":1}""");
        var manifest = run.Manifest("a", "b");

        run.Objects.Remove("b");
        var gone = await run.FailsAsync($"COPY t FROM '{manifest}' {Tail}");
        run.Put("b", """{"n":1}""");
        run.Objects.Deny("b");
        var denied = await run.FailsAsync($"COPY t FROM '{manifest}' {Tail}");
        run.Put("optional", """{"entries":[{"url":"s3://bucket/a"},{"url":"s3://bucket/c"}]}""");
        await run.MustAsync($"COPY t FROM 's3://bucket/optional' {Tail}");

        Assert.Contains("s3://bucket/b", gone, StringComparison.Ordinal);
        Assert.Contains("NoSuchKey", gone, StringComparison.Ordinal);
        Assert.Contains("s3://bucket/b", denied, StringComparison.Ordinal);
        Assert.Contains("AccessDenied", denied, StringComparison.Ordinal);
        Assert.Equal(1L, await run.OneAsync("SELECT COUNT(*) FROM t"));
        run.Put("none", """{"entries":[{"url":"s3://bucket/c"}]}""");
        Assert.Contains("None of the files", await run.FailsAsync($"COPY t FROM 's3://bucket/none' {Tail}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"entries":[]}""")]
    [InlineData("""{"entries":[{"uri":"s3://bucket/a"}]}""")]
    [InlineData("""{"entries":[{"url":"a"}]}""")]
    public async Task A_manifest_that_is_none_fails_the_COPY(string manifest)
    {
        await using var run = await WarehouseRun.OpenAsync();
        run.Put("manifest", manifest);

        Assert.Contains(
            "Manifest file is not in correct json format",
            await run.FailsAsync(Table, $"COPY t FROM 's3://bucket/manifest' {Tail}"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gzip_is_read_whole_or_not_at_all()
    {
        await using var run = await WarehouseRun.OpenAsync();
        await run.MustAsync(Table);
        var rows = string.Concat(Enumerable.Range(0, 40).Select(i => $"{{\"n\":{i}}}\n"));
        var whole = Gzip.Compress(Encoding.UTF8.GetBytes(rows));
        var damaged = Enumerable.Range(0, whole.Length)
            .Select(cut => whole[..cut])
            .Append([.. whole, 0])
            .Append([.. whole, .. whole[..9]])
            .ToList();

        run.Put("a", (byte[])[.. whole, .. Gzip.Compress("{\"n\":40}"u8.ToArray())]);
        await run.MustAsync($"COPY t FROM '{run.Manifest("a")}' {Tail} GZIP");
        Assert.Equal(41L, await run.OneAsync("SELECT COUNT(*) FROM t"));

        foreach (var bytes in damaged)
        {
            run.Put("a", bytes);
            Assert.Contains(
                "s3://bucket/a - GZIP",
                await run.FailsAsync($"COPY t FROM 's3://bucket/manifest' {Tail} GZIP MAXERROR 1000"),
                StringComparison.Ordinal);
        }

        run.Put("a", whole);
        Assert.Contains("Load into table", await run.FailsAsync($"COPY t FROM 's3://bucket/manifest' {Tail}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_history_of_a_load_is_seen_in_its_batch_and_outlives_a_rollback()
    {
        await using var run = await WarehouseRun.OpenAsync();
        await run.MustAsync(Table);
        run.Put("a", "{\"n\":1}\n{\"n\":\"x\"}\n");
        run.Put("b", "{\"n\":2}\n");
        string[] batch =
        [
            $"COPY t FROM '{run.Manifest("a", "b")}' {Tail} MAXERROR 9",
            """
            SELECT d.file_name, d.lines_scanned, d.file_etag, h.loaded_rows, h.error_count, e.line_number, pg_last_copy_count() AS copied, e.session_id = pg_backend_pid() AS own
            FROM sys_load_history h JOIN sys_load_detail d ON d.query_id = h.query_id LEFT JOIN sys_load_error_detail e ON e.query_id = h.query_id AND e.file_name = d.file_name
            WHERE h.query_id = pg_last_copy_id() ORDER BY d.file_name
            """,
        ];

        var rows = await run.MustAsync(batch);
        var failed = await run.RunAsync([.. batch, "SELECT 1 / 0"]);

        Assert.Equal(["s3://bucket/a", 2L, InMemoryObjectStore.ETagOf("{\"n\":1}\n{\"n\":\"x\"}\n"u8), 2L, 1L, 2L, 2L, true], rows[0]);
        Assert.Equal(["s3://bucket/b", 1L, InMemoryObjectStore.ETagOf("{\"n\":2}\n"u8), 2L, 1L, null, 2L, null], rows[1]);
        Assert.Equal(StatementStatus.Failed, failed.Status);
        Assert.Equal(1L, await run.OneAsync($"SELECT COUNT(*) FROM sys_load_error_detail WHERE session_id = {failed.Pid}"));
        Assert.Equal(2L, await run.OneAsync("SELECT COUNT(*) FROM sys_load_history"));
        Assert.Equal(2L, await run.OneAsync("SELECT COUNT(*) FROM t"));
    }

    [Fact]
    public async Task A_long_file_name_is_cut_in_the_views()
    {
        await using var run = await WarehouseRun.OpenAsync();
        var key = new string('k', 1_000);
        run.Put(key, """{"n":1}""");

        await run.MustAsync(Table, $"COPY t FROM '{run.Manifest(key)}' {Tail}");

        Assert.Equal(new ObjectLocation("bucket", key).Url[..256], await run.OneAsync("SELECT file_name FROM sys_load_detail"));
    }

    [Fact]
    public async Task A_file_whose_every_line_is_cut_off_takes_no_longer_than_its_length()
    {
        // Read to the file's end from every line, this would be three hundred thousand million bytes.
        const int lines = 99_999;
        await using var run = await WarehouseRun.OpenAsync();
        await run.MustAsync(Table);
        run.Put(
            "a",
            $$"""{{string.Concat(Enumerable.Repeat("{\"n\":1,\"s\":\"some text of a row that ends too early\",\"big\":12\n", lines))}}{"n":2}""");

        await run.MustAsync($"COPY t FROM '{run.Manifest("a")}' {Tail} MAXERROR 100000");

        Assert.Equal(2L, await run.OneAsync("SELECT MAX(n) FROM t"));
        Assert.Equal([1L, (long)lines], Assert.Single(await run.RowsAsync("SELECT loaded_rows, error_count FROM sys_load_history")));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_now_is_tried_again_and_one_too_long_for_memory_is_told_apart_by_trying()
    {
        using var folder = new TemporaryFolder();
        var store = new FolderObjectStore("bucket", folder["bucket"], folder["scratch"]);
        await using var run = await WarehouseRun.OpenAsync(options => options with { Objects = store });
        await run.MustAsync(Table);
        await File.WriteAllTextAsync(
            folder["bucket/manifest"], """{"entries":[{"url":"s3://bucket/a","mandatory":true}]}""", TestContext.Current.CancellationToken);

        string held, tooLong;
        await using (var file = new FileStream(folder["bucket/a"], FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            held = await run.FailsAsync($"COPY t FROM 's3://bucket/manifest' {Tail}");
            file.SetLength(Array.MaxLength + 1L);
        }

        tooLong = await run.FailsAsync($"COPY t FROM 's3://bucket/manifest' {Tail}");

        Assert.Equal(DatabaseFault.Transient, DatabaseError.FaultOf(held));
        Assert.Contains("being used by another process", held, StringComparison.Ordinal);
        Assert.Equal(DatabaseFault.Unknown, DatabaseError.FaultOf(tooLong));
        Assert.Contains($"s3://bucket/a - the file has {Array.MaxLength + 1L} bytes", tooLong, StringComparison.Ordinal);
    }
}
