using System.Text.Json;
using Sparkify.LocalCloud.Lambda;
using Sparkify.LocalCloud.Template;
using Sparkify.Operations;

namespace Sparkify.LocalCloud.Queues;

/// <summary>
/// Lambda's poller of one queue: gathers messages until there are BatchSize of them, or their payload is full, or the window since the
/// first is over; then invokes the function, and deletes what it did not report as failed.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html and .../services-sqs-errorhandling.html</remarks>
public sealed class EventSourceMapping(QueueMapping mapping, LocalQueue queue, IFunction function, TimeProvider time) : IDisposable
{
    /// <summary>One batch at a time: whoever asks meanwhile waits, and finds what is left.</summary>
    private readonly SemaphoreSlim _turn = new(1);

    public LocalQueue Queue => queue;

    /// <summary>When the next invocation is due if nothing more comes; null: the queue is empty.</summary>
    public DateTimeOffset? DueAt => queue.FirstVisibleAt + mapping.Window;

    /// <summary>Invokes the function with one batch, if one is due.</summary>
    /// <param name="windowIsOver">Nothing more will come: do not wait for it.</param>
    /// <param name="cancellationToken">Ends the invocation; its messages come again.</param>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> InvokeDueAsync(bool windowIsOver, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await InvokeAsync(windowIsOver, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// Invokes the function with one dead letter of the queue, by itself, as if it had just been sent. It stays a dead letter until the
    /// function is done with it: whatever happens meanwhile loses nothing.
    /// </summary>
    /// <returns>Null: somebody else has taken it from there.</returns>
    public async Task<Redelivery?> RedeliverAsync(QueueMessage letter, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (queue.DeadLetters is not { } dead || dead.Messages.All(message => message.Id != letter.Id))
            {
                return null;
            }

            QueueMessage[] batch = [letter with { Receives = 1 }];
            var result = await function.InvokeAsync(SqsEventPayload.Write(batch, queue.Arn, LocalNames.Region).Payload, cancellationToken);
            if (Done(batch, result).Count == 0)
            {
                return new Redelivery(false, result.IsError ? $"{function.Name} failed: {FunctionError.Words(result)}" : null);
            }

            dead.Delete([letter]);
            return new Redelivery(true, null);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<bool> InvokeAsync(bool windowIsOver, CancellationToken cancellationToken)
    {
        var visible = queue.Visible();
        if (visible.Count == 0)
        {
            return false;
        }

        var isDue = windowIsOver || time.GetUtcNow() >= DueAt;
        if (!isDue
            && visible.Count < mapping.BatchSize
            && SqsEventPayload.About(visible, queue.Arn, LocalNames.Region) < SqsEventPayload.MostBytes)
        {
            return false;
        }

        var gathered = visible.Count > mapping.BatchSize ? [.. visible.Take(mapping.BatchSize)] : visible;
        var (payload, fits) = SqsEventPayload.Write(gathered.Select(LocalQueue.Received), queue.Arn, LocalNames.Region);
        var isFull = gathered.Count == mapping.BatchSize || fits < gathered.Count;
        if (!isFull && !isDue)
        {
            return false;
        }

        var batch = queue.Receive([.. gathered.Take(fits)]);
        if (batch.Count > 0)
        {
            // What has become a dead letter instead is not in it.
            var received = batch.Count == fits ? payload : SqsEventPayload.Write(batch, queue.Arn, LocalNames.Region).Payload;
            queue.Delete(Done(batch, await function.InvokeAsync(received, cancellationToken)));
        }

        return true;
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>Everything when the answer names no failure; nothing when the function failed, or its answer can't be read.</summary>
    private IReadOnlyCollection<QueueMessage> Done(IReadOnlyList<QueueMessage> batch, FunctionResult result)
    {
        if (result.IsError)
        {
            return [];
        }

        if (!mapping.ReportsFailures)
        {
            return batch;
        }

        var failed = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            using var answer = JsonDocument.Parse(result.Payload);
            if (answer.RootElement.ValueKind is JsonValueKind.Object
                && answer.RootElement.TryGetProperty("batchItemFailures", out var failures)
                && failures.ValueKind is JsonValueKind.Array)
            {
                foreach (var failure in failures.EnumerateArray())
                {
                    failed.Add(failure.GetProperty("itemIdentifier").GetString() ?? "");
                }
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return [];
        }

        var ids = batch.Select(message => message.Id).ToHashSet(StringComparer.Ordinal);
        return failed.IsSubsetOf(ids) ? [.. batch.Where(message => !failed.Contains(message.Id))] : [];
    }
}

/// <param name="IsDone">The function is done with it, and it is no dead letter any more.</param>
/// <param name="Why">The function's error; null where it has answered.</param>
public sealed record Redelivery(bool IsDone, string? Why);
