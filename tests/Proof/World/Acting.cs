using Sparkify.Ingestion.Failures;
using Sparkify.Proof.Schedules;

namespace Sparkify.Proof.World;

/// <summary>Does what a schedule says: puts, deletes, delivers, and what operators do.</summary>
internal sealed class Acting(Simulation simulation)
{
    private readonly Dictionary<int, StoredVersion> versions = [];
    private readonly List<Rebuild> rebuilds = [];
    private int backfills;

    /// <summary>Versions whose notice was handed to the poller.</summary>
    public HashSet<StoredVersion> Noticed { get; } = [];

    /// <summary>Versions of which nobody ever gets a notice.</summary>
    public int NeverNoticed => versions.Values.Distinct().Count(version => !Noticed.Contains(version));

    public IReadOnlyList<Rebuild> Rebuilds => rebuilds;

    public async Task RunAsync(IEnumerable<Act> acts)
    {
        foreach (var act in acts)
        {
            await Task.Yield();
            simulation.Trace.Say($"{act}");
            await DoAsync(act);
            simulation.Readers.MaybeLook();
        }
    }

    /// <summary>Whatever has failed so far is started again. The command is this version's, and refuses an older schema.</summary>
    public async Task RedriveAsync()
    {
        try
        {
            await new Operations.StackFailures(new OperatedStack(simulation)).RedriveAsync(null, (_, _) => { }, default);
        }
        catch (WarehouseRefusedException e) when (simulation.Deployment.IsBehind)
        {
            simulation.Trace.Say($"the redrive is refused: {e.Message}");
        }
    }

    private async Task DoAsync(Act act)
    {
        switch (act)
        {
            case Put put:
                versions[put.Id] = simulation.Bucket.Put(put.File.Key, put.File.Bytes);
                Count(put);
                break;
            case Delete delete:
                simulation.Bucket.Delete(delete.Key);
                break;
            case Pause pause:
                await simulation.Time.DelayAsync(TimeSpan.FromSeconds(pause.Seconds), CancellationToken.None);
                break;
            case Backfill backfill:
                simulation.Executions.Start(
                    Machine.Backfill,
                    $"backfill-{++backfills}",
                    Repair.Input(backfill.Dataset == Reference.Dataset.LogData ? "log_data" : "song_data", backfill.Force));
                break;
            case Redeploy redeploy:
                simulation.Deployment.Redeploy(redeploy.IsHome);
                break;
            case Upgrade:
                simulation.Scheduler.Root.Child().Start(simulation.Deployment.RunAsync);
                break;
            case Redrive:
                simulation.Process.Child().Start(RedriveAsync);
                break;
            case Rebuilding:
                StartRebuild();
                break;
            case Deliver deliver:
                await DeliverAsync(deliver);
                break;
        }
    }

    private void Count(Put put)
    {
        simulation.Count(Happening.Foreign, put.IsForeign ? 1 : 0);
        simulation.Count(Happening.Odd, put.HasOddKey ? 1 : 0);
        simulation.Count(Happening.PassedBy, put.IsPassedBy ? 1 : 0);
        simulation.Count(Happening.CaseTwins, simulation.Bucket.Objects.Any(other => other.Key != put.File.Key
            && string.Equals(other.Key, put.File.Key, StringComparison.OrdinalIgnoreCase)) ? 1 : 0);
    }

    /// <summary>One at a time.</summary>
    private void StartRebuild()
    {
        if (!rebuilds.Exists(rebuild => rebuild.IsUnderWay))
        {
            var lane = simulation.Process.Child();
            rebuilds.Add(new Rebuild(simulation, lane, $"rebuild-{rebuilds.Count + 1}"));
            lane.Start(rebuilds[^1].RunAsync);
        }
    }

    private async Task DeliverAsync(Deliver deliver)
    {
        for (var patience = 0;
            patience < 50 && simulation.Executions.All.Count(execution => execution.Result is null) >= simulation.Schedule.AtOnce;
            patience++)
        {
            await simulation.Time.DelayAsync(TimeSpan.FromSeconds(1), CancellationToken.None);
        }

        var known = deliver.Puts.Where(versions.ContainsKey).Select(id => versions[id]).ToList();
        IReadOnlyList<string> bodies = [.. known.Select(Notice.Of), .. deliver.Others];
        if (bodies.Count > 0)
        {
            Noticed.UnionWith(known);
            simulation.QueueOf(deliver.Dataset).Deliver(bodies);
        }
    }
}
