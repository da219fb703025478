using Sparkify.Reference;
using Sparkify.Reference.Mutations;
using Sparkify.SampleData;
using Sparkify.Tests.RedshiftOnDuckDb;
using Sparkify.Tests.SampleData;
using Sparkify.Tests.Upgrades;
using Sparkify.Warehouse;

namespace Sparkify.Tests.Postgres;

public sealed class MergesOnPostgresTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private static readonly Lazy<FileReading[]> Real = new(
        () => [.. SourceFile.InFolder(SharedData.Require("data/sparkify-71")).Select(CopyRules.Read)]);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 4)]
    [InlineData(3, 9)]
    public void The_same_statements_give_the_same_rows_in_any_order_and_batching(int seed, int batches)
    {
        using var warehouse = new PostgresWarehouse(server.Connection());
        var files = Real.Value.ToArray();
        new Random(seed).Shuffle(files);
        foreach (var batch in files.Chunk((files.Length + batches - 1) / batches))
        {
            warehouse.Load(batch);
        }

        var comparison = Comparison.Of(StarSchema.Of(files).Tables, warehouse.Tables());
        Assert.True(comparison.AreEqual, comparison.ToString());
    }

    /// <summary>Also shows that no view holds up a table that goes: PostgreSQL knows what hangs on what, as Redshift does.</summary>
    [Fact]
    public void An_upgrade_gives_the_rows_that_it_gives_on_duckdb()
    {
        using var warehouse = new PostgresWarehouse(server.Connection(), withSchema: false);
        warehouse.RunBatch(OldWarehouse.Schema);
        warehouse.RunBatch(OldWarehouse.Rows);

        Assert.All(SchemaChanges.After(OldWarehouse.Applied), batch => warehouse.RunBatch(batch.Statements));

        Assert.Equal(OldWarehouse.ExpectedPlays, warehouse.Texts(OldWarehouse.Plays));
        Assert.Equal(OldWarehouse.ExpectedTracks, warehouse.Texts(OldWarehouse.Tracks));
    }

    [Fact]
    public void A_replay_changes_no_row_and_is_counted_as_unchanged()
    {
        using var warehouse = new PostgresWarehouse(server.Connection());
        warehouse.Load(Real.Value);
        var before = warehouse.Tables();
        var changes = warehouse.Count("SELECT SUM(inserted + updated) FROM dw.load_counts");

        warehouse.Load(Real.Value);

        Assert.True(Comparison.Of(before, warehouse.Tables()).AreEqual);
        Assert.NotEqual(0, changes);
        Assert.Equal(changes, warehouse.Count("SELECT SUM(inserted + updated) FROM dw.load_counts"));
        Assert.Equal(
            0,
            warehouse.Count("SELECT COUNT(*) FROM dw.load_counts WHERE staged <> inserted + updated + unchanged + filtered + duplicate"));
    }

    /// <summary>
    /// Two databases that share no code run one text: where they differ, one of them means something else by it than Redshift may.
    /// </summary>
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 5)]
    [InlineData(3, 9)]
    [InlineData(4, 1)]
    public async Task DuckDb_and_postgres_give_the_same_rows_and_counts_for_files_changed_at_random(int seed, int batches)
    {
        var mutated = Mutator.Mutate(Sources.Of(new GenerateOptions(300, 40, seed, "")), (ulong)seed, 200);
        var files = mutated.Files.Select(CopyRules.Read).Where(file => file.Damage is null).ToArray();
        new Random(seed).Shuffle(files);
        using var postgres = new PostgresWarehouse(server.Connection());
        await using var duckDb = await WarehouseRun.OpenAsync();
        await duckDb.PrepareAsync();

        var loads = 0;
        foreach (var load in files.Chunk((files.Length + batches - 1) / batches)
            .Append(files[..(files.Length / 2)])
            .SelectMany(batch => batch.GroupBy(file => (file.File.Dataset, file.File.IsGzip))))
        {
            postgres.Load([.. load]);
            await duckDb.LoadAsync($"l{++loads}", load.Select(file => file.File));
        }

        var comparison = Comparison.Of(postgres.Tables(), await duckDb.StarAsync());
        Assert.True(comparison.AreEqual, $"{mutated}\n{comparison}");
        Assert.NotEqual(0, postgres.Count("SELECT COUNT(*) FROM songplays"));
        foreach (var count in new[] { "inserted", "updated", "unchanged", "filtered", "duplicate" })
        {
            var query = $"SELECT CAST(SUM({count}) AS BIGINT) FROM dw.load_counts";
            Assert.True(postgres.Count(query).Equals(await duckDb.OneAsync(query)), $"{mutated}: {count}");
        }
    }
}
