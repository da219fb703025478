using System.Text.Json.Serialization;
using Amazon.Lambda.Core;
using Sparkify.Functions.Aws;
using Sparkify.Functions.Staging;
using Sparkify.Functions.Statements;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Metrics;
using Sparkify.Ingestion.Staging;
using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.Functions.Merging;

/// <summary>
/// Runs the transaction that ends a load: the merges of its staged rows, and the ledger. A quarantined load has nothing staged: the
/// ledger alone.
/// </summary>
public sealed class MergeStaged(FunctionPorts ports)
{
    /// <summary>Refused rows of a load that the log names one by one.</summary>
    private const int MostNamed = 20;

    public MergeStaged() : this(AwsPorts.Shared) { }

    /// <exception cref="RowsRejectedException">A file's share of refused or unusable rows is larger than is accepted.</exception>
    /// <exception cref="LoadViewsSilentException">What the load views say does not add up, yet.</exception>
    public Task<StatementTicket> HandleAsync(MergeStagedInput input, ILambdaContext context) =>
        Deadline.KeepAsync(ports.Time, context, cancellation => StepBatch.RunAsync(
            ports,
            input.Load,
            input.ExecutionId,
            input.Load.Quarantine ? Steps.Quarantine : Steps.Merge,
            input.Merging,
            async _ => new StepStatements(input.Load.Quarantine || input.Staging is null
                ? await QuarantineAsync(input, cancellation)
                : await MergeAsync(input, input.Staging, context, cancellation)),
            context,
            cancellation));

    private async Task<IReadOnlyList<string>> MergeAsync(
        MergeStagedInput input, StatementTicket staging, ILambdaContext context, CancellationToken cancellationToken)
    {
        var load = input.Load;
        var (_, staged, review) = await StagingReviewer.ReviewAsync(ports, load, staging, input.Explaining, cancellationToken);
        if (!review.CanMerge)
        {
            // Lambda counts the exception as an error, and it is none: the load is taken apart. The dashboard takes it off again.
            ports.Metrics.Emit(new Measurements
            {
                Dataset = load.Dataset,
                LoadId = load.LoadId,
                TraceId = load.TraceId,
                Values = [Measurement.Of(Metric.LoadsRefused, 1)],
            });
            throw new RowsRejectedException(review.Offenders.Count > 0
                ? $"{load.LoadId}: {review.Offenders.Count} of {load.Files} files have too many rows that can't be loaded; the first: "
                    + $"{review.Offenders[0].Version.Key}: {review.Offenders[0].Reason}"
                : $"{load.LoadId}: {review.WhyNotMerged}");
        }

        // An attempt before this one has named them.
        foreach (var row in review.Rejects.Take(input.Merging is null ? MostNamed : 0))
        {
            context.Events().RowRejected(row.Key, row.LineNumber, row.ColumnName ?? "-", row.Message, load.LoadId);
        }

        var record = await WriteOutcomesAsync(input, review.Outcomes, review.Rejects, cancellationToken);
        return new MergeBatch
        {
            Staging = load.StagingTable,
            RowsStaged = staged.RowsStaged,
            Leftovers = load.Leftovers ?? [],
            Record = record with
            {
                RowsRead = staged.RowsLoaded + review.Rejects.Count,
                RowsStaged = staged.RowsStaged,
                RowsRejected = review.Rejects.Count,
                RowsUnusable = staged.Unusable.Count,
                FirstEvent = staged.FirstEvent,
                LastEvent = staged.LastEvent,
            },
        }.Statements();
    }

    private async Task<IReadOnlyList<string>> QuarantineAsync(MergeStagedInput input, CancellationToken cancellationToken)
    {
        var files = await FileList.ReadAsync(ports.Objects, input.Load, cancellationToken);
        var outcomes = files.Select(
            file => FileOutcome.Of(file.Version, file.Superseded ? LedgerStatus.Superseded : LedgerStatus.Quarantined, file.Reason));
        var record = await WriteOutcomesAsync(input, [.. outcomes], [], cancellationToken);
        return record.QuarantineStatements(input.Load.Leftovers ?? []);
    }

    private async Task<RecordBatch> WriteOutcomesAsync(
        MergeStagedInput input,
        IReadOnlyList<FileOutcome> outcomes,
        IReadOnlyList<RejectedRow> rejects,
        CancellationToken cancellationToken)
    {
        var load = input.Load;
        var (outcomesAt, rejectsAt) = (load.Outcomes(input.ExecutionId), load.Rejects(input.ExecutionId));
        await ports.Objects.PutAsync(
            outcomesAt, JsonLines.Write(outcomes, IngestionJson.Default.FileOutcome), JsonLines.ContentType, cancellationToken);
        if (rejects.Count > 0)
        {
            await ports.Objects.PutAsync(
                rejectsAt, JsonLines.Write(rejects, IngestionJson.Default.RejectedRow), JsonLines.ContentType, cancellationToken);
        }

        return new RecordBatch
        {
            LoadId = load.LoadId,
            Dataset = load.Dataset,
            ExecutionId = input.ExecutionId,
            Outcomes = outcomesAt.Url,
            Rejects = rejects.Count > 0 ? rejectsAt.Url : null,
            CopyRole = ports.Settings.CopyRoleArn,
            Files = load.Files,
            RowsRead = 0,
            RowsStaged = 0,
            RowsRejected = 0,
            TraceId = load.TraceId,
            StartedAt = input.StartedAt,
            CopyAt = input.Staging is { } staging ? DateTimeOffset.FromUnixTimeMilliseconds(staging.SubmittedAt) : null,
            CopyMs = input.Staging?.DurationMs,
        };
    }
}

public sealed record MergeStagedInput
{
    [JsonPropertyName("load")]
    public required Load Load { get; init; }

    [JsonPropertyName("executionId")]
    public required string ExecutionId { get; init; }

    /// <summary>When the execution started.</summary>
    [JsonPropertyName("startedAt")]
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The finished staging; null for a quarantined load.</summary>
    [JsonPropertyName("staging")]
    public StatementTicket? Staging { get; init; }

    /// <summary>What the load views were asked later, answered or not; null where they were not asked.</summary>
    [JsonPropertyName("explaining")]
    public StatementTicket? Explaining { get; init; }

    /// <summary>The attempt before this one, or this one while it runs; null before the first.</summary>
    [JsonPropertyName("merging")]
    public StatementTicket? Merging { get; init; }
}
