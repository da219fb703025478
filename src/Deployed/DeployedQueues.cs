using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;
using Sparkify.Operations;

namespace Sparkify.Deployed;

/// <summary>The dead-letter queues of a deployed stack: looked into without taking anything, and emptied back into their queues.</summary>
internal sealed class DeployedQueues(IAmazonSQS client, StackDescription stack)
{
    private const string Service = "SQS";

    /// <summary>Of a queue, so many are looked at; the rest is counted.</summary>
    private const int MostLetters = 100;

    /// <summary>
    /// SQS gives and takes at most so many messages at once:
    /// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html.
    /// </summary>
    private const int MostAtOnce = 10;

    /// <summary>Seconds. Whoever looks lets go at the end; this is for one that is killed meanwhile.</summary>
    private const int HiddenWhileLookedAt = 30;

    /// <summary>Seconds. Time enough to send ten messages and delete them.</summary>
    private const int HiddenWhileMoved = 120;

    /// <summary>By their names in the template, in the order of those.</summary>
    private IReadOnlyList<(string Name, string Url, string DeadLettersUrl)> Queues =>
    [
        ("ArrivalsQueue", stack.ArrivalsQueue, stack.ArrivalsDeadLetterQueue),
        ("LogDataQueue", stack.LogDataQueue, stack.LogDataDeadLetterQueue),
        ("SongDataQueue", stack.SongDataQueue, stack.SongDataDeadLetterQueue),
    ];

    public async Task<IReadOnlyList<DeadLetterQueue>> LookAsync(CancellationToken cancellationToken)
    {
        var found = new List<DeadLetterQueue>();
        foreach (var (name, _, url) in Queues)
        {
            if (await CountAsync(url, cancellationToken) is > 0 and var messages)
            {
                found.Add(new DeadLetterQueue(
                    name, messages, await LookIntoAsync(url, Math.Min(messages, MostLetters), cancellationToken)));
            }
        }

        return found;
    }

    /// <summary>
    /// Sends each letter back by itself: one that SQS refuses stays, and holds back no other. Whether it is worked on then shows later.
    /// </summary>
    /// <exception cref="DeployedStackException">SQS does not answer, or lets the one who asks do nothing.</exception>
    public async Task<LettersBack> TakeBackAsync(string name, CancellationToken cancellationToken)
    {
        var (_, url, deadLettersUrl) = Queues.Single(queue => queue.Name == name);
        var taken = 0;
        var refused = new Dictionary<string, LetterThatDied>(StringComparer.Ordinal);
        while (await ReceiveAsync(deadLettersUrl, HiddenWhileMoved, cancellationToken) is { Count: > 0 } letters
            && letters.Any(letter => !refused.ContainsKey(letter.MessageId)))
        {
            foreach (var letter in letters.Where(letter => !refused.ContainsKey(letter.MessageId)))
            {
                if (await SendBackAsync(url, letter, cancellationToken) is { } why)
                {
                    refused.Add(letter.MessageId, new LetterThatDied(Letter(letter), why));
                    continue;
                }

                // There first, then gone here: ended between the two, a message is in both, and none is lost.
                await AwsCall.AskAsync(
                    Service,
                    $"DeleteMessage from {deadLettersUrl}",
                    () => client.DeleteMessageAsync(new DeleteMessageRequest(deadLettersUrl, letter.ReceiptHandle), cancellationToken),
                    cancellationToken);
                taken++;
            }
        }

        return new LettersBack(taken, [.. refused.Values]);
    }

    /// <returns>Why SQS does not take this message; null: it did.</returns>
    private async Task<string?> SendBackAsync(string url, Message letter, CancellationToken cancellationToken)
    {
        try
        {
            await AwsCall.AskAsync(
                Service,
                $"SendMessage to {url}",
                () => client.SendMessageAsync(new SendMessageRequest(url, letter.Body), cancellationToken),
                cancellationToken);
            return null;
        }
        catch (DeployedStackException refused) when (
            refused.InnerException is InvalidMessageContentsException
                or AmazonSQSException { ErrorCode: "InvalidMessageContents" or "InvalidParameterValue" })
        {
            return refused.Message;
        }
    }

    private async Task<int> CountAsync(string url, CancellationToken cancellationToken)
    {
        var request = new GetQueueAttributesRequest
        {
            QueueUrl = url,
            AttributeNames = [QueueAttributeName.ApproximateNumberOfMessages, QueueAttributeName.ApproximateNumberOfMessagesNotVisible]
        };
        var answer = await AwsCall.AskAsync(
            Service, $"GetQueueAttributes of {url}", () => client.GetQueueAttributesAsync(request, cancellationToken), cancellationToken);
        return answer.ApproximateNumberOfMessages + answer.ApproximateNumberOfMessagesNotVisible;
    }

    /// <summary>Messages are hidden while they are looked at, and shown again at the end.</summary>
    private async Task<IReadOnlyList<QueueMessage>> LookIntoAsync(string url, int letters, CancellationToken cancellationToken)
    {
        var seen = new Dictionary<string, Message>(StringComparer.Ordinal);
        while (seen.Count < letters && await ReceiveAsync(url, HiddenWhileLookedAt, cancellationToken) is { Count: > 0 } received)
        {
            received.ForEach(letter => seen[letter.MessageId] = letter);
        }

        foreach (var some in seen.Values.Chunk(MostAtOnce))
        {
            await AwsCall.AskAsync(
                Service,
                $"ChangeMessageVisibilityBatch of {url}",
                () => client.ChangeMessageVisibilityBatchAsync(
                    new ChangeMessageVisibilityBatchRequest
                    {
                        QueueUrl = url,
                        Entries = [.. some.Select(
                            (letter, i) => new ChangeMessageVisibilityBatchRequestEntry(Number(i), letter.ReceiptHandle)
                            {
                                VisibilityTimeout = 0
                            })]
                    },
                    cancellationToken),
                cancellationToken);
        }

        return [.. seen.Values.Select(Letter).OrderBy(letter => letter.SentAt).ThenBy(letter => letter.Id, StringComparer.Ordinal)];
    }

    private async Task<List<Message>> ReceiveAsync(string url, int hidden, CancellationToken cancellationToken)
    {
        // A short wait asks all of SQS's servers; without one, a message can be overlooked.
        var request = new ReceiveMessageRequest
        {
            QueueUrl = url,
            MaxNumberOfMessages = MostAtOnce,
            VisibilityTimeout = hidden,
            WaitTimeSeconds = 1,
            MessageSystemAttributeNames = ["SentTimestamp"]
        };
        return (await AwsCall.AskAsync(
            Service,
            $"ReceiveMessage from {url}",
            () => client.ReceiveMessageAsync(request, cancellationToken),
            cancellationToken)).Messages ?? [];
    }

    private static QueueMessage Letter(Message message)
    {
        var sentAt = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(message.Attributes["SentTimestamp"], CultureInfo.InvariantCulture));
        return new QueueMessage { Id = message.MessageId, Body = message.Body, SentAt = sentAt, VisibleAt = sentAt };
    }

    private static string Number(int i) => i.ToString(CultureInfo.InvariantCulture);
}
