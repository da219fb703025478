using System.Text.Json.Serialization;
using Amazon.Lambda.Core;
using Sparkify.Functions.Aws;
using Sparkify.Functions.Staging;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Quarantine;
using Sparkify.Ingestion.Staging;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Functions.Quarantine;

/// <summary>
/// Takes apart a load that could not be staged: the parts are loads of their own, and a file that stands alone is quarantined.
/// </summary>
public sealed class SplitOrQuarantine(FunctionPorts ports)
{
    /// <summary>Files whose first bytes are looked at in one go.</summary>
    private const int MostLookedAt = 20;

    public SplitOrQuarantine() : this(AwsPorts.Shared) { }

    /// <exception cref="StackAtFaultException">The words name no file, and none of the files that were tried loads.</exception>
    public Task<SplitOrQuarantineOutput> HandleAsync(SplitOrQuarantineInput input, ILambdaContext context) =>
        Deadline.KeepAsync(ports.Time, context, async cancellation =>
        {
            ports.Traces.Annotate(input.Load);
            var (split, reason) = input.Staging.Outcome == StatementOutcome.Finished
                ? await RefusedAsync(input, cancellation)
                : await FailedAsync(input, cancellation);
            foreach (var part in split.Parts)
            {
                await FileList.WriteAsync(ports.Objects, part, cancellation);
                context.Events().LoadSplit(
                    input.Load.LoadId,
                    reason,
                    part.Load.Quarantine ? "quarantining" : part.Load.Trial ? "trying" : "loading",
                    part.Load.Files,
                    part.Load.LoadId,
                    input.Load.TraceId ?? "-");
            }

            return new SplitOrQuarantineOutput
            {
                Reason = reason,
                Outcome = split.Outcome,
                Trials = split.Trials,
                Parts =
                [
                    .. split.Parts.Select(
                        part => new LoadPart { Name = part.Load.LoadId, Input = new IngestInput { Load = part.Load } }),
                ],
            };
        });

    /// <summary>The COPY went through, and some files have too many refused rows.</summary>
    private async Task<(Split Split, string Reason)> RefusedAsync(SplitOrQuarantineInput input, CancellationToken cancellationToken)
    {
        var (files, _, review) = await StagingReviewer.ReviewAsync(
            ports, input.Load, input.Staging, input.Explaining, cancellationToken);
        var reason = review.WhyNotMerged ?? throw new StatementLostException(
            $"{input.Load.LoadId}: its files are others than those that were looked at before: it is staged again");
        var offenders = new List<ListedFile>(review.Offenders.Count);
        foreach (var file in review.Offenders)
        {
            var looks = file.Superseded || offenders.Count >= MostLookedAt ? null : await LooksAsync(file.Version, cancellationToken);
            offenders.Add(file with { Reason = $"{file.Reason}{looks}" });
        }

        return TakenApart(input.Load, files, offenders, reason);
    }

    /// <summary>The COPY failed. For a file that stands alone the load error views say where, the statement's own words what.</summary>
    private async Task<(Split Split, string Reason)> FailedAsync(SplitOrQuarantineInput input, CancellationToken cancellationToken)
    {
        var load = input.Load;
        var files = await FileList.ReadAsync(ports.Objects, load, cancellationToken);
        if (CopyManifest.Newest(files) is [var alone] && await IsOverwrittenAsync(alone, cancellationToken))
        {
            const string superseded = FileOutcome.SupersededReason;
            return TakenApart(load, files, [.. files.Select(file => file with { Superseded = true, Reason = superseded })], superseded);
        }

        var reason = await ReasonAsync(input, cancellationToken);
        if (CopyManifest.Newest(files) is [var failed])
        {
            reason += await LooksAsync(failed, cancellationToken);
        }

        var mayBeTheStack = DatabaseError.FaultOf(input.Staging.Error) is DatabaseFault.Unknown && load.Control is null;
        return mayBeTheStack
            ? (Trials.Next(load, files, [.. input.Split?.Trials ?? [], .. input.Parts ?? []], reason, input.ExecutionId), reason)
            : TakenApart(load, files, [], reason);
    }

    private static (Split Split, string Reason) TakenApart(
        Load load, IReadOnlyList<ListedFile> files, IReadOnlyList<ListedFile> offenders, string reason) =>
        (new Split(SplitOutcome.TakenApart, SplitPlan.Of(load, files, offenders, reason), []), reason);

    private async Task<string> ReasonAsync(SplitOrQuarantineInput input, CancellationToken cancellationToken)
    {
        var reason = input.Staging.Error ?? "the COPY failed without a word";
        if (input.Explaining?.Answers(input.Staging) == true)
        {
            var explained = input.Explaining;
            var rows = await ports.Warehouse.ReadAsync(explained.StatementId, StatementBatch.OnlyStatement, cancellationToken);
            reason = rows.Count == 0 ? reason : $"{LoadError.FromResult(rows[0]).Describe()} ({reason})";
        }

        return reason;
    }

    /// <summary>What a file looks like that is no JSON, to be said behind a reason; empty where that is not known.</summary>
    private async Task<string> LooksAsync(FileVersion file, CancellationToken cancellationToken) =>
        await CloserLook.LooksAsync(ports.Objects, file, cancellationToken) is { } looks ? $"; {looks}" : "";

    /// <summary>A COPY that fails does not say which version it met. What failed was another one if another one is there now.</summary>
    private async Task<bool> IsOverwrittenAsync(FileVersion version, CancellationToken cancellationToken)
    {
        var page = await ports.Objects.ListAsync(version.Bucket, version.Key, startAfter: null, cancellationToken);
        return page.Objects.FirstOrDefault(file => file.Key == version.Key) is { } now && now.ETag != version.ETag;
    }
}

public sealed record SplitOrQuarantineInput
{
    [JsonPropertyName("load")]
    public required Load Load { get; init; }

    /// <summary>The staging that failed, or that finished with too many refused rows.</summary>
    [JsonPropertyName("staging")]
    public required StatementTicket Staging { get; init; }

    /// <summary>What the load views were asked of it, answered or not; null where they were not asked.</summary>
    [JsonPropertyName("explaining")]
    public StatementTicket? Explaining { get; init; }

    [JsonPropertyName("executionId")]
    public required string ExecutionId { get; init; }

    /// <summary>What this function said before the trial that is done now; null before the first.</summary>
    [JsonPropertyName("split")]
    public SplitOrQuarantineOutput? Split { get; init; }

    /// <summary>What that trial came to.</summary>
    [JsonPropertyName("parts")]
    public IReadOnlyList<PartOutcome>? Parts { get; init; }
}

public sealed record SplitOrQuarantineOutput
{
    [JsonPropertyName("reason")]
    public required string Reason { get; init; }

    /// <summary>
    /// <see cref="SplitOutcome.TakenApart"/>; <see cref="SplitOutcome.Trial"/>: come back with what the part came to;
    /// <see cref="SplitOutcome.Undecided"/>: the load is such a trial.
    /// </summary>
    [JsonPropertyName("outcome")]
    public string Outcome { get; init; } = SplitOutcome.TakenApart;

    /// <summary>What the trials so far came to, in their order.</summary>
    [JsonPropertyName("trials")]
    public IReadOnlyList<PartOutcome> Trials { get; init; } = [];

    [JsonPropertyName("parts")]
    public required IReadOnlyList<LoadPart> Parts { get; init; }
}

/// <summary>An execution to start.</summary>
public sealed record LoadPart
{
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("input")]
    public required IngestInput Input { get; init; }
}
