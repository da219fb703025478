using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sparkify.Proof.Faults;

namespace Sparkify.Proof.World;

/// <summary>A message of a queue. It outlives every crash until it is deleted.</summary>
internal sealed class Message(string id, string body)
{
    public string Id => id;

    public string Body => body;

    public int Receives { get; set; }

    public bool IsInFlight { get; set; }
}

/// <summary>
/// An SQS queue and the poller that hands its messages to a function: at least once, in any grouping; what fails comes again, and goes to
/// the dead letters when it was received too often.
/// </summary>
internal sealed class Queue(Simulation simulation, string function)
{
    /// <summary>The template's.</summary>
    private const int MostReceives = 5;

    private static readonly TimeSpan HiddenFor = TimeSpan.FromSeconds(1800);

    private readonly List<Message> messages = [];
    private readonly List<string> deadLetters = [];

    public string Function => function;

    public int Deliveries { get; private set; }

    /// <summary>The bodies of the messages that nobody gets any more.</summary>
    public IReadOnlyList<string> DeadLetters => deadLetters;

    /// <summary>These messages come in one batch, now.</summary>
    public void Deliver(IReadOnlyList<string> bodies)
    {
        var batch = bodies.Select((body, i) => new Message($"{function}-{messages.Count + i}-{Deliveries}", body)).ToList();
        messages.AddRange(batch);
        Take(batch);
    }

    /// <summary>The message comes when the poller likes, with whatever else is there then.</summary>
    public void Send(string body)
    {
        messages.Add(new Message($"{function}-{messages.Count}-{Deliveries}-s", body));
        PollIn(TimeSpan.FromSeconds(simulation.Scheduler.Chance.Below(40)));
    }

    /// <summary>Its dead letters are messages again; how many they were.</summary>
    public int TakeBack()
    {
        var bodies = deadLetters.ToList();
        deadLetters.Clear();
        bodies.ForEach(Send);
        return bodies.Count;
    }

    /// <summary>After a crash: what was in flight was never deleted.</summary>
    public void Resume()
    {
        foreach (var message in messages)
        {
            message.IsInFlight = false;
        }

        if (messages.Count > 0)
        {
            PollIn(TimeSpan.Zero);
        }
    }

    private void PollIn(TimeSpan delay) => simulation.Process.Start(async () =>
    {
        await simulation.Time.DelayAsync(delay, CancellationToken.None);
        var visible = messages.Where(message => !message.IsInFlight).ToList();
        if (visible.Count == 0)
        {
            return;
        }

        simulation.Scheduler.Chance.Shuffle(visible);
        var batch = visible.Take(1 + simulation.Scheduler.Chance.Below(visible.Count)).ToList();
        if (batch.Count < visible.Count)
        {
            PollIn(TimeSpan.FromSeconds(1));
        }

        Take(batch);
    });

    private void Take(List<Message> batch)
    {
        Deliveries++;
        foreach (var message in batch)
        {
            message.IsInFlight = true;
            message.Receives++;
        }

        simulation.Process.Start(() => HandleAsync(batch));
        if (simulation.Faults.At(Site.Receive) is { } fault)
        {
            simulation.Trace.Say($"{function}: {fault}");
            Deliveries++;
            simulation.Process.Start(() => HandleAsync(batch));
        }
    }

    private async Task HandleAsync(List<Message> batch)
    {
        var failed = batch;
        try
        {
            var answer = await simulation.Executions.Functions.InvokeAsync(function, Payload(batch));
            var failures = (JsonNode.Parse(answer.Span)!["batchItemFailures"] as JsonArray ?? [])
                .Select(item => item!["itemIdentifier"]!.GetValue<string>())
                .ToHashSet();
            failed = [.. batch.Where(message => failures.Contains(message.Id))];
        }
        catch (FunctionFailedException)
        {
            // The whole batch comes again.
        }

        if (simulation.Faults.At(Site.Delete) is { } fault)
        {
            simulation.Trace.Say($"{function}: {fault}");
            failed = batch;
        }

        messages.RemoveAll(message => batch.Contains(message) && !failed.Contains(message));
        var dead = messages.Where(message => failed.Contains(message) && message.Receives >= MostReceives).ToList();
        deadLetters.AddRange(dead.Select(message => message.Body));
        simulation.Count(Happening.Dead, dead.Count);
        messages.RemoveAll(dead.Contains);
        if (failed.Count > 0)
        {
            await simulation.Time.DelayAsync(HiddenFor, CancellationToken.None);
            failed.ForEach(message => message.IsInFlight = false);
            PollIn(TimeSpan.Zero);
        }
    }

    private static byte[] Payload(IEnumerable<Message> batch) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["Records"] = new JsonArray([.. batch.Select(message => new JsonObject
        {
            ["messageId"] = message.Id,
            ["receiptHandle"] = message.Id,
            ["body"] = message.Body,
            ["eventSource"] = "aws:sqs",
            ["attributes"] = new JsonObject { ["ApproximateReceiveCount"] = message.Receives.ToString(CultureInfo.InvariantCulture) },
        })]),
    }.ToJsonString());
}

/// <summary>S3's notices, as https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html has them.</summary>
internal static class Notice
{
    /// <summary>S3 sends it when notifications are set up.</summary>
    public const string TestEvent = """{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"sparkify-proof"}""";

    public const string Garbage = "{\"Records\":[{\"eventName\":\"ObjectCreated:Put\",\"s3\":{";

    /// <summary>Key and entity tag of what a message names; nothing where it is no notice.</summary>
    public static IReadOnlyList<(string Key, string ETag)> VersionsIn(string body)
    {
        try
        {
            return
            [
                .. from record in (JsonNode.Parse(body) as JsonObject)?["Records"] as JsonArray ?? []
                   let stored = record?["s3"]?["object"]
                   where stored is not null
                   select (WebUtility.UrlDecode((string)stored["key"]!), (string)stored["eTag"]!),
            ];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    public static string Of(StoredVersion version) => new JsonObject
    {
        ["Records"] = new JsonArray(new JsonObject
        {
            ["eventVersion"] = "2.1",
            ["eventSource"] = "aws:s3",
            ["awsRegion"] = "us-east-1",
            ["eventTime"] = version.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["eventName"] = "ObjectCreated:Put",
            ["s3"] = new JsonObject
            {
                ["s3SchemaVersion"] = "1.0",
                ["bucket"] = new JsonObject { ["name"] = Bucket.Name, ["arn"] = $"arn:aws:s3:::{Bucket.Name}" },
                ["object"] = new JsonObject
                {
                    ["key"] = WebUtility.UrlEncode(version.Key).Replace("%2F", "/", StringComparison.Ordinal),
                    ["size"] = version.Bytes.Length,
                    ["eTag"] = version.ETag,
                    ["sequencer"] = version.Sequencer,
                },
            },
        }),
    }.ToJsonString();
}
