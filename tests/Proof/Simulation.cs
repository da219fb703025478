using Sparkify.Functions;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Statements;
using Sparkify.Proof.Faults;
using Sparkify.Proof.Running;
using Sparkify.Proof.Schedules;
using Sparkify.Proof.Verdicts;
using Sparkify.Proof.World;
using Sparkify.RedshiftOnDuckDb;
using Sparkify.Warehouse;

namespace Sparkify.Proof;

/// <summary>
/// One run of one schedule: the product's handlers, definition and SQL between simulated services, then the dust settles, then the verdict.
/// </summary>
internal sealed class Simulation
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Schedule schedule;
    private readonly ForgetfulWarehouse front;
    private readonly BatchGate gate;
    private readonly Dictionary<Reference.Dataset, Queue> queues;
    private readonly Queue arrivals;
    private readonly Readers readers;
    private readonly Dictionary<int, StoredVersion> versions = [];
    private int ids;
    private int backfills;

    private Simulation(Schedule schedule, Func<IWarehouse, IWarehouse> sabotage, bool keepTrace)
    {
        this.schedule = schedule;
        Scheduler = new Scheduler(schedule.Interleaving, Start);
        Process = Scheduler.Root.Child();
        Trace = new Trace(keepTrace, () => Scheduler.Now);
        Faults = new FaultPlan(schedule.Faults);
        Settings = SettingsOf(schedule);
        Bucket = new Bucket(Time);
        Books = new Books(Bucket);
        gate = new BatchGate(this);
        Database = DuckDbWarehouse.OpenAsync(new DuckDbWarehouseOptions
        {
            Objects = new CopyReads(Bucket, Faults, schedule.Forbidden.Contains),
            Time = Time,
            Gate = gate,
            Scheduler = new LaneTasks(Scheduler.Root),
            NextId = () => $"statement-{++ids}",
            Threads = 1,
            PlanAsWritten = true,
        }).Result;
        Warehouse = front = new ForgetfulWarehouse(sabotage(Database));
        Functions = new World.Functions(this);
        Executions = new Executions(this);
        queues = new()
        {
            [Reference.Dataset.LogData] = new Queue(this, "LogDataArrived"),
            [Reference.Dataset.SongData] = new Queue(this, "SongDataArrived"),
        };
        arrivals = new Queue(this, "StartLoads");
        readers = new Readers(this, schedule.MostRejectedShare);
    }

    public Scheduler Scheduler { get; }

    public VirtualTime Time => Scheduler.Time;

    /// <summary>
    /// What a crash kills: the poller, the functions, the executions. Bucket, queues, histories and committed data outlive it.
    /// </summary>
    public Lane Process { get; private set; }

    public Trace Trace { get; }

    public FaultPlan Faults { get; }

    public Bucket Bucket { get; }

    public Books Books { get; }

    public DuckDbWarehouse Database { get; }

    public IWarehouse Warehouse { get; }

    public World.Functions Functions { get; }

    public Executions Executions { get; }

    public Schedule Schedule => schedule;

    public IReadOnlyDictionary<int, StoredVersion> Versions => versions;

    public FunctionSettings Settings { get; }

    /// <summary>The backfills at the end.</summary>
    public IReadOnlyList<Execution> Repairs { get; private set; } = [];

    public int Looks => readers.Looks;

    /// <summary>Versions whose notice was handed to the poller.</summary>
    public HashSet<StoredVersion> Noticed { get; } = [];

    /// <summary>Key and entity tag of what an execution was to load.</summary>
    public IEnumerable<(string Key, string ETag)> FilesOf(Execution execution)
    {
        var list = Bucket.Objects.FirstOrDefault(stored => stored.Key == $"_ingest/loads/{execution.LoadId}/files.jsonl");
        return list is null
            ? []
            : JsonLines.Read(list.Bytes, IngestionJson.Default.ListedFile).Select(file => (file.Version.Key, file.Version.ETag));
    }

    /// <summary>Whether a COPY may have met the key missing or forbidden.</summary>
    public bool MayBeUnreadable(string key) =>
        schedule.Forbidden.Contains(key) || schedule.Acts.Any(act => act is Delete delete && delete.Key == key);

    public int Deliveries => queues.Values.Append(arrivals).Sum(queue => queue.Deliveries);

    /// <summary>Versions that a dead letter names, by itself or by the list that it names.</summary>
    public IEnumerable<(string Key, string ETag)> DeadVersions =>
    [
        .. queues.Values.SelectMany(queue => queue.DeadLetters).SelectMany(Notice.VersionsIn),
        .. arrivals.DeadLetters.SelectMany(Notice.VersionsIn)
            .Select(list => Bucket.Find(list.Key, list.ETag))
            .SelectMany(list => list is null ? [] : JsonLines.Read(list.Bytes, IngestionJson.Default.FileVersion))
            .Select(version => (version.Key, version.ETag)),
    ];

    /// <summary>Runs a schedule to its verdict.</summary>
    /// <param name="sabotage">What stands between the functions and the database; null for nothing.</param>
    public static RunReport Run(Schedule schedule, Func<IWarehouse, IWarehouse>? sabotage = null, bool keepTrace = false)
    {
        var simulation = new Simulation(schedule, sabotage ?? (warehouse => warehouse), keepTrace);
        return simulation.Run();
    }

    private RunReport Run()
    {
        string? stuck = null;
        try
        {
            PrepareSchema();
            Bucket.Stored += Notify;
            gate.Committed += readers.AfterCommit;
            foreach (var crash in schedule.Faults.Where(fault => fault.Kind == FaultKinds.Crash))
            {
                Scheduler.InterruptAt(Scheduler.Steps + crash.Occasion, Crash);
            }

            Scheduler.Root.Start(ActAsync);
            Scheduler.RunToRest();
            stuck = WhoIsStuck("before the repair");
            Faults.IsOver = true;
            if (stuck is null)
            {
                Repairs = Repair.Start(this);
                Scheduler.RunToRest();
                stuck = WhoIsStuck("in the repair");
            }

            return Verdict.Of(this, readers.Breaches, stuck);
        }
        finally
        {
            Close();
        }
    }

    private static FunctionSettings SettingsOf(Schedule schedule) => new(name => name switch
    {
        "BUCKET_NAME" => World.Bucket.Name,
        "INGEST_STATE_MACHINE_ARN" => Machine.Ingest.Arn,
        "WORKGROUP_NAME" => "sparkify",
        "DATABASE_NAME" => "dev",
        "COPY_ROLE_ARN" => "arn:aws:iam::000000000000:role/copy",
        "MOST_REJECTED_SHARE" => schedule.MostRejectedShare.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        "FRESHNESS_OBJECTIVE_MINUTES" => "15",
        _ => null,
    });

    private void PrepareSchema()
    {
        Faults.IsOver = true;
        IReadOnlyList<string> changes = [.. SchemaChanges.All.SelectMany(change => change.Statements)];
        var id = Database.SubmitAsync(
            new StatementBatch { Name = "schema", ClientToken = "schema", Statements = changes }, CancellationToken.None).Result;
        Scheduler.RunToRest();
        if (Database.DescribeAsync(id, CancellationToken.None).Result is { Status: not StatementStatus.Finished, Error: var error })
        {
            throw new SimulationBrokenException($"the schema can't be made: {error}");
        }

        Faults.IsOver = false;
    }

    private void Notify(StoredVersion version)
    {
        if (version.Key.StartsWith(ArrivalList.Prefix, StringComparison.Ordinal))
        {
            arrivals.Send(Notice.Of(version));
            if (Scheduler.Chance.Below(8) == 0)
            {
                arrivals.Send(Notice.Of(version));
            }
        }
    }

    private async Task ActAsync()
    {
        foreach (var act in schedule.Acts)
        {
            await Task.Yield();
            Trace.Say($"{act}");
            switch (act)
            {
                case Put put:
                    versions[put.Id] = Bucket.Put(put.File.Key, put.File.Bytes);
                    break;
                case Delete delete:
                    Bucket.Delete(delete.Key);
                    break;
                case Pause pause:
                    await Time.DelayAsync(TimeSpan.FromSeconds(pause.Seconds), CancellationToken.None);
                    break;
                case Backfill backfill:
                    Executions.Start(
                        Machine.Backfill,
                        $"backfill-{++backfills}",
                        Repair.Input(backfill.Dataset == Reference.Dataset.LogData ? "log_data" : "song_data", backfill.Force));
                    break;
                case Deliver deliver:
                    for (var patience =
                        0; patience < 50 && Executions.All.Count(execution => execution.Result is null) >= schedule.AtOnce; patience++)
                    {
                        await Time.DelayAsync(TimeSpan.FromSeconds(1), CancellationToken.None);
                    }

                    IReadOnlyList<string> bodies =
                    [
                        .. deliver.Puts.Where(versions.ContainsKey).Select(id => Notice.Of(versions[id])), .. deliver.Others
                    ];
                    if (bodies.Count > 0)
                    {
                        Noticed.UnionWith(deliver.Puts.Where(versions.ContainsKey).Select(id => versions[id]));
                        queues[deliver.Dataset].Deliver(bodies);
                    }

                    break;
            }

            readers.MaybeLook();
        }
    }

    /// <summary>The power goes: what ran is gone, what was written stays. Then it comes back.</summary>
    private void Crash()
    {
        if (Faults.IsOver)
        {
            return;
        }

        Faults.Count(FaultKinds.Crash);
        Trace.Say($"everything is killed");
        Process.Kill();
        gate.Doom();
        front.Forget();
        Process = Scheduler.Root.Child();
        Executions.ResumeAll();
        foreach (var queue in queues.Values.Append(arrivals))
        {
            queue.Resume();
        }
    }

    private string? WhoIsStuck(string when)
    {
        var stuck = Executions.All.Where(execution => execution.Result is null).Select(execution => execution.Name).ToList();
        return stuck.Count == 0 ? null : $"{when}, nothing moves any more and these have not ended: {string.Join(", ", stuck)}";
    }

    private void Close()
    {
        Scheduler.Root.Start(async () => await Database.DisposeAsync());
        try
        {
            Scheduler.RunToRest();
        }
        catch (SimulationBrokenException)
        {
            // It is reported by whoever ran into it first.
        }
    }
}
