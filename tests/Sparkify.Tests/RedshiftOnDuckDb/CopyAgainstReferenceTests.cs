using CsCheck;
using Sparkify.Ingestion.Statements;
using Sparkify.Reference;
using Sparkify.Reference.Mutations;
using Sparkify.SampleData;
using Sparkify.Tests.SampleData;

namespace Sparkify.Tests.RedshiftOnDuckDb;

/// <summary>COPY of files good and bad, held against a reading of the same rules that shares no code with it.</summary>
public sealed class CopyAgainstReferenceTests
{
    private static readonly IReadOnlyList<SourceFile> Small = Sources.Of(new GenerateOptions(150, 6, 5, ""));

    [Fact]
    public async Task Every_row_is_loaded_as_the_reference_reads_it_or_rejected_on_the_same_line()
    {
        await using var run = await WarehouseRun.OpenAsync();
        await run.PrepareAsync();
        foreach (var mutation in Mutator.All)
        {
            for (var seed = 1UL; seed <= 4; seed++)
            {
                await CheckAsync(run, Mutator.Mutate(Small, seed, 1, [mutation]));
            }
        }

        await Gen.Select(Gen.ULong, Gen.Int[2, 12])
            .SampleAsync((seed, times) => CheckAsync(run, Mutator.Mutate(Small, seed, times)), iter: 60, threads: 1);
    }

    [Fact]
    public async Task Text_of_any_shape_is_framed_as_the_reference_frames_it()
    {
        string[] pieces =
        [
            "{", "}", "[", "]", ",", ":", "\n", "\r\n", " ", "\"ts\"", "\"ts\":1", "\"a\":", "\"", "\\", "{\"ts\":1}", "{\"ts\":2}\n",
            "{\"a\":{\"ts\":3}}", "x", "null", "1.5",
            "\"level\":\"é\"", "\"level\":\"\\u0000\"", "\"song\":\"\\ud83d\\ude00\"", "{\"ts\":\n", "\ufeff", "01", "tru",
        ];
        await using var run = await WarehouseRun.OpenAsync();
        await run.PrepareAsync();

        await Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]).Array[0, 14].Select(string.Concat).Array[12].SampleAsync(async texts =>
        {
            var files = texts.Select((text, i) => CopyRules.Read(SourceFile.OfText(Dataset.LogData, $"log_data/{i}.json", text))).ToList();
            await CheckAsync(run, Dataset.LogData, files);
        }, iter: 60, threads: 1);
    }

    /// <summary>What the mutations changed; a file that the reference finds damaged is none that can be staged.</summary>
    private static async Task CheckAsync(WarehouseRun run, MutatedFiles mutated)
    {
        var readings = mutated.Files.Except(Small).Select(CopyRules.Read).ToList();
        foreach (var group in readings.Where(file => file.Damage is null).GroupBy(file => (file.File.Dataset, file.File.IsGzip)))
        {
            await CheckAsync(run, group.Key.Dataset, [.. group]);
        }

        foreach (var damaged in readings.Where(file => file.Damage is not null).Select(file => file.File))
        {
            Assert.True(
                (await run.TryStageAsync("damaged", damaged.Dataset, [damaged])).Status is StatementStatus.Failed,
                $"{mutated}\n{damaged} was staged");
        }
    }

    private static async Task CheckAsync(WarehouseRun run, Dataset dataset, List<FileReading> files)
    {
        const string load = "one";
        var staged = await run.StageAsync(load, dataset, [.. files.Select(file => file.File)]);
        var table = ProductLoads.Staging(load, dataset);
        var columns = string.Join(", ", StagingShape.Of(dataset).Columns.Select(column => column.Name));
        Assert.Equal(
            files.SelectMany(file => file.Rows).Select(Text),
            (await run.RowsAsync($"SELECT {columns} FROM dw.{table}")).Select(Text));
        Assert.Equal(files.Sum(file => file.Accepted), staged);

        var query = $"(SELECT MAX(query_id) FROM sys_load_history WHERE table_name = '{table}')";
        var scanned = (await run.RowsAsync($"SELECT file_name, lines_scanned FROM sys_load_detail WHERE query_id = {query}"))
            .ToDictionary(row => (string)row[0]!, row => row[1]);
        var rejected = (await run.RowsAsync(
            $"SELECT file_name, line_number, column_name FROM sys_load_error_detail WHERE query_id = {query}"))
            .ToLookup(row => (string)row[0]!);
        Assert.All(files, file =>
        {
            var name = $"s3://bucket/{file.File.Key}";
            Assert.Equal((long)(file.Accepted + file.Rejected.Count), scanned[name]);
            Assert.Equal(
                file.Rejected.Select(row => ((long)row.Line, row.Column is null)).Order(),
                rejected[name].Select(row => ((long)row[1]!, (string)row[2]! == "")).Order());
        });
        await run.MustAsync($"DROP TABLE dw.{table}");
    }

    private static string Text(IEnumerable<object?> row) => string.Join('|', row.Select(Text));

    /// <summary>Negative zero is left to the merge, which adds 0 to every number.</summary>
    private static string Text(object? value) =>
        value switch { null => "NULL", double number => (number + 0).ToString("R", null), _ => $"{value}" };
}
