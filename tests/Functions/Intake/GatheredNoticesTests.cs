using System.Text.Json;
using Amazon.Lambda.SQSEvents;
using Sparkify.Functions.Intake;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;

namespace Sparkify.Functions.Tests.Intake;

/// <summary>What an arrival function does when a schedule calls it.</summary>
public sealed class GatheredNoticesTests
{
    /// <summary>https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-run-lambda-schedule.html</summary>
    private static readonly JsonElement Schedule = Inputs.Json(
        """
        {
          "version": "0", "id": "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa", "detail-type": "Scheduled Event", "source": "aws.events",
          "account": "123456789012", "time": "2018-11-02T00:00:00Z", "region": "us-east-1",
          "resources": ["arn:aws:events:us-east-1:123456789012:rule/LoadSchedule"], "detail": {}
        }
        """);

    private readonly Surroundings around = new();

    public GatheredNoticesTests() => around.Settings["NOTICES_QUEUE_URL"] = "queue";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>
    /// Any number of messages, of which some can't be read, in any portions: a message is gone when a list has its files, and only then.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_can_be_read_is_listed_and_then_deleted_and_the_rest_stays(int seed)
    {
        var chance = new Random(seed);
        for (var round = 0; round < 20; round++)
        {
            var world = new Surroundings { Settings = { ["NOTICES_QUEUE_URL"] = "queue" } };
            var count = chance.Next(4) == 0 ? 0 : chance.Next(120);
            var bodies = Enumerable.Range(0, count)
                .Select(n => chance.Next(10) == 0 && round % 2 == 0 ? $"no JSON {n}" : Inputs.Notice($"log_data/{n}.json", age: n))
                .ToList();
            var queue = new Queue(bodies, chance)
            {
                Deleting = async body => Assert.Contains(KeyOf(body), await ListedAsync(world)),
            };
            var unreadable = bodies.Where(body => body.StartsWith("no JSON", StringComparison.Ordinal)).ToList();

            if (unreadable.Count == 0)
            {
                Assert.Empty((await CallAsync(world, queue)).BatchItemFailures);
            }
            else
            {
                var left = await Assert.ThrowsAsync<NoticesLeftException>(() => CallAsync(world, queue));
                Assert.StartsWith($"{unreadable.Count} messages of queue can't be read", left.Message, StringComparison.Ordinal);
            }

            Assert.Equal(unreadable.Order(), queue.Kept.Order());
            Assert.Equal(bodies.Except(unreadable).Select(KeyOf).Order(), (await ListedAsync(world)).Order());
        }
    }

    [Fact]
    public async Task No_list_is_begun_when_little_time_is_left()
    {
        around.Context.Left(
            TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(21), TimeSpan.FromSeconds(20));
        var queue = new Queue([.. Enumerable.Range(0, 12_000).Select(n => Inputs.Notice($"log_data/{n}.json", age: n))], new Random(1));

        var left = await Assert.ThrowsAsync<NoticesLeftException>(() => CallAsync(around, queue));

        Assert.Equal("more has gathered in queue than one call lists: the next one goes on", left.Message);
        Assert.Equal(FailureKind.Transient, left.Kind);
        Assert.InRange((await around.KeysAsync("_ingest/arrivals/")).Count, 1, 2);
        Assert.Equal(12_000, queue.Kept.Count + (await ListedAsync(around)).Count);
    }

    [Fact]
    public async Task A_list_holds_as_many_as_can_be_listed_while_the_queue_hides_them()
    {
        var queue = new Queue([.. Enumerable.Range(0, 6_000).Select(n => Inputs.Notice($"log_data/{n}.json", age: n))], chance: null);

        await CallAsync(around, queue);

        var lists = await around.KeysAsync("_ingest/arrivals/");
        Assert.Equal(2, lists.Count);
        Assert.Equal(5_040, (await Task.WhenAll(lists.Select(list => around.LinesAsync(new("sparkify", list))))).Max(list => list.Count));
    }

    [Fact]
    public async Task Where_the_list_cannot_be_written_nothing_is_deleted()
    {
        var queue = new Queue([Inputs.Notice("log_data/a.json")], chance: null);
        around.Settings["BUCKET_NAME"] = null;

        await Assert.ThrowsAsync<SettingMissingException>(() => CallAsync(around, queue));

        Assert.Single(queue.Kept);
    }

    [Fact]
    public async Task Without_a_queue_nothing_is_listed()
    {
        var response = await new SongDataArrived(around.Ports).HandleAsync(Schedule, around.Context);

        Assert.Empty(response.BatchItemFailures);
        Assert.Empty(await around.KeysAsync("_ingest/"));
    }

    /// <summary>Another event of EventBridge is none of S3's, and no schedule's.</summary>
    [Theory]
    [InlineData("""{"source":"aws.events","detail-type":"Rule Changed"}""")]
    [InlineData("""{"source":"aws.ec2","detail-type":"Scheduled Event"}""")]
    public async Task Only_a_schedule_is_one(string text) => await Assert.ThrowsAsync<FormatException>(
        () => new LogDataArrived(around.Ports).HandleAsync(Inputs.Json(text), around.Context));

    private static Task<SQSBatchResponse> CallAsync(Surroundings world, Queue queue) =>
        new LogDataArrived(world.Ports with { Notices = new Lazy<INoticeQueue>(queue) }).HandleAsync(Schedule, world.Context);

    private static string KeyOf(string body) => Inputs.Json(body).GetProperty("Records")[0].GetProperty("s3").GetProperty("object")
        .GetProperty("key").GetString()!;

    private static async Task<IReadOnlyList<string>> ListedAsync(Surroundings world)
    {
        var keys = new List<string>();
        foreach (var list in await world.KeysAsync("_ingest/arrivals/"))
        {
            keys.AddRange((await ArrivalList.ReadAsync(world.Objects, new("sparkify", list), Cancellation)).Select(file => file.Key));
        }

        return keys;
    }

    /// <summary>Gives each message once, as a queue does that hides what it gave. By chance fewer than it could, as SQS does.</summary>
    private sealed class Queue(IReadOnlyList<string> bodies, Random? chance) : INoticeQueue
    {
        private readonly Dictionary<string, string> kept =
            bodies.Select((body, n) => (Id: $"m{n}", Body: body)).ToDictionary(message => message.Id, message => message.Body);

        private int given;

        public Func<string, Task> Deleting { get; init; } = _ => Task.CompletedTask;

        public IReadOnlyList<string> Kept => [.. kept.Values];

        public Task<IReadOnlyList<QueuedNotice>> ReceiveAsync(string queueUrl, CancellationToken cancellationToken)
        {
            Assert.Equal("queue", queueUrl);
            var some = Math.Min(chance?.Next(1, 11) ?? 10, bodies.Count - given);
            given += some;
            return Task.FromResult<IReadOnlyList<QueuedNotice>>(
                [.. Enumerable.Range(given - some, some).Select(n => new QueuedNotice($"m{n}", $"receipt {n}", bodies[n]))]);
        }

        public async Task DeleteAsync(string queueUrl, IReadOnlyList<QueuedNotice> messages, CancellationToken cancellationToken)
        {
            Assert.InRange(messages.Count, 1, 10);
            foreach (var message in messages)
            {
                await Deleting(message.Body);
                Assert.Equal($"receipt {message.MessageId[1..]}", message.Receipt);
                Assert.True(kept.Remove(message.MessageId));
            }
        }
    }
}
