using System.Text.Json.Serialization;
using Amazon.Lambda.Core;
using Sparkify.Functions.Aws;
using Sparkify.Functions.Staging;
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
    public SplitOrQuarantine() : this(AwsPorts.Shared) { }

    public Task<SplitOrQuarantineOutput> HandleAsync(SplitOrQuarantineInput input, ILambdaContext context) =>
        Deadline.KeepAsync(ports.Time, context, async cancellation =>
        {
            ports.Traces.Annotate(input.Load);
            var (files, offenders, reason) = input.Staging.Outcome == StatementOutcome.Finished
                ? await RefusedAsync(input, cancellation)
                : await FailedAsync(input, cancellation);
            var parts = SplitPlan.Of(input.Load, files, offenders, reason);
            foreach (var part in parts)
            {
                await FileList.WriteAsync(ports.Objects, part, cancellation);
                context.Events().LoadSplit(
                    input.Load.LoadId,
                    reason,
                    part.Load.Quarantine ? "quarantining" : "loading",
                    part.Load.Files,
                    part.Load.LoadId,
                    input.Load.TraceId ?? "-");
            }

            return new SplitOrQuarantineOutput
            {
                Reason = reason,
                Parts = [.. parts.Select(part => new LoadPart { Name = part.Load.LoadId, Input = new IngestInput { Load = part.Load } })],
            };
        });

    /// <summary>The COPY went through, and some files have too many refused rows.</summary>
    private async Task<(IReadOnlyList<ListedFile> Files, IReadOnlyList<ListedFile> Offenders, string Reason)> RefusedAsync(
        SplitOrQuarantineInput input, CancellationToken cancellationToken)
    {
        var (files, _, review) = await StagingReviewer.ReviewAsync(ports, input.Load, input.Staging, cancellationToken);
        return (files, review.Offenders, review.Offenders.Count > 0 ? review.Offenders[0].Reason! : "refused rows name no single file");
    }

    /// <summary>The COPY failed. For a file that stands alone the load error views say where, the statement's own words what.</summary>
    private async Task<(IReadOnlyList<ListedFile> Files, IReadOnlyList<ListedFile> Offenders, string Reason)> FailedAsync(
        SplitOrQuarantineInput input, CancellationToken cancellationToken)
    {
        var files = await FileList.ReadAsync(ports.Objects, input.Load, cancellationToken);
        if (CopyManifest.Newest(files) is [var alone] && await IsOverwrittenAsync(alone, cancellationToken))
        {
            const string reason = FileOutcome.SupersededReason;
            return (files, [.. files.Select(file => file with { Superseded = true, Reason = reason })], reason);
        }

        return (files, [], await ReasonAsync(input, cancellationToken));
    }

    private async Task<string> ReasonAsync(SplitOrQuarantineInput input, CancellationToken cancellationToken)
    {
        var reason = input.Staging.Error ?? "the COPY failed without a word";
        if (input.Explaining is { Outcome: StatementOutcome.Finished } explained)
        {
            var rows = await ports.Warehouse.ReadAsync(explained.StatementId, StatementBatch.OnlyStatement, cancellationToken);
            reason = rows.Count == 0 ? reason : $"{LoadError.FromResult(rows[0]).Describe()} ({reason})";
        }

        return reason;
    }

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

    /// <summary>The question why it failed, answered or not; null where it went through.</summary>
    [JsonPropertyName("explaining")]
    public StatementTicket? Explaining { get; init; }
}

public sealed record SplitOrQuarantineOutput
{
    [JsonPropertyName("reason")]
    public required string Reason { get; init; }

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
