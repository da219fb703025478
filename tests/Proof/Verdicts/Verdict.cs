using Sparkify.Proof.Faults;
using Sparkify.Proof.Schedules;
using Sparkify.Proof.World;
using Sparkify.Reference;
using StatesLanguage;

namespace Sparkify.Proof.Verdicts;

/// <summary>
/// Judges a run when the dust has settled. The versions that count are those that a COPY read for a merge that committed: after a rebuild,
/// for the rebuild's merges and those behind it. A version that was overwritten before anything read it has left nothing but its line in
/// the ledger, <c>superseded</c>.
/// </summary>
internal static class Verdict
{
    /// <summary>A batch is submitted six times at most: fewer passing faults than that must not cost a load.</summary>
    private const int FaultsThatMustPass = 5;

    /// <summary>A notice is tried once more than this.</summary>
    private const int NoticesThatMayFail = 4;

    /// <summary>What must select nothing.</summary>
    private static readonly (string What, string Sql)[] Counts =
    [
        ("rows are not conserved in", "dw.load_counts WHERE staged <> inserted + updated + unchanged + filtered + duplicate"),
        ("rows read are not rows staged and rejected in", "dw.loads WHERE rows_read <> rows_staged + rows_rejected"),
        ("there is no line in dw.loads of", "dw.file_ledger WHERE load_id NOT IN (SELECT load_id FROM dw.loads)"),
        ("there are two lines in dw.loads of", "dw.loads GROUP BY load_id HAVING COUNT(*) > 1"),
        ("there are two lines in dw.file_ledger of", "dw.file_ledger GROUP BY load_id, bucket, key, etag HAVING COUNT(*) > 1"),
        ("there are two lines in dw.load_counts of", "dw.load_counts GROUP BY load_id, table_name HAVING COUNT(*) > 1"),
    ];

    public static RunReport Of(Simulation simulation, IReadOnlyList<string> breaches, string? stuck)
    {
        var ledger = Ledger.Files(simulation.Database);
        simulation.Count(Happening.MetOlder, Failed(simulation).Count(execution => MetOlder(simulation, execution)));
        IEnumerable<string> divergences =
        [
            .. stuck is null ? [] : (string[])[stuck],
            .. breaches,
            .. stuck is null ? Tables(simulation) : [],
            .. stuck is null ? Lost(simulation, ledger) : [],
            .. Untrue(simulation, ledger),
            .. stuck is null ? Leftovers(simulation) : [],
            .. Uncounted(simulation),
            .. simulation.Repairs.Where(repair => repair.HasFailed && !IsForWhatCanNotBeTried(simulation, repair))
                .Select(repair => $"{repair.Name} failed, and nothing was in its way: {repair.Result!.Error}: {repair.Result.Cause}"),
            .. Unaccounted(simulation),
            .. Silent(simulation),
            .. Operated(simulation),
        ];
        return new RunReport
        {
            Schedule = simulation.Schedule,
            Divergences = [.. divergences],
            Deliveries = simulation.Deliveries,
            Executions = simulation.Executions.All.Count(),
            FailedExecutions = Failed(simulation).Count(),
            Repaired = (int)simulation.Repairs.Sum(repair => Repair.FilesOf(repair) ?? 0),
            FilesLoaded = ledger.Where(row => row.Status == "loaded").Select(row => (row.Key, row.ETag)).Distinct().Count(),
            Quarantined = [.. ledger.Where(row => row.Status == "quarantined")
                .DistinctBy(row => (row.Key, row.ETag))
                .Select(row => (row.Key, row.Reason))],
            Copies = simulation.Books.Copies,
            Looks = simulation.Readers.Looks,
            Faults = simulation.Faults.Happened,
            Happenings = simulation.Happenings,
            Trail = simulation.Scheduler.Trail,
            Steps = simulation.Scheduler.Steps,
            Trace = simulation.Trace.Lines,
        };
    }

    private static IEnumerable<string> Tables(Simulation simulation)
    {
        var expected = StarSchema.Of(
            simulation.Books.Present.Select(simulation.Books.Read),
            new ReferenceOptions { RejectShare = simulation.Schedule.MostRejectedShare });
        var comparison = Comparison.Of(expected.Tables, Ledger.Look(simulation.Database).Tables);
        return comparison.AreEqual ? [] : [$"the tables are not those of the files that were read:\n{comparison}"];
    }

    /// <summary>
    /// What is in the bucket is loaded, with its rows in the tables, or quarantined; what was noticed has its line in the ledger, or its
    /// load failed aloud, or its notice is a dead letter.
    /// </summary>
    private static IEnumerable<string> Lost(Simulation simulation, IReadOnlyList<LedgerRow> ledger)
    {
        var quarantined = ledger.Where(row => row.Status is "quarantined").Select(row => (row.Key, row.ETag)).ToHashSet();
        var loaded = ledger.Where(row => row.Status is "loaded").Select(row => (row.Key, row.ETag)).ToHashSet();
        var present = simulation.Books.Present.Select(version => (version.Key, version.ETag)).ToHashSet();
        var failedAlone = Failed(simulation).Where(execution => execution.Machine == Machine.Ingest
                && IsForWhatCanNotBeTried(simulation, execution))
            .SelectMany(simulation.FilesOf)
            .Where(file => simulation.FailsInNewWords(file.Key))
            .ToHashSet();
        foreach (var version in simulation.Bucket.Objects.Where(
            version => Books.DatasetOf(version.Key) is not null && IsTaken(version.Key)))
        {
            var name = (version.Key, version.ETag);
            if (!loaded.Contains(name) && !quarantined.Contains(name) && !failedAlone.Contains(name))
            {
                yield return $"{version.Key} ({version.ETag}) is in the bucket and the ledger has it neither as loaded nor as quarantined";
            }
            else if (loaded.Contains(name) && !present.Contains(name))
            {
                yield return $"{version.Key} ({version.ETag}) is in the bucket and loaded, and its rows went with a rebuild";
            }
        }

        var known = ledger.Select(row => (row.Key, row.ETag))
            .Concat(Failed(simulation).SelectMany(simulation.FilesOf))
            .Concat(simulation.DeadVersions)
            .ToHashSet();
        foreach (var version in simulation.Acting.Noticed.Where(
            version => IsTaken(version.Key) && !known.Contains((version.Key, version.ETag))))
        {
            yield return $"{version.Key} ({version.ETag}) was noticed, no load of it failed, no dead letter names it, "
                + "and the ledger has no line of it";
        }
    }

    /// <summary>Whoever has to mend something got a notice.</summary>
    private static IEnumerable<string> Silent(Simulation simulation)
    {
        if (simulation.Faults.Happened.GetValueOrDefault(FaultKinds.PublishFails) > NoticesThatMayFail)
        {
            yield break;
        }

        var shown = simulation.Executions.Notices.ToHashSet();
        foreach (var execution in Failed(simulation).Where(execution => !shown.Contains(
            ($"Sparkify: a {(execution.Machine == Machine.Ingest ? "load" : "backfill")} failed", execution.Name))))
        {
            yield return $"{execution.Name} failed and nobody got a notice";
        }

        foreach (var execution in simulation.Executions.All.Where(
            execution => execution is { IsQuarantine: true, Result.Status: ExecutionStatus.Succeeded }))
        {
            if (!shown.Contains(("Sparkify: files quarantined", execution.Name)))
            {
                yield return $"{execution.Name} quarantined files and nobody got a notice";
            }
        }
    }

    private static IEnumerable<Execution> Failed(Simulation simulation) =>
        simulation.Executions.All.Where(execution => execution.HasFailed);

    /// <summary>What the ledger says of a file must be what happened to it.</summary>
    private static IEnumerable<string> Untrue(Simulation simulation, IReadOnlyList<LedgerRow> ledger)
    {
        var share = simulation.Schedule.MostRejectedShare;
        var merged = simulation.Books.Ever.Select(version => (version.Key, version.ETag)).ToHashSet();
        var loaded = ledger.Where(row => row.Status == "loaded").Select(row => (row.Key, row.ETag)).ToHashSet();
        foreach (var (key, etag) in loaded.Except(merged))
        {
            yield return $"the ledger calls {key} ({etag}) loaded, and no committed merge had it";
        }

        foreach (var (key, etag) in merged.Except(loaded))
        {
            yield return $"{key} ({etag}) was merged, and the ledger does not call it loaded";
        }

        foreach (var (key, etag) in merged)
        {
            if (simulation.Books.Read(simulation.Bucket.Find(key, etag)!).QuarantinedBecause(share) is { } reason)
            {
                yield return $"{key} ({etag}) was merged, and should be quarantined: {reason}";
            }
        }

        foreach (var row in ledger.Where(row => row is { Status: "loaded", Staged: not null, Unusable: not null }))
        {
            if (simulation.Bucket.Find(row.Key, row.ETag) is { } version && simulation.Books.Read(version) is var reading
                && (row.Staged, row.Rejected, row.Unusable) != (reading.Accepted, reading.Rejected.Count, reading.Unusable))
            {
                yield return $"of {row.Key} ({row.ETag}) the ledger counts {row.Staged} rows staged, {row.Rejected} refused, "
                    + $"{row.Unusable} unusable, and it has {reading.Accepted}, {reading.Rejected.Count} and {reading.Unusable}";
            }
        }

        foreach (var row in ledger.Where(row => row.Status == "quarantined" && string.IsNullOrWhiteSpace(row.Reason)))
        {
            yield return $"{row.Key} ({row.ETag}) is quarantined, and nothing says why";
        }

        foreach (var row in ledger.Where(row => row.Status == "quarantined").DistinctBy(row => (row.Key, row.ETag)))
        {
            if (simulation.Bucket.Find(row.Key, row.ETag) is not { } version)
            {
                yield return $"the ledger has quarantined {row.Key} ({row.ETag}), which never was";
            }
            else if (!simulation.MayBeUnreadable(row.Key) && simulation.Books.Read(version).QuarantinedBecause(share) is null)
            {
                yield return $"{row.Key} ({row.ETag}) is quarantined ({row.Reason}), and nothing is wrong with it";
            }
        }
    }

    private static IEnumerable<string> Leftovers(Simulation simulation)
    {
        var tables = Ledger.Ask(
            simulation.Database,
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'dw' "
            + $"AND ({string.Join(" OR ", Ingestion.Dataset.All.Select(dataset => $"table_name LIKE '{dataset.StagingShape}_%'"))})");
        var loads = simulation.Executions.All.Where(execution => execution.LoadId is not null)
            .ToLookup(execution => execution.LoadId![(execution.LoadId!.LastIndexOf('-') + 1)..]);
        foreach (var row in tables)
        {
            var table = (string)row[0]!;
            var load = loads[table[(table.LastIndexOf('_') + 1)..]].ToList();
            // One that was taken apart leaves its table to a part, which may fail. If a home begins it anew after that, the part is done,
            // and nobody takes the table that it makes then.
            if (load.Count == 0
                || (load.Exists(execution => !execution.HasFailed && !execution.IsBegunAnew && !MetOlder(simulation, execution))
                    && !MayFail(simulation)))
            {
                yield return $"{table} is left behind by {(load.Count == 0 ? "nobody" : $"{load[^1].Name}, which ended well")}";
            }
        }
    }

    private static IEnumerable<string> Uncounted(Simulation simulation)
    {
        var query = string.Join(" UNION ALL ", Counts.Select(count => $"SELECT '{count.What}' AS what, load_id FROM {count.Sql}"));
        return Ledger.Ask(simulation.Database, query).Select(row => $"{row[0]} {row[1]}");
    }

    /// <summary>A load may fail only when something happened that no retry cures, or if it has met the schema of another version.</summary>
    private static IEnumerable<string> Unaccounted(Simulation simulation) => MayFail(simulation)
        ? []
        : Failed(simulation).Where(
            execution => !MetOlder(simulation, execution) && !IsForWhatCanNotBeTried(simulation, execution)
                && !LacksWhatFailed(simulation, execution) && !CanNotAskAgain(execution)).Select(execution =>
            $"{execution.Name} failed, and every fault was one that passes: {execution.Result!.Error}: {execution.Result.Cause}");

    private static bool MayFail(Simulation simulation) =>
        simulation.Faults.Happened is var happened
        && (happened.Keys.Any(kind => !kind.Passes) || happened.Values.Sum() > FaultsThatMustPass);

    /// <summary>
    /// Of a file that fails in words which nobody knows, nothing shows whether it or the stack is at fault, where no other of its load
    /// loads. Such a load fails aloud, and a backfill of it is incomplete.
    /// </summary>
    private static bool IsForWhatCanNotBeTried(Simulation simulation, Execution execution) =>
        execution.Result!.Error is "StackAtFaultException"
            ? simulation.FilesOf(execution).Any(file => simulation.FailsInNewWords(file.Key))
            : execution.Result.Error is "BackfillIncomplete" && HasWhatCanNotBeTried(simulation);

    private static bool HasWhatCanNotBeTried(Simulation simulation) =>
        simulation.Bucket.Objects.Any(version => simulation.FailsInNewWords(version.Key));

    /// <summary>A backfill beside which a load has failed: that one is accounted for by itself.</summary>
    private static bool LacksWhatFailed(Simulation simulation, Execution execution) =>
        execution.Result!.Error is "BackfillIncomplete" && Failed(simulation).Any(other => other.Machine == Machine.Ingest);

    /// <summary>The definitions of the version before do not ask the load views again: there, silence ends a load aloud.</summary>
    private static bool CanNotAskAgain(Execution execution) =>
        execution.IsBefore && execution.Result!.Error is "LoadViewsSilentException";

    private static bool MetOlder(Simulation simulation, Execution execution) => execution.StartedAt <= simulation.Deployment.CaughtUpAt;

    /// <summary>What operators do comes to a good end, if nothing is in its way.</summary>
    private static IEnumerable<string> Operated(Simulation simulation)
    {
        if (simulation.Deployment.IsBehind)
        {
            yield return $"the schema could not be brought to this version, and nothing was in its way: {simulation.Deployment.Reason}";
        }

        foreach (var rebuild in simulation.Acting.Rebuilds.Where(rebuild => rebuild.Failure is not null && !HasWhatCanNotBeTried(simulation)
            && simulation.Faults.Happened.Count == 0 && simulation.Deployment.CaughtUpAt is null))
        {
            yield return $"a rebuild was given up, and nothing was in its way: {rebuild.Failure}";
        }
    }

    private static bool IsTaken(string key) => !FileGenerator.IsPassedBy(key)
        && (key.EndsWith(".json", StringComparison.Ordinal) || key.EndsWith(".json.gz", StringComparison.Ordinal));
}
