using DuckDB.NET.Data;
using Microsoft.Extensions.Time.Testing;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Statements;
using Sparkify.RedshiftOnDuckDb;
using Sparkify.RedshiftOnDuckDb.Dialect;
using Sparkify.RedshiftOnDuckDb.Loading;
using Sparkify.Tests.LocalCloud;

namespace Sparkify.Tests.RedshiftOnDuckDb;

/// <summary>What is wrong with the machine, not with a file: a load that meets it must not quarantine what it was given.</summary>
public sealed class DuckDbErrorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("IO Error: Could not write file \"/home/warehouse.duckdb.wal\": No space left on device", "Disk Full")]
    [InlineData(
        "TransactionContext Error: Failed to commit: Could not write file \"/home/warehouse.duckdb.wal\": No space left on device",
        "Disk Full")]
    [InlineData("Out of Memory Error: could not allocate block of size 256.0 KiB (1.9 GiB/1.9 GiB used)", "Disk Full")]
    [InlineData(
        "Out of Memory Error: failed to offload data block of size 256.0 KiB (10.0 GiB/10.0 GiB used).\nThis limit was set by the "
        + "'max_temp_directory_size' setting.",
        "Disk Full")]
    [InlineData("Failed to append: could not allocate block of size 256.0 KiB (7.6 MiB/7.6 MiB used)", "Disk Full")]
    [InlineData(
        "FATAL Error: Checkpoint failed for database \"dev\". The database has been invalidated. Original error: Could not write file",
        "start again")]
    [InlineData(
        "FATAL Error: Failed: database has been invalidated because of a previous fatal error. The database must be restarted prior to "
        + "being used again.\nOriginal error: \"Conflict on update!\"",
        "start again")]
    public void A_machine_at_its_limits_is_no_file_s_fault(string duckDb, string words)
    {
        var message = DuckDbErrors.ToRedshift(duckDb, "t").Message;

        Assert.Contains(words, message, StringComparison.Ordinal);
        Assert.Equal(DatabaseFault.Stack, DatabaseError.FaultOf(message));
    }

    [Fact]
    public void Rows_that_find_no_memory_are_a_full_disk_too()
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        connection.Run(
            "SET threads = 1; SET memory_limit = '8MB'; SET temp_directory = ''; ATTACH ':memory:' AS dev; CREATE TABLE dev.main.t (s "
            + "VARCHAR)");
        connection.Run("USE dev");
        var table = TableShape.Find(connection, new RelationName("main", "t"));
        using var appender = new TableAppender(connection, table);
        using var writer = new ChunkWriter(appender);
        var random = new Random(1);
        var text = new byte[1024];

        var failure = Assert.Throws<RedshiftErrorException>(() =>
        {
            for (var row = 0; row < 200_000; row++)
            {
                for (var i = 0; i < text.Length; i++)
                {
                    text[i] = (byte)random.Next('a', 'z');
                }

                writer.SetText(0, text);
                writer.EndRow();
                foreach (var chunk in row % 2_048 == 0 ? writer.TakeRows() : [])
                {
                    appender.Append(chunk);
                }
            }

            appender.Complete();
        });

        Assert.Contains("Disk Full", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_damaged_is_not_said_to_be_open_elsewhere()
    {
        var path = _folder["warehouse.duckdb"];
        await using (await WarehouseRun.OpenAsync(options => options with { Path = path }))
        {
        }

        await using (var file = File.OpenWrite(path))
        {
            file.Position = 64;
            await file.WriteAsync(new byte[512], TestContext.Current.CancellationToken);
        }

        var failure = await Assert.ThrowsAsync<DuckDBException>(() => WarehouseRun.OpenAsync(options => options with { Path = path }));
        Assert.Contains("block", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loads_are_reported_for_seven_days_and_their_numbers_go_on()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2018, 11, 1, 0, 0, 0, TimeSpan.Zero));
        DuckDbWarehouseOptions Of(DuckDbWarehouseOptions options) => options with { Path = _folder["warehouse.duckdb"], Time = time };
        async Task<long> Load()
        {
            await using var run = await WarehouseRun.OpenAsync(Of);
            run.Put("a", "{\"n\":1}\n{\"n\":\"x\"}\n");
            await run.MustAsync(
                "CREATE TABLE IF NOT EXISTS t (n INTEGER)",
                $"COPY t FROM '{run.Manifest("a")}' IAM_ROLE 'role' FORMAT AS JSON 'auto' MANIFEST MAXERROR 9");
            return (long)(await run.OneAsync("SELECT MAX(query_id) FROM sys_load_history"))!;
        }

        var first = await Load();
        time.Advance(TimeSpan.FromDays(4));
        var second = await Load();
        time.Advance(TimeSpan.FromDays(4));
        await using var later = await WarehouseRun.OpenAsync(Of);

        Assert.Equal(first + 1, second);
        foreach (var view in (string[])["sys_load_history", "sys_load_detail", "sys_load_error_detail"])
        {
            Assert.Equal([second], (await later.RowsAsync($"SELECT query_id FROM {view}")).Select(row => row[0]));
        }
    }
}
