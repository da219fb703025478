using Sparkify.Functions.Schema;
using Sparkify.Proof.Running;
using Sparkify.RedshiftOnDuckDb;

namespace Sparkify.Proof.World;

/// <summary>A warehouse of this version's schema and without a row: installed once, and every run begins with a copy.</summary>
internal static class PreparedWarehouse
{
    private static readonly Lazy<string> Prepared = new(Prepare);

    public static string Path => Prepared.Value;

    private static string Prepare()
    {
        var folder = Directory.CreateTempSubdirectory("sparkify-proof-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var path = System.IO.Path.Combine(folder, "warehouse.duckdb");
        var scheduler = new Scheduler(1, Simulation.Start);
        var database = DuckDbWarehouse.OpenAsync(new DuckDbWarehouseOptions
        {
            Path = path,
            Objects = new Bucket(scheduler.Time, 1),
            Time = scheduler.Time,
            Scheduler = new LaneTasks(scheduler.Root),
            Threads = 1,
        }).Result;
        scheduler.Root.Start(() => new SchemaInstaller(database, scheduler.Time).InstallAsync("new", CancellationToken.None));
        scheduler.RunToRest();
        scheduler.Root.Start(async () => await database.DisposeAsync());
        scheduler.RunToRest();
        return path;
    }
}
