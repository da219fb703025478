using System.Text;
using CsCheck;

namespace Sparkify.Tests.RedshiftOnDuckDb;

/// <summary>
/// Files that several workers read, in parts, give what one gives that reads each as a whole: rows, their order, and errors.
/// </summary>
public sealed class ReadingInPartsTests
{
    private const string Tail = "IAM_ROLE 'role' FORMAT AS JSON 'auto' MANIFEST MAXERROR 100000";

    private static readonly string[] Odd =
    [
        .. LinearReadingTests.Pieces.Select(piece => piece.Data), "\n", "{\"n\":1}{\"n\":2}", "\r\n", " ", "{\"n\":\"x\"}\n",
        "{\n{\"n\":1}\n", "[\n{\"n\":1}\n]\n", "{\"a\":{\n",
    ];

    private static readonly Gen<string> Line = Gen.OneOf(
        Gen.Int[0, 99].Select(n => $"{{\"n\":{n},\"s\":\"{new string('x', n)}\"}}\n"),
        Gen.Int[0, 99].Select(n => $"{{\n  \"n\": {n},\n  \"s\": [\n{{\"n\":1}}\n]\n}}\n"),
        Gen.Int[0, Odd.Length - 1].Select(i => Odd[i]));

    private int _tables;

    [Fact]
    public async Task However_it_is_cut_a_file_says_the_same()
    {
        await using var one = await WarehouseRun.OpenAsync(options => options with { Threads = 1 });
        await using var several = await WarehouseRun.OpenAsync(options => options with { Threads = 3, PartBytes = 64 });
        await Line.Array[0, 60].Array[1, 4].SampleAsync(
            async files =>
            {
                var table = $"t{++_tables}";
                Assert.Equal(await LoadedAsync(one, table, files), await LoadedAsync(several, table, files));
            },
            iter: 150,
            threads: 1);
    }

    /// <summary>Rows, then errors, then what the files gave, a line each.</summary>
    private static async Task<IReadOnlyList<string>> LoadedAsync(WarehouseRun run, string table, string[][] files)
    {
        var keys = files.Select((_, i) => $"{table}/file{i}").ToList();
        for (var i = 0; i < files.Length; i++)
        {
            run.Put(keys[i], Encoding.UTF8.GetBytes(string.Concat(files[i])));
        }

        await run.MustAsync($"CREATE TABLE {table} (n INTEGER, s VARCHAR(60))");
        await run.MustAsync($"COPY {table} FROM '{run.ManifestAt(table, keys)}' {Tail}");
        var answers = new List<string>();
        foreach (var question in (string[])
        [
            $"SELECT n, s FROM {table}",
            "SELECT file_name, line_number, column_name, error_code, error_message, position FROM sys_load_error_detail "
                + $"WHERE file_name LIKE '%/{table}/%'",
            $"SELECT file_name, lines_scanned, bytes_scanned, file_etag FROM sys_load_detail WHERE file_name LIKE '%/{table}/%'",
        ])
        {
            answers.AddRange((await run.RowsAsync(question)).Select(row => string.Join('|', row)));
        }

        return answers;
    }
}
