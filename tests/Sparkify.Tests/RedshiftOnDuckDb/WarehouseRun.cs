using Sparkify.Ingestion.Objects;
using Sparkify.Ingestion.Statements;
using Sparkify.RedshiftOnDuckDb;

namespace Sparkify.Tests.RedshiftOnDuckDb;

/// <summary>A warehouse and its object store for one test.</summary>
internal sealed class WarehouseRun : IAsyncDisposable
{
    private const string Bucket = "bucket";

    private int _tokens;

    private WarehouseRun(DuckDbWarehouse warehouse, InMemoryObjectStore objects) => (Warehouse, Objects) = (warehouse, objects);

    public DuckDbWarehouse Warehouse { get; }

    public InMemoryObjectStore Objects { get; }

    public static async Task<WarehouseRun> OpenAsync(Func<DuckDbWarehouseOptions, DuckDbWarehouseOptions>? with = null)
    {
        var objects = new InMemoryObjectStore();
        var options = new DuckDbWarehouseOptions { Objects = objects, Time = TimeProvider.System, Threads = 1 };
        return new WarehouseRun(await DuckDbWarehouse.OpenAsync(with?.Invoke(options) ?? options), objects);
    }

    public Task<string> SubmitAsync(params IReadOnlyList<string> statements) =>
        Warehouse.SubmitAsync(
            new StatementBatch { Name = "test", ClientToken = $"token-{Interlocked.Increment(ref _tokens)}", Statements = statements },
            TestContext.Current.CancellationToken);

    /// <summary>Runs a batch to its end.</summary>
    public async Task<StatementReport> RunAsync(params IReadOnlyList<string> statements) => await EndOfAsync(await SubmitAsync(statements));

    public Task<StatementReport> EndOfAsync(string id) => Patience.ForAsync(UntilItEndsAsync(id));

    private async Task<StatementReport> UntilItEndsAsync(string id)
    {
        StatementReport report;
        do
        {
            report = await Warehouse.DescribeAsync(id, IWarehouse.LongestWait, TestContext.Current.CancellationToken);
        }
        while (!report.HasEnded);

        return report;
    }

    /// <summary>Runs a batch that must finish; the rows of its last statement.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<object?>>> MustAsync(params IReadOnlyList<string> statements)
    {
        var report = await RunAsync(statements);
        Assert.True(report.Status is StatementStatus.Finished, report.Error);
        return report.SubStatements[^1].HasResultSet
            ? (await Warehouse.FetchAsync(report.SubStatements[^1].Id, null, TestContext.Current.CancellationToken)).Rows
            : [];
    }

    /// <summary>Runs a batch that must fail; why it did.</summary>
    public async Task<string> FailsAsync(params IReadOnlyList<string> statements)
    {
        var report = await RunAsync(statements);
        Assert.True(report.Status is StatementStatus.Failed, $"{report.Status}: {string.Join("; ", statements)}");
        return report.Error!;
    }

    public async Task<object?> OneAsync(string query) =>
        Assert.Single(Assert.Single((await Warehouse.QueryAsync(query, TestContext.Current.CancellationToken)).Rows));

    public async Task<IReadOnlyList<IReadOnlyList<object?>>> RowsAsync(string query) =>
        (await Warehouse.QueryAsync(query, TestContext.Current.CancellationToken)).Rows;

    public void Put(string key, string text) => Objects.Put(new ObjectLocation(Bucket, key), text);

    public void Put(string key, ReadOnlyMemory<byte> content) => Objects.Put(new ObjectLocation(Bucket, key), content);

    /// <summary>Writes a manifest of these keys, all mandatory; its address.</summary>
    public string Manifest(params IEnumerable<string> keys) => ManifestAt("manifest", keys);

    public string ManifestAt(string at, IEnumerable<string> keys)
    {
        Put(at, $$"""{"entries":[{{string.Join(',', keys.Select(key => $$"""{"url":"s3://{{Bucket}}/{{key}}","mandatory":true}"""))}}]}""");
        return $"s3://{Bucket}/{at}";
    }

    public ValueTask DisposeAsync() => Warehouse.DisposeAsync();
}
