using System.Net;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using Sparkify.Deployed;

namespace Sparkify.Tests.Operated;

/// <summary>Dead letters of a deployed stack go back one by one: one that SQS does not take holds back no other.</summary>
public sealed class DeployedQueuesTests
{
    private static readonly StackDescription Stack = new()
    {
        Bucket = "bucket", LogDataQueue = "log", LogDataDeadLetterQueue = "log-dead", SongDataQueue = "song",
        SongDataDeadLetterQueue = "song-dead", ArrivalsQueue = "arrivals", ArrivalsDeadLetterQueue = "arrivals-dead",
        IngestStateMachine = "ingest", BackfillStateMachine = "backfill", Workgroup = "sparkify", Database = "sparkify",
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_that_sqs_refuses_stays_and_holds_back_no_other()
    {
        using var sqs = new ScriptedSqs("first", "too long", "second", "third");

        var back = await new DeployedQueues(sqs, Stack).TakeBackAsync("SongDataQueue", Cancellation);

        Assert.Equal(3, back.TakenBack);
        var (letter, why) = Assert.Single(back.Died);
        Assert.Equal(("too long", "too long"), (letter.Id, letter.Body));
        Assert.Contains("SQS refuses SendMessage to song (", why, StringComparison.Ordinal);
        Assert.Equal(["song first", "song second", "song third"], sqs.Sent);
        Assert.Equal(["too long"], sqs.Left);
    }

    /// <summary>Nothing is deleted before it was sent: whoever runs the command again finds the rest.</summary>
    [Fact]
    public async Task What_is_not_the_fault_of_a_message_ends_the_command_and_loses_none()
    {
        using var sqs = new ScriptedSqs("first", "denied", "second");

        var failed = await Assert.ThrowsAsync<DeployedStackException>(
            () => new DeployedQueues(sqs, Stack).TakeBackAsync("SongDataQueue", Cancellation));

        Assert.Contains("may not do SendMessage to song", failed.Message, StringComparison.Ordinal);
        Assert.Equal(["denied", "second"], sqs.Left);
    }

    /// <summary>A dead-letter queue whose messages come two at a time, and come again while they are there.</summary>
    private sealed class ScriptedSqs(params string[] bodies)
        : AmazonSQSClient(new AnonymousAWSCredentials(), new AmazonSQSConfig { ServiceURL = "http://127.0.0.1:1" })
    {
        private readonly Queue<string> coming = new(bodies);

        public List<string> Left { get; } = [.. bodies];

        public List<string> Sent { get; } = [];

        public override Task<ReceiveMessageResponse> ReceiveMessageAsync(
            ReceiveMessageRequest request, CancellationToken cancellationToken = default)
        {
            Assert.Equal("song-dead", request.QueueUrl);
            var messages = new List<Message>();
            while (messages.Count < 2 && coming.TryDequeue(out var body))
            {
                messages.Add(new Message
                {
                    MessageId = body, Body = body, ReceiptHandle = body, Attributes = new() { ["SentTimestamp"] = "1541106106796" },
                });
            }

            if (messages.Count == 0)
            {
                messages.AddRange(Left.Select(body => new Message { MessageId = body, Body = body, ReceiptHandle = body }));
            }

            return Task.FromResult(new ReceiveMessageResponse { Messages = messages });
        }

        public override Task<SendMessageResponse> SendMessageAsync(
            SendMessageRequest request, CancellationToken cancellationToken = default)
        {
            switch (request.MessageBody)
            {
                case "too long": throw Refusal("InvalidParameterValue", HttpStatusCode.BadRequest);
                case "denied": throw Refusal("AccessDenied", HttpStatusCode.Forbidden);
            }

            Sent.Add($"{request.QueueUrl} {request.MessageBody}");
            return Task.FromResult(new SendMessageResponse());
        }

        public override Task<DeleteMessageResponse> DeleteMessageAsync(
            DeleteMessageRequest request, CancellationToken cancellationToken = default)
        {
            Assert.Contains($"song {request.ReceiptHandle}", Sent);
            Left.Remove(request.ReceiptHandle);
            return Task.FromResult(new DeleteMessageResponse());
        }

        private static AmazonSQSException Refusal(string code, HttpStatusCode status) =>
            new("no", innerException: null, ErrorType.Sender, code, "request", status);
    }
}
