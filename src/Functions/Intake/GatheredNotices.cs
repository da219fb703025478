using Amazon.Lambda.Core;
using Amazon.Lambda.SQSEvents;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;

namespace Sparkify.Functions.Intake;

/// <summary>Fetches what has gathered in a dataset's queue since the schedule called the last time, and lists it.</summary>
/// <remarks>
/// A message leaves the queue when the list with its files is written. Until then the queue only hides it, for a minute. A call that leaves
/// messages behind fails, and Lambda calls again after one minute and after two more:
/// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html.
/// </remarks>
internal sealed class GatheredNotices(FunctionPorts ports, ArrivalRecorder recorder)
{
    /// <summary>As many as take seconds to fetch, list and delete: well within the minute for which the queue hides them.</summary>
    public const int MostInAList = 5_000;

    /// <summary>SQS gives ten messages at a time, so several ask at once.</summary>
    public const int AtOnce = 8;

    private const int MostInACall = 10;

    /// <summary>What a list and its messages may take. With less left, no further one is begun.</summary>
    private static readonly TimeSpan TimeForAList = TimeSpan.FromSeconds(20);

    /// <exception cref="NoticesLeftException">Messages are left: they can't be read, or the time is over.</exception>
    public async Task<SQSBatchResponse> ListAsync(ILambdaContext context, CancellationToken cancellationToken)
    {
        var queue = ports.Settings.NoticesQueueUrl;
        var unreadable = 0;
        while (context.RemainingTime > TimeForAList)
        {
            var messages = await ReceiveAsync(queue, cancellationToken);
            if (messages.Count == 0)
            {
                return unreadable == 0
                    ? new SQSBatchResponse { BatchItemFailures = [] }
                    : throw new NoticesLeftException(
                        $"{unreadable} messages of {queue} can't be read: the log says why, and they come again");
            }

            var answer = await recorder.RecordAsync(
                [.. messages.Select(message => Arrival.Of(message.MessageId, Notice.Read(message.Body)))], context, cancellationToken);
            var failed = answer.BatchItemFailures.Select(failure => failure.ItemIdentifier).ToHashSet(StringComparer.Ordinal);
            unreadable += failed.Count;
            await Task.WhenAll(messages.Where(message => !failed.Contains(message.MessageId))
                .Chunk(MostInACall)
                .Select(done => ports.Notices.Value.DeleteAsync(queue, done, cancellationToken)));
        }

        throw new NoticesLeftException($"more has gathered in {queue} than one call lists: the next one goes on");
    }

    private async Task<IReadOnlyList<QueuedNotice>> ReceiveAsync(string queue, CancellationToken cancellationToken)
    {
        var messages = new List<QueuedNotice>();
        while (messages.Count < MostInAList)
        {
            var received = await Task.WhenAll(
                Enumerable.Range(0, AtOnce).Select(_ => ports.Notices.Value.ReceiveAsync(queue, cancellationToken)));
            messages.AddRange(received.SelectMany(some => some));
            if (received.All(some => some.Count == 0))
            {
                break;
            }
        }

        return messages;
    }
}
