using Amazon.SQS;
using Amazon.SQS.Model;
using Sparkify.Functions.Aws;

namespace Sparkify.Tests.Aws;

[Collection(MotoServer.Collection)]
public sealed class SqsNoticeQueueTests(MotoServer moto)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_given_once_while_it_is_hidden_and_never_again_when_it_is_deleted()
    {
        using var client = Clients.Queues(moto.Url);
        var url = (await client.CreateQueueAsync("gathered", Cancellation)).QueueUrl;
        foreach (var n in Enumerable.Range(0, 12))
        {
            await client.SendMessageAsync(url, $"message {n}", Cancellation);
        }

        var queue = new SqsNoticeQueue(client);

        var first = await queue.ReceiveAsync(url, Cancellation);
        var second = await queue.ReceiveAsync(url, Cancellation);
        var none = await queue.ReceiveAsync(url, Cancellation);
        await queue.DeleteAsync(url, first, Cancellation);

        Assert.Equal(
            Enumerable.Range(0, 12).Select(n => $"message {n}").Order(), first.Concat(second).Select(message => message.Body).Order());
        Assert.Equal((10, 2, 0), (first.Count, second.Count, none.Count));
        var attributes = await client.GetQueueAttributesAsync(
            new GetQueueAttributesRequest { QueueUrl = url, AttributeNames = [QueueAttributeName.All] }, Cancellation);
        Assert.Equal((0, 2), (attributes.ApproximateNumberOfMessages, attributes.ApproximateNumberOfMessagesNotVisible));
    }
}
