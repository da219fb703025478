using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Sparkify.Ingestion.Objects;
using Sparkify.LocalCloud.Bucket;
using Sparkify.LocalCloud.Lambda;
using Sparkify.LocalCloud.Queues;
using Sparkify.LocalCloud.Template;
using Sparkify.Operations;

namespace Sparkify.Tests.LocalCloud;

public sealed class QueueTests : IDisposable
{
    private const int MostReceives = 3;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_message_is_done_or_a_dead_letter_though_the_function_fails_and_the_process_dies()
    {
        var run = 0;
        var schedule = Gen.Select(Gen.Int[1, 40], Gen.Int[1, 7], Gen.Int[0, 20], Gen.Int[0, 1000]);
        schedule.Sample((count, batchSize, window, seed) =>
        {
            var home = _folder[$"{Interlocked.Increment(ref run)}"];
            var time = new FakeTimeProvider();
            var chance = new Random(seed);
            var done = new List<string>();
            var batches = new List<int>();
            var tries = new Dictionary<string, int>();
            var function = new ScriptedFunction(event_ =>
            {
                var records = event_["Records"]!.AsArray();
                batches.Add(records.Count);
                foreach (var body in records.Select(record => record!["body"]!.GetValue<string>()))
                {
                    tries[body] = tries.GetValueOrDefault(body) + 1;
                }

                if (chance.Next(4) == 0)
                {
                    return null;
                }

                var failed = records.Where(_ => chance.Next(4) == 0).Select(record => record!["messageId"]!.GetValue<string>()).ToHashSet();
                done.AddRange(records.Where(record => !failed.Contains(record!["messageId"]!.GetValue<string>()))
                    .Select(record => record!["body"]!.GetValue<string>()));
                return new JsonObject
                {
                    ["batchItemFailures"] = new JsonArray([.. failed.Select(id => (JsonNode)new JsonObject { ["itemIdentifier"] = id })]),
                };
            });

            var sent = Enumerable.Range(0, count).Select(i => $"message {i}").ToList();
            var queue = Open(home, time);
            queue.Send(sent);
            while (queue.FirstVisibleAt is not null)
            {
                var mapping = new EventSourceMapping(
                    new QueueMapping("q", batchSize, TimeSpan.FromSeconds(window), ReportsFailures: true), queue, function, time);
                if (!mapping.InvokeDueAsync(windowIsOver: false, default).GetAwaiter().GetResult())
                {
                    time.SetUtcNow(mapping.DueAt!.Value);
                }

                if (chance.Next(5) == 0)
                {
                    queue.DeadLetters!.Dispose();
                    queue.Dispose();
                    queue = Open(home, time);
                }
            }

            var dead = queue.DeadLetters!.Messages;
            Assert.Equal(
                sent.Order(StringComparer.Ordinal), done.Concat(dead.Select(message => message.Body)).Order(StringComparer.Ordinal));
            // A process that dies has not forgotten how often a message was tried: it could be the one that kills it.
            Assert.All(dead, message => Assert.Equal(MostReceives, tries[message.Body]));
            Assert.All(batches, size => Assert.InRange(size, 1, batchSize));
            queue.DeadLetters.Dispose();
            queue.Dispose();
        }, iter: 100);
    }

    [Fact]
    public async Task A_burst_is_one_invocation_when_its_window_is_over()
    {
        var time = new FakeTimeProvider();
        using var queue = new LocalQueue(Resource("q"), _folder.Path, time);
        var (sizes, function) = Counting();
        var mapping = new EventSourceMapping(
            new QueueMapping("q", 10_000, TimeSpan.FromSeconds(20), ReportsFailures: true), queue, function, time);

        queue.Send(["first"]);
        time.Advance(TimeSpan.FromSeconds(19));
        queue.Send(["second"]);
        Assert.False(await mapping.InvokeDueAsync(windowIsOver: false, TestContext.Current.CancellationToken));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await mapping.InvokeDueAsync(windowIsOver: false, TestContext.Current.CancellationToken));

        Assert.Equal([2], sizes);
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public async Task A_full_payload_is_delivered_though_its_window_is_not_over()
    {
        var time = new FakeTimeProvider();
        using var queue = new LocalQueue(Resource("q"), _folder.Path, time);
        var (sizes, function) = Counting();
        using var mapping = new EventSourceMapping(
            new QueueMapping("q", 10_000, TimeSpan.FromSeconds(20), ReportsFailures: true), queue, function, time);
        var body = new string('x', SqsEventPayload.MostBytes / 10);

        queue.Send(Enumerable.Repeat(body, 9));
        Assert.False(await mapping.InvokeDueAsync(windowIsOver: false, TestContext.Current.CancellationToken));
        queue.Send([body]);
        Assert.True(await mapping.InvokeDueAsync(windowIsOver: false, TestContext.Current.CancellationToken));

        Assert.Equal([9], sizes);
        Assert.Equal(1, queue.Count);
    }

    [Fact]
    public async Task A_dead_letter_is_delivered_by_itself_and_stays_until_the_function_is_done_with_it()
    {
        var time = new FakeTimeProvider();
        using var queue = Open(_folder.Path, time);
        using var dead = queue.DeadLetters!;
        dead.Send(["throws", "fails", "works"]);
        var batches = new List<string>();
        using var mapping = new EventSourceMapping(
            new QueueMapping("q", 10, TimeSpan.FromSeconds(20), ReportsFailures: true),
            queue,
            new ScriptedFunction(event_ =>
            {
                var record = Assert.Single(event_["Records"]!.AsArray())!;
                batches.Add((string)record["body"]!);
                return batches[^1] switch
                {
                    "throws" => null,
                    "fails" => new JsonObject
                    {
                        ["batchItemFailures"] = new JsonArray(new JsonObject { ["itemIdentifier"] = (string)record["messageId"]! }),
                    },
                    _ => [],
                };
            }),
            time);

        var letters = dead.Messages;
        var came = new List<Redelivery?>();
        foreach (var letter in letters.Append(letters[2]))
        {
            came.Add(await mapping.RedeliverAsync(letter, TestContext.Current.CancellationToken));
        }

        Assert.StartsWith("Scripted failed: InvalidOperationException: ", came[0]!.Why, StringComparison.Ordinal);
        Assert.Equal([new Redelivery(false, null), new Redelivery(true, null), null], came[1..]);
        Assert.Equal(["throws", "fails", "works"], batches);
        Assert.Equal(["throws", "fails"], dead.Messages.Select(message => message.Body));
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public void An_opening_that_comes_to_nothing_loses_no_message()
    {
        var time = new FakeTimeProvider();
        using (var queue = new LocalQueue(Resource("q"), _folder.Path, time))
        {
            queue.Send(["first", "second", "third"]);
            queue.Delete([queue.Messages[0]]);
        }

        // Where the new file would be written, something else is.
        var inTheWay = Directory.CreateDirectory(_folder["q.jsonl.new"]);
        Assert.ThrowsAny<Exception>(() => new LocalQueue(Resource("q"), _folder.Path, time));
        inTheWay.Delete();

        using var again = new LocalQueue(Resource("q"), _folder.Path, time);

        Assert.Equal(["second", "third"], again.Messages.Select(message => message.Body));
    }

    [Fact]
    public void What_a_process_wrote_whose_clock_had_gone_ahead_is_visible_at_once()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(1));
        using (var queue = new LocalQueue(Resource("q"), _folder.Path, time))
        {
            queue.Send(["first"]);
        }

        using var earlier = new LocalQueue(Resource("q"), _folder.Path, new FakeTimeProvider(DateTimeOffset.UnixEpoch));

        Assert.Equal(["first"], earlier.Visible().Select(message => message.Body));
    }

    [Fact]
    public void A_payload_ends_before_it_is_too_large_and_never_is_empty()
    {
        var messages = Enumerable.Range(0, 50).Select(i => new QueueMessage
        {
            Id = $"{i}", Body = new string('"', i * 10), SentAt = DateTimeOffset.UnixEpoch, VisibleAt = DateTimeOffset.UnixEpoch,
        }).ToList();
        Gen.Select(Gen.Int[0, 49], Gen.Int[1, 20_000]).Sample((skip, most) =>
        {
            var rest = messages.Skip(skip).ToList();
            var (payload, count) = SqsEventPayload.Write(rest, "arn", "local", most);
            var (longer, more) = SqsEventPayload.Write(rest, "arn", "local", int.MaxValue);
            Assert.True(count == 1 || payload.Length <= most);
            Assert.Equal(count, JsonNode.Parse(payload.Span)!["Records"]!.AsArray().Count);
            Assert.True(
                count == more || SqsEventPayload.Write([.. rest.Take(count + 1)], "arn", "local", int.MaxValue).Payload.Length > most);
        });
    }

    [Fact]
    public void A_notice_spells_its_key_as_s3_does()
    {
        var stored = new StoredObject(new ObjectLocation("bucket", "log_data/a b+c%é/x.json"), "etag", 5, DateTimeOffset.UnixEpoch, "0A");

        var shown = JsonNode.Parse(S3Notification.Write(stored, "local"))!["Records"]![0]!["s3"]!["object"]!;

        Assert.Equal("log_data/a+b%2Bc%25%C3%A9/x.json", shown["key"]!.GetValue<string>());
    }

    /// <summary>A function that deals with whatever it gets, and the sizes of its batches.</summary>
    private static (List<int> Sizes, IFunction Function) Counting()
    {
        var sizes = new List<int>();
        return (sizes, new ScriptedFunction(event_ =>
        {
            sizes.Add(event_["Records"]!.AsArray().Count);
            return [];
        }));
    }

    private static LocalQueue Open(string home, TimeProvider time) =>
        new(Resource("q") with { DeadLetterQueue = "dead", MostReceives = MostReceives }, home, time)
        {
            DeadLetters = new LocalQueue(Resource("dead"), home, time),
        };

    private static QueueResource Resource(string name) =>
        new(name, $"arn:aws:sqs:local:000000000000:{name}", TimeSpan.FromSeconds(30), null, int.MaxValue);

    /// <summary>A function that answers what the script says; null: it fails.</summary>
    private sealed class ScriptedFunction(Func<JsonNode, JsonObject?> script) : IFunction
    {
        public string Name => "Scripted";

        public Task<FunctionResult> InvokeAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) =>
            Task.FromResult(script(JsonNode.Parse(payload.Span)!) is { } answer
                ? new FunctionResult(Encoding.UTF8.GetBytes(answer.ToJsonString()), null)
                : FunctionError.Of(new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{payload.Length}"))));
    }
}
