using System.Globalization;
using System.Security.Cryptography;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.Operations.Verifying;

/// <summary>How an acceptance run is made.</summary>
public sealed record VerifyOptions
{
    /// <summary>Also in a stack whose ledger has other files: only its own rows are compared then.</summary>
    public bool BesideData { get; init; }

    /// <summary>How long it waits for its files, each time that it has put some.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Leaves files and rows where they are, for a closer look.</summary>
    public bool Leave { get; init; }
}

/// <summary>
/// An acceptance run of a stack: puts a few files of its own, holds the tables against what they must have then, and finds out what no
/// document says.
/// </summary>
/// <param name="stack">The stack.</param>
/// <param name="time">The real time.</param>
/// <param name="report">Gets every while how far it is: of what, so many, of so many.</param>
public sealed class VerifyRun(
    IVerifiedStack stack, VerifyOptions options, TimeProvider time, Action<WorkProgress> report)
{
    private readonly List<Finding> _findings = [];

    /// <exception cref="WrongInputException">The stack holds other files, and nothing was begun.</exception>
    public async Task<VerifyReport> RunAsync(CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        var number = RandomNumberGenerator.GetInt32(10_000_000);
        var rows = new VerifiedRows(number);
        var id = string.Create(CultureInfo.InvariantCulture, $"{began:yyyyMMdd-HHmmss}-{rows.Number}");
        var folder = $"_verify/{id}/";
        Add(await SchemaAsync(cancellationToken));
        if (_findings[0].Verdict is Verdicts.Falls)
        {
            return Report([]);
        }

        await RequireAloneAsync(cancellationToken);
        var before = await TroublesAsync(cancellationToken);
        // Whoever may not ask for the rows hears it before a file is put.
        await RowsAsync(rows, cancellationToken);
        var delivered = new DeliveredFiles(stack, folder, options.Wait, time, report);
        var files = new VerifiedFiles(rows, folder);
        await delivered.PutAsync(files.First, HasFailedAsync, cancellationToken);
        await delivered.PutAsync(files.Second, HasFailedAsync, cancellationToken);
        await AddCasesAsync(delivered, rows, cancellationToken);

        var probe = new WarehouseProbe(stack);
        var copies = stack.CopyRole is { } role ? new CopyProbes(stack, probe, role, id, files.Outside) : null;
        await ProbeAsync(probe, copies, number, began, cancellationToken);
        Add(Freshness(delivered.Lines));
        var troubles = (await TroublesAsync(cancellationToken)).Except(before).ToList();
        Add(troubles.Count == 0
            ? Claims.NothingFailed.Holds("none did")
            : Claims.NothingFailed.Falls(string.Join("; ", troubles), troubles));

        var cleaning = new TakingAway(stack, probe, rows, folder);
        var left = options.Leave
            ? cleaning.Leave()
            : await cleaning.RunAsync(delivered.Put.Concat(copies?.Put ?? []), cancellationToken);
        return Report(left) with { ToTakeAway = cleaning.Rest };

        async Task<bool> HasFailedAsync()
        {
            var unfinished = await stack.UnfinishedAsync(cancellationToken);
            return unfinished.Any(execution => !execution.IsRunning && !before.Contains(Words(execution)))
                && !unfinished.Any(execution => execution.IsRunning);
        }

        VerifyReport Report(IReadOnlyList<string> left) => new()
        {
            Schema = SchemaChanges.Version,
            Stack = stack.IsDeployed ? "deployed" : "home",
            Run = id,
            Began = began,
            Ended = time.GetUtcNow(),
            Claims = [.. Claims.All.Select(claim => _findings.Find(finding => finding.Claim == claim.Id)
                ?? claim.NotSettled("not tried: the schema is another one"))],
            Left = left,
        };
    }

    private void Add(params IEnumerable<Finding> findings)
    {
        foreach (var finding in findings)
        {
            var claim = Claims.All.Single(known => known.Id == finding.Claim);
            // What DuckDB does proves nothing about Redshift; but what does not even hold here is worth a look.
            _findings.Add(claim.OnlyOnAws && !stack.IsDeployed && finding.Verdict is Verdicts.Holds or Verdicts.Recorded
                ? finding with { Verdict = Verdicts.NotSettled, Seen = $"of a home's own warehouse: {finding.Seen}" }
                : finding);
            report(new WorkProgress("claims", _findings.Count, Claims.All.Count));
        }
    }

    private async Task<Finding> SchemaAsync(CancellationToken cancellationToken)
    {
        var columns = (await AskAsync(SchemaChanges.Find(), cancellationToken)).Named.Select(row => row.Text("column_name")).ToList();
        if (columns.Count == 0)
        {
            return Claims.Schema.Falls("the warehouse has no dw.schema_changes that these credentials may see");
        }

        var applied = (await AskAsync(SchemaChanges.Applied(columns), cancellationToken)).Named
            .Select(row => new AppliedChange(row.Text("change"), row.TextOrNull("digest"))).ToList();
        try
        {
            return SchemaChanges.After(applied) is [{ Changes: [var next, ..] }, ..]
                ? Claims.Schema.Falls($"it lacks {next} and what follows; this version's newest is {SchemaChanges.All[^1]}")
                : Claims.Schema.Holds($"it is at {SchemaChanges.All[^1]}", SchemaChanges.Version);
        }
        catch (SchemaRefusedException other)
        {
            return Claims.Schema.Falls(other.Message);
        }
    }

    private async Task RequireAloneAsync(CancellationToken cancellationToken)
    {
        foreach (var dataset in Dataset.All.Where(_ => !options.BesideData))
        {
            var other = await stack.Ledger
                .ListAsync(dataset, LedgerPlace.Before(dataset.Prefix), new LedgerAmong(), cancellationToken)
                .FirstOrDefaultAsync(
                    line => !line.Version.Key.StartsWith($"{dataset.Prefix}_verify/", StringComparison.Ordinal), cancellationToken);
            if (other is not null)
            {
                throw new WrongInputException(
                    $"The stack holds other files ({other.Version.Key}, say): verify would put files and rows of its own beside them. "
                    + "To do so all the same, and to compare only what is its own, say --beside-data.");
            }
        }
    }

    /// <summary>What has failed and what nobody could read, each in words that no other has.</summary>
    private async Task<IReadOnlySet<string>> TroublesAsync(CancellationToken cancellationToken)
    {
        var failed = (await stack.UnfinishedAsync(cancellationToken)).Where(execution => !execution.IsRunning).Select(Words);
        var dead = (await stack.DeadLettersAsync(cancellationToken))
            .Select(queue => $"{queue.Name} has {Counted.Of(queue.Messages, "dead letter")}");
        return failed.Concat(dead).ToHashSet(StringComparer.Ordinal);
    }

    private static string Words(ExecutionEntry execution) => $"{execution.Name} ended {execution.Status}";

    private async Task AddCasesAsync(DeliveredFiles delivered, VerifiedRows rows, CancellationToken cancellationToken)
    {
        var expected = ExpectedRows.Read(rows);
        var wrong = (await RowsAsync(rows, cancellationToken)).SelectMany(of => expected.Compare(of.Key, of.Value)).ToList();
        foreach (var claim in (Claim[])
        [
            Claims.Sample, Claims.FewRowsRefused, Claims.HalfRefused, Claims.Poison, Claims.SameFileTwice, Claims.LateSong,
            Claims.TwoAtOnce, Claims.WrongPrefix, Claims.NoOtherRows,
        ])
        {
            var (stories, faults) = await delivered.LookAsync(claim, cancellationToken);
            var all = faults.Concat(wrong.Where(row => row.Claim == claim.Id).Select(row => row.Words)).ToList();
            var evidence = stories.Select(story => $"{story.Key}: {DeliveredFiles.Words(story)}");
            Add(all.Count > 0
                ? claim.Falls(string.Join("; ", all), evidence)
                : claim.Holds(Seen(claim, stories, expected.Count(claim.Id)), evidence));
        }
    }

    private static string Seen(Claim claim, IEnumerable<FileStory> stories, string rows) =>
        claim == Claims.NoOtherRows ? "none was found"
        : rows.Length > 0 ? $"the rows are there, and no others of these keys: {rows}"
        : string.Join("; ", stories.Select(
            story => $"{story.Key[(story.Key.LastIndexOf('/') + 1)..]}: {DeliveredFiles.Words(story)}"));

    private async Task ProbeAsync(
        WarehouseProbe probe, CopyProbes? copies, int number, DateTimeOffset began, CancellationToken cancellationToken)
    {
        var counting = new CountingProbes(stack, probe, number);
        var statements = new StatementProbes(stack, probe, number);
        (Claim[] Claims, Func<CancellationToken, Task<IReadOnlyList<Finding>>>? Try)[] probes =
        [
            ([Claims.ViewsInTransaction, Claims.ViewsAfterCommit, Claims.FileETag], copies is null ? null : copies.ViewsAsync),
            ([Claims.ErrorsAfterRollback], copies is null ? null : copies.RollbackAsync),
            ([Claims.LockBeforeSnapshot], counting.LockAsync),
            ([Claims.ConflictWords], counting.ConflictAsync),
            ([Claims.IsolationLevel], statements.IsolationAsync),
            ([Claims.FailedStatement], statements.FailedAsync),
            ([Claims.SameToken], statements.TokenAsync),
            ([Claims.LongPoll], statements.WaitAsync),
            ([Claims.MergeRows, Claims.CaseInMerge], statements.MergeAsync),
            ([Claims.MissingManifest], copies is null ? null : copies.MissingAsync),
            ([Claims.DeniedManifest, Claims.DeniedFile], copies is null ? null : copies.DeniedAsync),
            ([Claims.NulInText, Claims.LoneSurrogate, Claims.OddRows], copies is null ? null : copies.OddRowsAsync),
            ([Claims.LargeRow], copies is null ? null : copies.LargeRowAsync),
            ([Claims.ChargedMinute], cancellation => statements.ChargesAsync(began, cancellation)),
        ];
        foreach (var (claims, attempt) in probes)
        {
            try
            {
                Add(attempt is null
                    ? claims.Select(claim => claim.NotSettled("the stack's parameter has no copyRole: deploy it again by this version"))
                    : await attempt(cancellationToken));
            }
            catch (IngestionException failed)
            {
                Add(claims.Select(claim => claim.NotSettled($"it could not be tried: {failed.Message}", failed.Message)));
            }
        }
    }

    /// <summary>From S3's time of the put to the ledger's time of the merge: two clocks of AWS.</summary>
    private Finding Freshness(IReadOnlyList<LedgerLine> lines)
    {
        if (!stack.IsDeployed)
        {
            return Claims.QueryableAfter.NotSettled("a home's windows take no time");
        }

        var seconds = lines.Where(line => line.Entry.PutAt is not null)
            .Select(line => (line.Version.Key, Seconds: (FileJourney.Moment(line.Entry.RecordedAt) - line.Entry.PutAt!.Value).TotalSeconds))
            .ToList();
        return seconds.Count == 0
            ? Claims.QueryableAfter.NotSettled("the ledger has no times")
            : Claims.QueryableAfter.Recorded(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{seconds.Min(of => of.Seconds):F1} to {seconds.Max(of => of.Seconds):F1} s, {seconds.Count} times"),
                seconds.Select(of => string.Create(CultureInfo.InvariantCulture, $"{of.Key}: {of.Seconds:F3} s")));
    }

    /// <summary>By the names of their tables.</summary>
    private async Task<IReadOnlyDictionary<string, QueryResult>> RowsAsync(VerifiedRows rows, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, QueryResult>();
        foreach (var (table, question) in rows.Questions)
        {
            found[table] = await AskAsync(question, cancellationToken);
        }

        return found;
    }

    private async Task<QueryResult> AskAsync(string sql, CancellationToken cancellationToken) =>
        QueryResult.Of(await stack.AskAsync(sql, cancellationToken).ToListAsync(cancellationToken));
}
