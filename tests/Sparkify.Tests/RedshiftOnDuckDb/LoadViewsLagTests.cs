using System.Text;
using Microsoft.Extensions.Time.Testing;
using Sparkify.Ingestion.Objects;
using Sparkify.Ingestion.Statements;
using Sparkify.RedshiftOnDuckDb;

namespace Sparkify.Tests.RedshiftOnDuckDb;

/// <summary>Redshift's load views need not show a COPY at once: for tests the local warehouse can do as it does.</summary>
public sealed class LoadViewsLagTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private const string Copied = "SELECT COUNT(*) AS n FROM sys_load_history";

    [Theory]
    [InlineData(0, "1 1 1")]
    [InlineData(1, "0 1 1")]
    [InlineData(2, "0 0 1")]
    [InlineData(null, "0 0 0")]
    public async Task The_views_show_a_COPY_so_many_batches_later(int? lag, string shown)
    {
        var objects = new InMemoryObjectStore();
        await objects.PutAsync(new ObjectLocation("b", "one.json"), Encoding.UTF8.GetBytes("{\"x\":1}"), "", Cancel);
        await using var warehouse = await DuckDbWarehouse.OpenAsync(new DuckDbWarehouseOptions
        {
            Objects = objects, Time = new FakeTimeProvider(), LoadViewsLag = () => lag,
        });

        var copy = await RunAsync(
            warehouse, "CREATE TABLE t (x INTEGER)", "COPY t FROM 's3://b/one' IAM_ROLE 'r' FORMAT JSON 'auto ignorecase'",
            "SELECT pg_last_copy_count() AS n", Copied);

        var counted = new List<object?> { await ReadAsync(copy, 4) };
        for (var batch = 1; batch <= 2; batch++)
        {
            counted.Add(await ReadAsync(await RunAsync(warehouse, Copied), 1));
        }

        Assert.Equal(1L, await ReadAsync(copy, 3));
        Assert.Equal(shown, string.Join(' ', counted));

        async Task<object?> ReadAsync(string id, int statement) =>
            (await warehouse.FetchAsync($"{id}:{statement}", null, Cancel)).Rows[0][0];
    }

    private static async Task<string> RunAsync(DuckDbWarehouse warehouse, params string[] statements)
    {
        var id = await warehouse.SubmitAsync(
            new StatementBatch { Name = "batch", ClientToken = Guid.NewGuid().ToString(), Statements = statements }, Cancel);
        var report = await warehouse.DescribeAsync(id, IWarehouse.LongestWait, Cancel);
        Assert.Equal((StatementStatus.Finished, null), (report.Status, report.Error));
        return id;
    }
}
