using System.Globalization;
using System.Text;
using DuckDB.NET.Data;
using Sparkify.Functions.Schema;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Objects;
using Sparkify.Ingestion.Staging;
using Sparkify.LocalCloud.Bucket;
using Sparkify.RedshiftOnDuckDb;
using Sparkify.SampleData;
using Sparkify.Warehouse;

namespace Sparkify.Bench.Flat;

/// <summary>A warehouse, a bucket, and loads from this into that: the product's own batches, with nothing around them.</summary>
internal sealed class MadeWarehouse : IAsyncDisposable
{
    private const string Role = "arn:aws:iam::123456789012:role/copy";
    private const string BucketName = "bench";

    private readonly DirectoryInfo _folder;
    private readonly FolderObjectStore _bucket;
    private readonly PhaseGate _gate = new();
    private DuckDbWarehouse _warehouse = null!;
    private BatchRunner _runner = null!;
    private int _loads;

    private MadeWarehouse()
    {
        _folder = Directory.CreateTempSubdirectory("sparkify-bench-");
        _bucket = new FolderObjectStore(BucketName, Bucket, Path.Combine(_folder.FullName, "scratch"));
    }

    /// <summary>The folder whose files are the bucket's objects.</summary>
    public string Bucket => Path.Combine(_folder.FullName, "bucket");

    private string DatabasePath => Path.Combine(_folder.FullName, "warehouse.duckdb");

    /// <summary>With the schema, and nothing in it.</summary>
    public static async Task<MadeWarehouse> EmptyAsync(CancellationToken cancellationToken)
    {
        var made = new MadeWarehouse();
        await made.OpenAsync();
        await new SchemaInstaller(made._warehouse, made._runner).InstallAsync("bench", cancellationToken);
        return made;
    }

    /// <summary>With so many plays, and what they refer to.</summary>
    public static async Task<MadeWarehouse> WithAsync(long plays, CancellationToken cancellationToken)
    {
        const long most = 5_000_000;
        var made = await EmptyAsync(cancellationToken);
        await made.RunAsideAsync(
        [
            MadeData.Dictionaries,
            .. Enumerable.Range(0, (int)((plays + most - 1) / most))
                .Select(part => MadeData.Stored(part * most, Math.Min(plays, (part + 1) * most), plays)),
        ]);
        return made;
    }

    /// <summary>Runs DuckDB's own SQL while nothing else has the file.</summary>
    public async Task RunAsideAsync(IEnumerable<string> statements)
    {
        await _warehouse.DisposeAsync();
        using (var connection = new DuckDBConnection($"Data Source={DatabasePath}"))
        {
            await connection.OpenAsync();
            foreach (var sql in statements)
            {
                using var command = connection.CreateCommand();
                command.CommandText = sql;
                await command.ExecuteNonQueryAsync();
            }
        }

        await OpenAsync();
    }

    /// <summary>Puts the rows of a query into one file of the dataset; returns its key.</summary>
    public string Put(Dataset dataset, string query)
    {
        var key = $"{dataset.Prefix}{++_loads}.json";
        Directory.CreateDirectory(Path.Combine(Bucket, dataset.Name));
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"COPY ({query}) TO '{Path.Combine(Bucket, key)}' (FORMAT json)";
        command.ExecuteNonQuery();
        return key;
    }

    /// <summary>Puts generated files; returns their keys.</summary>
    public IReadOnlyList<string> Put(IEnumerable<GeneratedFile> files)
    {
        var keys = new List<string>();
        foreach (var file in files)
        {
            var path = Path.Combine(Bucket, file.Key);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, file.Bytes.Span);
            keys.Add(file.Key);
        }

        return keys;
    }

    /// <summary>Stages and merges the files, and commits.</summary>
    public async Task<LoadCost> LoadAsync(Dataset dataset, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"load{++_loads}");
        var staging = $"{dataset.StagingShape}_{id}";
        var entries = string.Join(", ", keys.Select(key => $$"""{"url": "{{Place(key).Url}}", "mandatory": true}"""));
        var manifest = await PutAsync($"{id}/manifest.json", $$"""{"entries": [{{entries}}]}""");
        var outcomes = await PutAsync($"{id}/outcomes.jsonl", string.Concat(keys.Select(key =>
            $$"""{"bucket": "{{BucketName}}", "key": "{{key}}", "etag": "e", "size": 1, "status": "loaded","""
            + """ "rows_rejected": 0, "event_time": 0}""" + "\n")));
        _gate.Clear();
        StagedLoad? staged = null;
        var stage = await Cost.OfAsync(async () =>
        {
            var batch = new StageBatch { Staging = staging, Dataset = dataset, Manifest = manifest, CopyRole = Role, IsGzip = false };
            var report = await _runner.RunAsync("stage", id, batch.Statements(), cancellationToken);
            staged = await StagedLoad.ReadAsync(
                _warehouse, report.Id, dataset, (batch.RowsLoaded, batch.RowsStaged), cancellationToken);
        });
        var merge = await Cost.OfAsync(() => _runner.RunAsync(
            "merge",
            id,
            new MergeBatch
            {
                Staging = staging,
                RowsStaged = staged!.RowsStaged,
                Record = new RecordBatch
                {
                    LoadId = id,
                    Dataset = dataset,
                    ExecutionId = id,
                    Outcomes = outcomes,
                    CopyRole = Role,
                    StartedAt = TimeProvider.System.GetUtcNow(),
                    FirstEvent = staged.FirstEvent,
                    LastEvent = staged.LastEvent,
                    Files = keys.Count,
                    RowsRead = staged.RowsStaged,
                    RowsStaged = staged.RowsStaged,
                    RowsRejected = 0,
                },
            }.Statements(),
            cancellationToken));
        var (stageCommit, mergeCommit) = (_gate.Of(PhaseGate.StagingCommit), _gate.Of(PhaseGate.MergeCommit));
        return new LoadCost(stage - stageCommit, merge - mergeCommit, stageCommit + mergeCommit);

        async Task<string> PutAsync(string key, string text)
        {
            await _bucket.PutAsync(Place(key), Encoding.UTF8.GetBytes(text), "application/json", cancellationToken);
            return Place(key).Url;
        }
    }

    /// <summary>Asks a question as an analyst does, and reads the answer.</summary>
    public Task<Cost> AskAsync(string sql, CancellationToken cancellationToken) =>
        Cost.OfAsync(() => _warehouse.QueryAsync(sql, cancellationToken));

    public async ValueTask DisposeAsync()
    {
        await _warehouse.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static ObjectLocation Place(string key) => new(BucketName, key);

    private async Task OpenAsync()
    {
        _warehouse = await DuckDbWarehouse.OpenAsync(
            new DuckDbWarehouseOptions { Path = DatabasePath, Objects = _bucket, Time = TimeProvider.System, Gate = _gate });
        _runner = new BatchRunner(_warehouse, TimeProvider.System);
    }
}
