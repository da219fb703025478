using Amazon.SQS;
using Amazon.SQS.Model;
using Sparkify.Ingestion.Intake;

namespace Sparkify.Functions.Aws;

/// <summary>Amazon SQS.</summary>
public sealed class SqsNoticeQueue(IAmazonSQS client) : INoticeQueue
{
    /// <summary>https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html</summary>
    private const int MostAtOnce = 10;

    /// <summary>
    /// Seconds. A call that does not wait asks only some of SQS's servers, and may find nothing where there is something:
    /// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html.
    /// </summary>
    private const int Wait = 1;

    public async Task<IReadOnlyList<QueuedNotice>> ReceiveAsync(string queueUrl, CancellationToken cancellationToken)
    {
        var request = new ReceiveMessageRequest { QueueUrl = queueUrl, MaxNumberOfMessages = MostAtOnce, WaitTimeSeconds = Wait };
        var answer = await Ask(
            $"ReceiveMessage of {queueUrl}", () => client.ReceiveMessageAsync(request, cancellationToken), cancellationToken);
        return [.. (answer.Messages ?? []).Select(message => new QueuedNotice(message.MessageId, message.ReceiptHandle, message.Body))];
    }

    public Task DeleteAsync(string queueUrl, IReadOnlyList<QueuedNotice> messages, CancellationToken cancellationToken)
    {
        var request = new DeleteMessageBatchRequest(
            queueUrl, [.. messages.Select((message, i) => new DeleteMessageBatchRequestEntry($"{i}", message.Receipt))]);
        return Ask(
            $"DeleteMessageBatch of {queueUrl}", () => client.DeleteMessageBatchAsync(request, cancellationToken), cancellationToken);
    }

    private static Task<T> Ask<T>(string call, Func<Task<T>> ask, CancellationToken cancellationToken) =>
        SdkCall.AskAsync(ask, exception => SqsErrors.Classify(exception, call), cancellationToken);
}
