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

namespace Sparkify.Proof;

/// <summary>
/// One run of one schedule: the product's handlers, definition and SQL between simulated services, then the dust settles, then the verdict.
/// </summary>
internal sealed class Simulation
{
    /// <summary>When every run begins.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>In batches.</summary>
    private const int MostLag = 6;

    private readonly Schedule schedule;
    private readonly ForgetfulWarehouse front;
    private readonly BatchGate gate;
    private readonly Dictionary<Reference.Dataset, Queue> queues;
    private readonly Queue arrivals;
    private readonly Dictionary<string, int> happenings = [];
    private int ids;

    private Simulation(Schedule schedule, Func<IWarehouse, IWarehouse> sabotage, bool keepTrace)
    {
        this.schedule = schedule;
        Scheduler = new Scheduler(schedule.Interleaving, Start);
        Process = Scheduler.Root.Child();
        Trace = new Trace(keepTrace, () => Scheduler.Now);
        Faults = new FaultPlan(schedule.Faults, () => Scheduler.Now);
        Settings = SettingsOf(schedule);
        FunctionsTime = new SkewedTime(Time, schedule.Clocks.Functions);
        WarehouseTime = new SkewedTime(Time, schedule.Clocks.Warehouse);
        Bucket = new Bucket(new SkewedTime(Time, schedule.Clocks.Bucket), schedule.PageObjects);
        Books = new Books(Bucket);
        gate = new BatchGate(this);
        Database = DuckDbWarehouse.OpenAsync(new DuckDbWarehouseOptions
        {
            Objects = new CopyReads(Bucket, Faults, schedule.Forbidden.Contains),
            Time = WarehouseTime,
            Gate = gate,
            Scheduler = new LaneTasks(Scheduler.Root),
            NextId = () => $"statement-{++ids}",
            Threads = 1,
            PlanAsWritten = true,
            BeginsAs = PreparedWarehouse.Path,
            LoadViewsLag = LoadViewsLag,
        }).Result;
        Warehouse = front = new ForgetfulWarehouse(sabotage(Database));
        Executions = new Executions(this, () => Process, Warehouse);
        Deployment = new Deployment(this);
        Acting = new Acting(this);
        queues = new()
        {
            [Reference.Dataset.LogData] = new Queue(this, "LogDataArrived"),
            [Reference.Dataset.SongData] = new Queue(this, "SongDataArrived"),
        };
        arrivals = new Queue(this, "StartLoads");
        Readers = new Readers(this, schedule.MostRejectedShare);
    }

    public Scheduler Scheduler { get; }

    public VirtualTime Time => Scheduler.Time;

    /// <summary>The clock that the functions see.</summary>
    public TimeProvider FunctionsTime { get; }

    /// <summary>The warehouse's own.</summary>
    public TimeProvider WarehouseTime { get; }

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

    public Executions Executions { get; }

    public Deployment Deployment { get; }

    public Acting Acting { get; }

    public Readers Readers { get; }

    public IEnumerable<Queue> Queues => queues.Values.Append(arrivals);

    public Schedule Schedule => schedule;

    public IReadOnlyDictionary<string, int> Happenings => happenings;

    public FunctionSettings Settings { get; }

    /// <summary>The backfills at the end.</summary>
    public IReadOnlyList<Execution> Repairs { get; private set; } = [];

    public Queue QueueOf(Reference.Dataset dataset) => queues[dataset];

    public void Count(string happening, int times = 1) => happenings[happening] = happenings.GetValueOrDefault(happening) + times;

    /// <summary>Key and entity tag of what an execution was to load.</summary>
    public IEnumerable<(string Key, string ETag)> FilesOf(Execution execution)
    {
        var list = Bucket.Objects.FirstOrDefault(stored => stored.Key == $"_ingest/loads/{execution.LoadId}/files.jsonl");
        return list is null
            ? []
            : JsonLines.Read(list.Bytes, IngestionJson.Default.ListedFile).Select(file => (file.Version.Key, file.Version.ETag));
    }

    /// <summary>Whether the words with which its COPY fails do not say whose fault it is.</summary>
    public bool FailsInNewWords(string key) => schedule.Forbidden.Contains(key) || schedule.Poison.Contains(key);

    /// <summary>Whether a COPY may have met the key missing or forbidden.</summary>
    public bool MayBeUnreadable(string key) =>
        FailsInNewWords(key) || schedule.Acts.Any(act => act is Delete delete && delete.Key == key);

    public int Deliveries => Queues.Sum(queue => queue.Deliveries);

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
            Faults.IsOver = true;
            Bucket.Stored += Notify;
            gate.Committed += Deployment.AfterCommit;
            gate.Committed += Readers.AfterCommit;
            var begin = schedule.Acts.TakeWhile(act => act is not VersionBefore).ToList();
            if (begin.Count < schedule.Acts.Count)
            {
                Begin(begin);
            }
            else
            {
                begin = [];
            }

            Faults.IsOver = false;
            foreach (var crash in schedule.Faults.Where(fault => fault.Kind == FaultKinds.Crash))
            {
                Scheduler.InterruptAt(Scheduler.Steps + crash.Occasion, Crash);
            }

            Scheduler.Root.Start(() => Acting.RunAsync(schedule.Acts.Skip(begin.Count)));
            Scheduler.RunToRest();
            stuck = WhoIsStuck("before the repair");
            Faults.IsOver = true;
            if (Deployment.IsBehind)
            {
                Scheduler.Root.Start(Deployment.RunAsync);
                Scheduler.RunToRest();
            }
            else if (Deployment.CaughtUpAt is not null)
            {
                Count(Happening.Upgraded);
            }

            if (stuck is null)
            {
                if (Scheduler.Chance.Below(2) == 0)
                {
                    Scheduler.Root.Start(Acting.RedriveAsync);
                    Scheduler.RunToRest();
                }

                Repairs = Repair.Start(this, "repair");
                Scheduler.RunToRest();
                if (Repairs.Any(repair => !Repair.HasListed(repair)))
                {
                    Repairs = Repair.Start(this, "repair-again");
                    Scheduler.RunToRest();
                }

                stuck = WhoIsStuck("in the repair");
            }

            Count(Happening.NeverNoticed, Acting.NeverNoticed);
            Count(Happening.PagesTurned, Bucket.PagesTurned);
            Count(Happening.Skewed, schedule.Clocks == Clocks.Alike ? 0 : 1);
            return Verdict.Of(this, Readers.Breaches, stuck);
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

    /// <summary>Runs a batch to its end, while nothing fails.</summary>
    public void RunInPeace(string name, IReadOnlyList<string> statements)
    {
        var id = Database.SubmitAsync(
            new StatementBatch { Name = name, ClientToken = $"{name} {++ids}", Statements = statements }, CancellationToken.None).Result;
        Scheduler.RunToRest();
        if (Database.DescribeAsync(id, CancellationToken.None).Result is { Status: not StatementStatus.Finished, Error: var error })
        {
            throw new SimulationBrokenException($"{name} can't be made: {error}");
        }
    }

    /// <summary>What the version before has done, and how it has left the warehouse.</summary>
    private void Begin(IReadOnlyList<Act> acts)
    {
        Scheduler.Root.Start(() => Acting.RunAsync(acts));
        Scheduler.RunToRest();
        Deployment.MakeOlder();
        Count(Happening.Older, Deployment.IsBehind ? 1 : 0);
    }

    private int? LoadViewsLag() => Faults.At(Site.Views) switch
    {
        { } kind when kind == FaultKinds.ViewsAreSilent => null,
        { } => 1 + Scheduler.Chance.Below(MostLag),
        null => 0,
    };

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

    /// <summary>The power goes: what ran is gone, what was written stays. Then it comes back.</summary>
    private void Crash()
    {
        if (Faults.IsOver)
        {
            return;
        }

        Faults.Count(FaultKinds.Crash);
        Trace.Say($"everything is killed");
        Restart();
    }

    /// <summary>Ends all that runs, and starts it again.</summary>
    public void Restart()
    {
        Process.Kill();
        gate.Doom();
        front.Forget();
        Process = Scheduler.Root.Child();
        Executions.ResumeAll();
        foreach (var queue in Queues)
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
