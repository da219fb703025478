using System.Text.Json.Nodes;
using Sparkify.LocalCloud.Queues;
using Sparkify.Operations;

namespace Sparkify.Tests.Deployed;

/// <summary>A queue of the stack, polled as Lambda's event source mapping does.</summary>
internal sealed class DeployedQueue(MotoCalls calls, string url, string arn)
{
    /// <summary>The event of all that is in the queue, and what takes it out of there; null where there is nothing.</summary>
    public async Task<(ReadOnlyMemory<byte> Payload, IReadOnlyList<string> Receipts)?> ReceiveAsync()
    {
        List<JsonNode> messages = [];
        while (await ReceiveTenAsync() is { Count: > 0 } more)
        {
            messages.AddRange(more);
        }

        if (messages.Count == 0)
        {
            return null;
        }

        var (payload, written) = SqsEventPayload.Write([.. messages.Select(Message)], arn, "us-east-1");
        Assert.Equal(messages.Count, written);
        return (payload, [.. messages.Select(message => (string)message["ReceiptHandle"]!)]);
    }

    public async Task DeleteAsync(IEnumerable<string> receipts)
    {
        foreach (var receipt in receipts)
        {
            await calls.AskAsync("sqs", "AmazonSQS.DeleteMessage", new JsonObject { ["QueueUrl"] = url, ["ReceiptHandle"] = receipt });
        }
    }

    private async Task<List<JsonNode>> ReceiveTenAsync()
    {
        var answer = await calls.AskAsync(
            "sqs",
            "AmazonSQS.ReceiveMessage",
            new JsonObject { ["QueueUrl"] = url, ["MaxNumberOfMessages"] = 10, ["WaitTimeSeconds"] = 0 });
        return [.. (answer["Messages"] as JsonArray ?? []).Select(message => message!)];
    }

    private static QueueMessage Message(JsonNode message) => new()
    {
        Id = (string)message["MessageId"]!,
        Body = (string)message["Body"]!,
        SentAt = DateTimeOffset.UnixEpoch,
        VisibleAt = DateTimeOffset.UnixEpoch,
        Receives = 1,
    };
}
