using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Lambda.Core;
using Sparkify.Functions.Aws;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Backfill;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Objects;

namespace Sparkify.Functions.Backfill;

/// <summary>
/// Reads an operator's input. A backfill of the same input that died with its plan whole is gone on with: its loads keep their names.
/// </summary>
public sealed class BeginBackfill(FunctionPorts ports)
{
    /// <summary>An older plan is made anew: what it lists may be long gone.</summary>
    private static readonly TimeSpan PlanLife = TimeSpan.FromDays(1);

    public BeginBackfill() : this(AwsPorts.Shared) { }

    /// <exception cref="BackfillRefusedException">The input makes no sense.</exception>
    public Task<BackfillPlan> HandleAsync(BeginBackfillInput input, ILambdaContext context) =>
        Deadline.KeepAsync(ports.Time, context, async cancellation =>
        {
            var run = BackfillRequest.Resolve(input.Input, ports.Settings.BucketName, input.ExecutionId, input.StartTime);
            if (!run.DryRun && await FindOpenAsync(run, input.StartTime, cancellation) is { } open)
            {
                context.Events().BackfillResumed(open.Backfill.Id, open.Progress.Loads);
                return open;
            }

            return new BackfillPlan { Backfill = run, Progress = new BackfillProgress() };
        });

    private async Task<BackfillPlan?> FindOpenAsync(BackfillRun run, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await FindAsync(BackfillRun.Open(run.Bucket, run.Fingerprint), cancellationToken) is not { } pointer)
        {
            return null;
        }

        var last = run with { Id = JsonSerializer.Deserialize(pointer.Span, IngestionJson.Default.OpenBackfill)!.Id };
        if (await FindAsync(last.Plan, cancellationToken) is not { } text || await FindAsync(last.Summary, cancellationToken) is not null)
        {
            return null;
        }

        var plan = JsonSerializer.Deserialize(text.Span, IngestionJson.Default.BackfillPlan)!;
        return now - DateTimeOffset.FromUnixTimeMilliseconds(plan.Backfill.StartedAt) < PlanLife ? plan : null;
    }

    private async Task<ReadOnlyMemory<byte>?> FindAsync(ObjectLocation location, CancellationToken cancellationToken)
    {
        try
        {
            return await ports.Objects.GetAsync(location, cancellationToken);
        }
        catch (ObjectMissingException)
        {
            return null;
        }
    }
}

public sealed record BeginBackfillInput
{
    [JsonPropertyName("input")]
    public required BackfillInput Input { get; init; }

    [JsonPropertyName("executionId")]
    public required string ExecutionId { get; init; }

    [JsonPropertyName("startTime")]
    public required DateTimeOffset StartTime { get; init; }
}
