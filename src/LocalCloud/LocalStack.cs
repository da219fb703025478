using Sparkify.Functions;
using Sparkify.Functions.Schema;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Objects;
using Sparkify.Ingestion.Statements;
using Sparkify.LocalCloud.Bucket;
using Sparkify.LocalCloud.Export;
using Sparkify.LocalCloud.Home;
using Sparkify.LocalCloud.Keeping;
using Sparkify.LocalCloud.Lambda;
using Sparkify.LocalCloud.Metrics;
using Sparkify.LocalCloud.Queues;
using Sparkify.LocalCloud.Rebuild;
using Sparkify.LocalCloud.Template;
using Sparkify.LocalCloud.Workflow;
using Sparkify.Operations;
using Sparkify.RedshiftOnDuckDb;
using Sparkify.Warehouse;

namespace Sparkify.LocalCloud;

/// <summary>
/// The stack of serverless.template on this machine: its functions, queues and state machines over a folder, an interpreter and DuckDB.
/// </summary>
public sealed class LocalStack : IAsyncDisposable
{
    private readonly DuckDbWarehouse _warehouse;
    private readonly IReadOnlyDictionary<string, LocalQueue> _queues;
    private readonly IReadOnlyList<EventSourceMapping> _mappings;
    private readonly ExecutionList _executions;

    private readonly StackTemplate _template;
    private readonly bool _ownsWarehouse;
    private readonly List<FunctionLog> _logs = [];
    private int _isRebuilding;

    private LocalStack(
        HomeFolder home,
        StackTemplate template,
        FolderObjectStore bucket,
        DuckDbWarehouse warehouse,
        LocalClock clock,
        IWarehouse? seenByFunctions = null)
    {
        _template = template;
        _ownsWarehouse = seenByFunctions is null;
        Home = home;
        Clock = clock;
        Bucket = bucket;
        _warehouse = warehouse;
        _executions = new ExecutionList(home.ExecutionList, home.PastExecutions);
        Metrics = new MetricStore(home.Metrics, clock, () => _executions.All);
        Warehouse = new CountingWarehouse(new MeasuredWarehouse(
            seenByFunctions ?? warehouse,
            Metrics,
            new FunctionSettings(template.Functions[0].Environment.GetValueOrDefault).WorkgroupName!));
        Ledger = new LedgerReader(AskAsync);
        _queues = OpenQueues(template, home, clock);
        foreach (var queue in _queues.Values)
        {
            QueueMetrics.Watch(queue, Metrics, clock);
        }

        Notices = new BucketNotices(template.Notifications, _queues);
        Bucket.Stored += Notices.Send;

        var functions = new Dictionary<string, IFunction>(StringComparer.Ordinal);
        Histories = new ExecutionHistories(home.Executions);
        NoticeBoard = new NoticeBoard(home.Notices, clock);
        BackfillStateMachine = template.StateMachines.Single(
            machine => Path.GetFileName(machine.DefinitionFile) == "backfill.asl.json").Arn;
        Workflows = new LocalWorkflows(
            template.StateMachines.Select(LocalStateMachine.Read), functions, Bucket, NoticeBoard, clock, _executions, Histories, Metrics);
        Warehouse.Stopping = Workflows.Stopping;
        foreach (var function in template.Functions)
        {
            var settings = new FunctionSettings(function.Environment.GetValueOrDefault);
            var ports = new FunctionPorts(Bucket, Warehouse, Workflows, Metrics, clock, settings);
            var local = new LocalFunction(function, ports, home.Logs);
            _logs.Add(local.Log);
            functions[function.Name] = new MeasuredFunction(local, Metrics);
        }

        _mappings = [.. template.Functions.SelectMany(function => function.Queues.Select(mapping =>
            new EventSourceMapping(mapping, _queues[mapping.Queue], functions[function.Name], clock)))];
        Keeping = new HomeKeeping(this, TimeProvider.System);
    }

    public HomeFolder Home { get; }
    public LocalClock Clock { get; }
    public FolderObjectStore Bucket { get; }
    public CountingWarehouse Warehouse { get; }

    /// <summary>Rows that loads have read since the home was opened.</summary>
    public long RowsRead => _warehouse.RowsRead;
    public LedgerReader Ledger { get; }
    public BucketNotices Notices { get; }
    public NoticeBoard NoticeBoard { get; }
    public LocalWorkflows Workflows { get; }
    public ExecutionHistories Histories { get; }
    public MetricStore Metrics { get; }
    public HomeKeeping Keeping { get; }
    public StackTemplate Template => _template;
    public IReadOnlyList<EventSourceMapping> Mappings => _mappings;

    /// <summary>Those that have a dead-letter queue, by name.</summary>
    public IEnumerable<LocalQueue> QueuesWithDeadLetters =>
        _queues.Values.Where(queue => queue.DeadLetters is not null).OrderBy(queue => queue.Name, StringComparer.Ordinal);

    /// <summary>ARN of the state machine of <c>backfill.asl.json</c>.</summary>
    public string BackfillStateMachine { get; }

    /// <summary>Messages that nobody could work on.</summary>
    public int DeadLetters => QueuesWithDeadLetters.Sum(queue => queue.DeadLetters!.Count);

    /// <summary>Says that opening it has upgraded its warehouse; null: it was at this version, or it is new.</summary>
    public string? Upgraded { get; private init; }

    /// <summary>After each answer to <see cref="AskAsync"/>: where a test counts what is asked for.</summary>
    internal event Action<QueryResult>? Answered;

    /// <summary>Opens the stack: reads the template, and brings the warehouse to this version's schema.</summary>
    /// <param name="mayUpgrade">False: a home of an earlier version is refused, and left as it is.</param>
    /// <exception cref="SchemaRefusedException">The home is of a newer version, or of an earlier one and may not be upgraded.</exception>
    public static Task<LocalStack> OpenAsync(
        HomeFolder home,
        bool inRealTime,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string>? parameters = null,
        bool mayUpgrade = true) =>
        OpenAsync(home, inRealTime, options => options, cancellationToken, parameters, mayUpgrade);

    /// <param name="changed">Gives the warehouse other options than its own: where a test lets it behave as it seldom does.</param>
    internal static async Task<LocalStack> OpenAsync(
        HomeFolder home,
        bool inRealTime,
        Func<DuckDbWarehouseOptions, DuckDbWarehouseOptions> changed,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string>? parameters = null,
        bool mayUpgrade = true)
    {
        var template = StackTemplate.Read(StackTemplate.FindRoot(), parameters);
        var clock = new LocalClock(isVirtual: !inRealTime);
        var bucket = new FolderObjectStore(template.Bucket, home.Bucket, home.Scratch);
        var warehouse = await DuckDbWarehouse.OpenAsync(
            changed(new DuckDbWarehouseOptions
            {
                Path = home.Warehouse, Objects = bucket, Time = clock, MemoryBytes = WarehouseMemory.Limit(), CopiesInTurn = true,
                ExportFolder = home.Exports,
            }));
        try
        {
            var runner = new BatchRunner(warehouse, clock);
            var schema = await new SchemaInstaller(warehouse, runner, warehouse.QueryAsync)
                .InstallAsync(Guid.NewGuid().ToString(), cancellationToken, mayUpgrade);
            if (schema.IsBehind)
            {
                throw new SchemaRefusedException(
                    $"{home.Path} was made by an earlier version: its warehouse is at {schema.To}, and this version's is at "
                    + $"{SchemaChanges.All[^1].Name}. A command that may change the home upgrades it. Run "
                    + $"./sparkify backfill log_data --dry-run{HomeOption.Of(home.Called)}, which loads nothing, and this one again.");
            }

            warehouse.ShowToOthers();
            if (clock.IsVirtual && await new LedgerReader(warehouse.QueryAsync).NewestLoadAsync(cancellationToken) is { } newest)
            {
                // The clock of the process before this one may have gone ahead: what is done now is later, to the millisecond.
                clock.SkipTo(newest.AddMilliseconds(1));
            }

            return new LocalStack(home, template, bucket, warehouse, clock)
            {
                Upgraded = !schema.IsUpgrade ? null
                    : $"{home.Path} was made by an earlier version: its warehouse is upgraded, from {schema.From} to {schema.To}. "
                        + $"What an earlier rule lost or refused comes back by ./sparkify rebuild{HomeOption.Of(home.Called)}.",
            };
        }
        catch
        {
            await warehouse.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// A stack beside this one, with executions and queues of its own: it reads the same bucket, and its functions write to the fresh
    /// tables of a rebuild in the same warehouse.
    /// </summary>
    public LocalStack OpenBeside(string folder)
    {
        var bucket = new FolderObjectStore(_template.Bucket, Home.Bucket, Home.Scratch);
        return new LocalStack(HomeFolder.Open(folder), _template, bucket, _warehouse, Clock, new NextSchemaWarehouse(_warehouse));
    }

    /// <summary>Lets one rebuild at a time make the fresh tables. False: another one does.</summary>
    public bool TryBeginRebuild() => Interlocked.Exchange(ref _isRebuilding, 1) == 0;

    public void EndRebuild() => Volatile.Write(ref _isRebuilding, 0);

    /// <summary>Runs a batch to its end.</summary>
    /// <exception cref="WarehouseRefusedException">The warehouse refused a statement: nothing of the batch is done.</exception>
    public Task<StatementReport> RunBatchAsync(string name, IReadOnlyList<string> statements, CancellationToken cancellationToken) =>
        new BatchRunner(_warehouse, Clock).RunAsync(name, Guid.NewGuid().ToString(), statements, cancellationToken);

    /// <summary>Runs a batch to its end, and reads a result of it.</summary>
    /// <param name="answer">Where in the batch the result stands, from 1.</param>
    /// <exception cref="WarehouseRefusedException">The warehouse refused a statement: nothing of the batch is done.</exception>
    public async Task<IReadOnlyList<ResultRow>> AskBatchAsync(
        string name, IReadOnlyList<string> statements, int answer, CancellationToken cancellationToken) =>
        await _warehouse.ReadAsync((await RunBatchAsync(name, statements, cancellationToken)).Id, answer, cancellationToken);

    /// <summary>
    /// Runs until nothing is left to do: goes on with what a killed process left, delivers every message, waits for every execution. No
    /// window is waited for, since nothing more comes.
    /// </summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        Workflows.Resume();
        await Workflows.WhenIdleAsync(cancellationToken);
        if (File.Exists(Home.Delivering))
        {
            await NoticeMissedAsync(cancellationToken);
        }

        while (true)
        {
            foreach (var mapping in _mappings)
            {
                while (await mapping.InvokeDueAsync(windowIsOver: true, cancellationToken))
                {
                }
            }

            await Workflows.WhenIdleAsync(cancellationToken);
            if (_mappings.Min(mapping => mapping.Queue.FirstVisibleAt) is not { } visibleAt)
            {
                return;
            }

            if (visibleAt > Clock.Now && !Clock.IsVirtual)
            {
                // A message that failed comes again when its time has come: that is for the one who watches.
                return;
            }

            Clock.SkipTo(visibleAt);
        }
    }

    /// <summary>Sends the queues every object that is neither in the ledger nor on its way: it was put while nobody listened.</summary>
    public async Task NoticeMissedAsync(CancellationToken cancellationToken)
    {
        var underWay = await FilesUnderWay.ReadAsync(new LocalOperations(this), failedToo: false, cancellationToken);
        var notices = new NoticeBatch(Notices.Send);
        foreach (var dataset in Dataset.All)
        {
            var stored = Bucket.Walk(dataset.Prefix)
                .Where(file => Notices.IsFile(file.Key) && ObjectKey.Fault(file.Key) is null)
                .Select(file => Bucket.FindWhileWanted(file.Key, cancellationToken))
                .OfType<StoredObject>()
                .ToAsyncEnumerable();
            await foreach (var file in RecordedFiles.ReadAsync(
                Ledger, dataset, stored, VersionOf, LedgerPlace.Before(dataset.Prefix), new LedgerAmong(), cancellationToken))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (file is { Stored: { } missed, OfStored: null } && !underWay.Have(VersionOf(missed)))
                {
                    notices.Add(missed);
                }
            }
        }

        notices.Send();
        File.Delete(Home.Delivering);
    }

    /// <summary>One statement, and its rows.</summary>
    /// <exception cref="WarehouseRefusedException">It is no query, or the warehouse refuses it, in its own words.</exception>
    public async Task<QueryResult> AskAsync(string sql, CancellationToken cancellationToken)
    {
        var answer = await _warehouse.QueryAsync(sql, cancellationToken);
        Answered?.Invoke(answer);
        return answer;
    }

    /// <summary>As <see cref="AskAsync"/>, in pages that are read when they are asked for.</summary>
    public IEnumerable<QueryResult> AskInPages(string sql, CancellationToken cancellationToken) =>
        _warehouse.QueryPages(sql, cancellationToken);

    /// <summary>Writes whole tables into files of a folder, all as one snapshot has them.</summary>
    /// <exception cref="WrongInputException">The folder is no place for an export: it has such files of another origin.</exception>
    /// <exception cref="WarehouseRefusedException">There is no room for a file.</exception>
    public FolderExport Export(
        IReadOnlyList<TableOfExport> tables, string folder, FileFormat format, CancellationToken cancellationToken) =>
        new FolderExporter(_warehouse, Home, Clock).Run(tables, folder, format, cancellationToken);

    /// <summary>The files of the functions' logs.</summary>
    internal IEnumerable<string> Logs => _logs.Select(log => log.Path);

    /// <param name="mostBytes">Of each log, and of the notices.</param>
    internal void TrimLogs(DateTimeOffset since, long mostBytes)
    {
        _logs.ForEach(log => log.DropBefore(since, mostBytes));
        NoticeBoard.DropBefore(since, mostBytes);
    }

    internal IReadOnlyList<string> DropExecutions(Func<ExecutionEntry, bool> which, DateTimeOffset now) => _executions.Drop(which, now);

    public async ValueTask DisposeAsync()
    {
        await Workflows.DisposeAsync();
        Keeping.Save();
        Histories.Dispose();
        _executions.Dispose();
        foreach (var mapping in _mappings)
        {
            mapping.Dispose();
        }

        foreach (var queue in _queues.Values)
        {
            queue.Dispose();
        }

        Metrics.Dispose();
        if (_ownsWarehouse)
        {
            await _warehouse.DisposeAsync();
        }
    }

    private static FileVersionKey VersionOf(StoredObject stored) => new(stored.Location.Key, stored.ETag);

    private static Dictionary<string, LocalQueue> OpenQueues(StackTemplate template, HomeFolder home, TimeProvider time)
    {
        var queues = template.Queues.ToDictionary(
            queue => queue.Name, queue => new LocalQueue(queue, home.Queues, time), StringComparer.Ordinal);
        foreach (var queue in template.Queues.Where(queue => queue.DeadLetterQueue is not null))
        {
            queues[queue.Name].DeadLetters = queues[queue.DeadLetterQueue!];
        }

        return queues;
    }
}
