using System.Collections.Concurrent;
using System.Diagnostics;
using Sparkify.Ingestion.Statements;
using Sparkify.Proof.Faults;
using Sparkify.Proof.Schedules;
using Sparkify.Proof.Verdicts;

namespace Sparkify.Proof;

/// <summary>Many schedules of one seed, side by side: each in a world of its own.</summary>
public sealed class Campaign(ulong seed)
{
    private readonly Lock adding = new();
    private readonly SortedDictionary<int, RunReport> diverging = [];
    private readonly Dictionary<FaultKind, int> faults = [];
    private readonly Dictionary<string, int> happenings = [];

    public int Schedules { get; private set; }

    public int Deliveries { get; private set; }

    public int Executions { get; private set; }

    public int FailedExecutions { get; private set; }

    public int Repaired { get; private set; }

    public int FilesLoaded { get; private set; }

    public int FilesQuarantined { get; private set; }

    public int Copies { get; private set; }

    public int Looks { get; private set; }

    public TimeSpan Elapsed { get; private set; }

    public IReadOnlyDictionary<FaultKind, int> Faults => faults;

    /// <summary>By the words of <see cref="World.Happening"/>.</summary>
    public IReadOnlyDictionary<string, int> Happenings => happenings;

    /// <summary>By the number of the schedule.</summary>
    public IReadOnlyDictionary<int, RunReport> Diverging => diverging;

    /// <summary>
    /// Runs schedules until so many are done, the time is up, so many have diverged, or it is to stop. What is begun is ended: no number is
    /// left out.
    /// </summary>
    /// <param name="first">The number of the first one.</param>
    /// <param name="progress">Gets now and then how many are done.</param>
    public void Run(
        int schedules, TimeSpan? most = null, int first = 1, int workers = 1, int mostDivergences = int.MaxValue,
        Func<IWarehouse, IWarehouse>? sabotage = null, Action<int>? progress = null, CancellationToken stopping = default)
    {
        var clock = Stopwatch.StartNew();
        var begun = 0;
        var broken = new ConcurrentQueue<Exception>();
        var threads = Enumerable.Range(0, workers).Select(_ => new Thread(Work) { IsBackground = true }).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Elapsed += clock.Elapsed;
        if (broken.TryDequeue(out var exception))
        {
            throw exception;
        }

        void Work()
        {
            try
            {
                while (broken.IsEmpty
                    && (most is null || clock.Elapsed < most)
                    && diverging.Count < mostDivergences
                    && !stopping.IsCancellationRequested
                    && Interlocked.Increment(ref begun) is var next && next <= schedules)
                {
                    var number = first - 1 + next;
                    Add(number, RunOne(number, sabotage));
                    progress?.Invoke(Schedules);
                }
            }
            catch (Exception e)
            {
                broken.Enqueue(e);
            }
        }
    }

    private RunReport RunOne(int number, Func<IWarehouse, IWarehouse>? sabotage)
    {
        try
        {
            return Simulation.Run(ScheduleGenerator.Of(seed, number), sabotage);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"schedule {number} of seed {seed} could not be run: {e.Message}", e);
        }
    }

    private void Add(int number, RunReport report)
    {
        lock (adding)
        {
            Schedules++;
            Deliveries += report.Deliveries;
            Executions += report.Executions;
            FailedExecutions += report.FailedExecutions;
            Repaired += report.Repaired;
            FilesLoaded += report.FilesLoaded;
            FilesQuarantined += report.Quarantined.Count;
            Copies += report.Copies;
            Looks += report.Looks;
            foreach (var (kind, times) in report.Faults)
            {
                faults[kind] = faults.GetValueOrDefault(kind) + times;
            }

            foreach (var (what, times) in report.Happenings)
            {
                happenings[what] = happenings.GetValueOrDefault(what) + times;
            }

            if (report.Diverges)
            {
                diverging.Add(number, report);
            }
        }
    }
}
