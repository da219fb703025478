using Sparkify.Ingestion.Statements;
using Sparkify.RedshiftOnDuckDb;
using Sparkify.Reference;
using Sparkify.Warehouse;

namespace Sparkify.Tests.RedshiftOnDuckDb;

/// <summary>Loads files with the product's own statements: what the workflow does, without the workflow.</summary>
internal static class ProductLoads
{
    public static async Task PrepareAsync(this WarehouseRun run)
    {
        foreach (var batch in SchemaChanges.After([]))
        {
            await run.MustAsync(batch.Statements);
        }
    }

    /// <summary>Stages these files; the rows that were staged.</summary>
    public static async Task<long> StageAsync(this WarehouseRun run, string load, Dataset dataset, IReadOnlyList<SourceFile> files)
    {
        var report = await run.TryStageAsync(load, dataset, files);
        Assert.True(report.Status is StatementStatus.Finished, report.Error);
        return report.SubStatements[Stage(run, load, dataset, files).CopyFiles - 1].Rows;
    }

    public static Task<StatementReport> TryStageAsync(this WarehouseRun run, string load, Dataset dataset, IReadOnlyList<SourceFile> files)
    {
        foreach (var file in files)
        {
            run.Put(file.Key, file.Bytes);
        }

        return run.RunAsync(Stage(run, load, dataset, files).Statements());
    }

    private static StageBatch Stage(WarehouseRun run, string load, Dataset dataset, IReadOnlyList<SourceFile> files) => new()
    {
        Staging = Staging(load, dataset),
        Dataset = dataset.Product(),
        Manifest = run.ManifestAt($"manifests/{load}", files.Select(file => file.Key)),
        CopyRole = "role",
        IsGzip = files[0].IsGzip,
    };

    public static async Task MergeAsync(this WarehouseRun run, string load, Dataset dataset, long rows) =>
        await run.MustAsync(run.MergeStatements(load, dataset, rows));

    public static IReadOnlyList<string> MergeStatements(this WarehouseRun run, string load, Dataset dataset, long rows)
    {
        run.Put(
            $"outcomes/{load}",
            $$"""{"bucket":"bucket","key":"{{load}}","etag":"e","size":1,"status":"loaded","rows_staged":{{rows}},"rows_rejected":0}""");
        return new MergeBatch
        {
            Staging = Staging(load, dataset),
            RowsStaged = rows,
            Record = new RecordBatch
            {
                LoadId = load, Dataset = dataset.Product(), ExecutionId = "execution", Outcomes = $"s3://bucket/outcomes/{load}",
                StartedAt = DateTimeOffset.UnixEpoch, CopyRole = "role", Files = 1, RowsRead = rows, RowsStaged = rows, RowsRejected = 0,
            },
        }.Statements();
    }

    public static async Task LoadAsync(this WarehouseRun run, string load, IEnumerable<SourceFile> files)
    {
        foreach (var dataset in files.GroupBy(file => file.Dataset))
        {
            var name = $"{load}_{dataset.Key}".ToLowerInvariant();
            await run.MergeAsync(name, dataset.Key, await run.StageAsync(name, dataset.Key, [.. dataset]));
        }
    }

    public static Task<IReadOnlyList<StarTable>> StarAsync(this WarehouseRun run) => run.Warehouse.StarAsync();

    public static async Task<IReadOnlyList<StarTable>> StarAsync(this DuckDbWarehouse warehouse)
    {
        var tables = new List<StarTable>();
        foreach (var name in StarTable.Names)
        {
            var columns = StarTable.ColumnsOf(name);
            var query = $"SELECT {string.Join(", ", columns.Select(column => column.Name))} FROM {name}";
            var answer = await warehouse.QueryAsync(query, TestContext.Current.CancellationToken);
            tables.Add(new StarTable(name, columns, [.. answer.Rows.Select(row => (IReadOnlyList<string?>)[.. row.Select(Text)])]));
        }

        return tables;
    }

    private static string? Text(object? value) => value is double number ? number.ToString("R", null) : value?.ToString();

    /// <summary>The load's own staging table.</summary>
    public static string Staging(string load, Dataset dataset) => $"{dataset.Product().StagingShape}_{load}";
}
