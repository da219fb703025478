using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Sparkify.Functions.Intake;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Objects;
using Sparkify.Tests;

namespace Sparkify.Functions.Tests.Intake;

/// <summary>One message never takes another with it, and none is deleted in silence.</summary>
public sealed class NoticeTests
{
    private const string Good = "log_data/2018/11/a.json";

    /// <summary>The names of the kinds that bring no file, and of S3's first message.</summary>
    private static readonly string[] KnownWithoutFile = ["s3:TestEvent", "ObjectRemoved:Delete", "Object Deleted"];

    private static readonly string[] Values =
    [
        "null", "7", "-1.5", "9223372036854775807", "\"\"", "\"x\"", "[]", "{}", "[null]", "true", "\"ObjectRemoved:Delete\"",
        "\"s3:TestEvent\"", "\"log_data/%00.json\"", "\"log_data/%FF.json\"", "\"log_data/a.txt\"",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Cases =>
        SharedData.Root is { } root && Directory.Exists(Path.Combine(root, CaseFolder))
            ? [.. Directory.GetFiles(Path.Combine(root, CaseFolder), "*.json")
                .Select(file => Path.GetFileNameWithoutExtension(file))
                .Order(StringComparer.Ordinal)]
            : ["none"];

    private static string CaseFolder => Path.Combine("data", "cases", "notices");

    /// <summary>The shared cases, each with what must become of it, and that in words of its own.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_shared_case_ends_as_it_must(string name)
    {
        var file = SharedData.Require(Path.Combine(CaseFolder, $"{name}.json"));
        var given = JsonNode.Parse(await File.ReadAllTextAsync(file, Cancellation))!;
        var (failed, listed, error) = await HandleAsync(Inputs.Json(given["event"]!.ToJsonString()));
        var must = (string)given["must"]!;
        (string[] Failed, string[] Listed) expected = must switch
        {
            "m0 fails alone" => (["m0"], [Good]),
            "m1 fails alone; the files of m0 and m2 are listed" => (["m1"], [Good]),
            "m0 fails: somebody wired another source" => (["m0"], []),
            "read as the S3 event it carries, or m0 fails; never deleted in silence" => ([], [Good]),
            "no COPY and no ledger can hold this key: m0 is refused by name, m1 is listed" => (["m0"], [Good]),
            "no file, no failure" or "a clear error, not a NullReferenceException" => ([], []),
            _ => throw new InvalidOperationException($"nothing here says how to see that '{must}'"),
        };

        Assert.Equal(expected.Failed, failed);
        Assert.Equal(expected.Listed, listed.Select(version => version.Key).Distinct());
        Assert.Equal(must.StartsWith("a clear error", StringComparison.Ordinal) ? typeof(FormatException) : null, error?.GetType());
    }

    /// <summary>A batch does what its messages do one by one: nothing that is wrong with one changes what becomes of another.</summary>
    [Fact]
    public Task Each_message_of_a_batch_is_read_or_passes_or_fails_by_itself() =>
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[1, 8]).SampleAsync(async (seed, count) =>
        {
            var chance = new Random(seed);
            var messages = Enumerable.Range(0, count).Select(number => Message(chance, number)).ToList();
            var alone = new List<(bool Fails, IReadOnlyList<FileVersion> Files)>();
            foreach (var (body, isGood) in messages)
            {
                var (failures, files, _) = await HandleAsync(Inputs.Messages(body));
                alone.Add((failures.Count > 0, files));
                Assert.True(!isGood || (failures.Count == 0 && files.Count == 1), body);
                Assert.True(failures.Count > 0 || files.Count > 0 || MayPass(body), $"deleted in silence: {body}");
                Assert.False(failures.Count > 0 && files.Count > 0, body);
            }

            var (failed, listed, error) = await HandleAsync(Inputs.Messages([.. messages.Select(message => message.Body)]));

            Assert.Null(error);
            Assert.Equal(Enumerable.Range(0, count).Where(number => alone[number].Fails).Select(number => $"m{number}"), failed);
            Assert.Equal(
                alone.SelectMany(one => one.Files).Select(Identity).Distinct().Order(StringComparer.Ordinal),
                listed.Select(Identity).Order(StringComparer.Ordinal));
        }, iter: 400);

    [Fact]
    public void An_envelope_of_sns_is_what_it_carries()
    {
        var bare = Notice.Read(Inputs.Notice("log_data/a+b.json"));
        var bridged = Notice.Read(Bridged("log_data/a+b.json"));

        Assert.Equal("log_data/a b.json", Assert.Single(bare.Files).Key);
        Assert.Equal("log_data/a+b.json", Assert.Single(bridged.Files).Key);
        Assert.Equal(bare.Files, Notice.Read(Enveloped(Inputs.Notice("log_data/a+b.json"))).Files);
        Assert.Equal(bridged.Files, Notice.Read(Enveloped(Bridged("log_data/a+b.json"))).Files);
        Assert.Equivalent(new Notice([], null), Notice.Read(Enveloped("""{"Service":"Amazon S3","Event":"s3:TestEvent"}""")));
    }

    [Theory]
    [InlineData("""{"hello":"world","more":1}""", "it has neither Records nor a detail-type, but 'hello, more'")]
    [InlineData("""{"Event":"s3:OtherEvent"}""", "it has neither Records nor a detail-type, but 'Event'")]
    [InlineData(
        """{"Type":"SubscriptionConfirmation","TopicArn":"arn:aws:sns:t","Message":"You have chosen"}""",
        "it is 'SubscriptionConfirmation' of SNS, which brings no event")]
    public void What_is_no_event_of_s3_is_refused_by_what_it_is(string body, string why)
    {
        Assert.Equal($"not an S3 event: {why}", Notice.Read(body).Problem);
        Assert.Equal($"not an S3 event: {why}", Notice.Read(Enveloped(body)).Problem);
    }

    [Theory]
    [InlineData("objectcreated:Put")]
    [InlineData("ObjectRemoved")]
    [InlineData("LifecycleTransition:Other")]
    [InlineData("ObjectInvented:Put")]
    public void A_kind_that_s3_does_not_send_is_refused_by_its_name(string kind) =>
        Assert.Equal($"not an S3 event: S3 is not known to send '{kind}'", Notice.Read(Inputs.Notice(Good, kind)).Problem);

    [Fact]
    public void A_record_without_a_time_is_refused() =>
        Assert.Equal(
            "not an S3 event: a record has no eventTime",
            Notice.Read(Inputs.Notice(Good).Replace("eventTime", "other", StringComparison.Ordinal)).Problem);

    [Theory]
    [InlineData("log_data/a%00.json", "no COPY and no ledger can hold the key 'log_data/a\\u0000.json': it holds U+0000")]
    [InlineData("log_data/%ED%A0%80.json", "not an S3 event: the key 'log_data/%ED%A0%80.json' is no UTF-8")]
    [InlineData("log_data/%FF.json", "not an S3 event: the key 'log_data/%FF.json' is no UTF-8")]
    public void A_key_that_no_copy_and_no_ledger_can_hold_is_refused_by_its_name(string key, string why)
    {
        var problem = Notice.Read(Inputs.Notice(key)).Problem;

        Assert.StartsWith(why, problem, StringComparison.Ordinal);
        Assert.EndsWith("ut the file under another key", problem, StringComparison.Ordinal);
    }

    /// <summary>The same in every form, counted in bytes: 'é' has two.</summary>
    [Theory]
    [InlineData(1_024, true)]
    [InlineData(1_025, false)]
    public void A_key_may_have_1_024_bytes(int bytes, bool fits)
    {
        var key = $"log_data/é{new string('a', bytes - 16)}.json";

        foreach (var body in (string[])[Inputs.Notice(key), Bridged(key), Enveloped(Inputs.Notice(key)), Enveloped(Bridged(key))])
        {
            var read = Notice.Read(body);
            Assert.Equal(fits, read.Problem is null);
            Assert.Equal(fits ? [key] : [], read.Files.Select(file => file.Key));
            Assert.True(fits || read.Problem!.Contains("it has more than 1,024 bytes", StringComparison.Ordinal), read.Problem);
        }
    }

    [Fact]
    public void What_a_column_of_the_ledger_cannot_hold_is_refused()
    {
        var version = Inputs.Version(1);

        Assert.Null(version.Unholdable);
        Assert.Null((version with { Size = 50L << 40, VersionId = "", Sequencer = "" }).Unholdable);
        Assert.Equal("a file has no bucket", (version with { Bucket = "" }).Unholdable);
        Assert.Equal("a file has no eTag", (version with { ETag = null! }).Unholdable);
        var bucket = (version with { Bucket = new string('b', 65) }).Unholdable;
        Assert.EndsWith("it has more than 64 bytes in UTF-8", bucket, StringComparison.Ordinal);
        var tag = (version with { ETag = new string('e', 129) }).Unholdable;
        Assert.EndsWith("it has more than 128 bytes in UTF-8", tag, StringComparison.Ordinal);
        Assert.EndsWith("it holds U+0000", (version with { VersionId = "a\0" }).Unholdable, StringComparison.Ordinal);
        Assert.EndsWith("it is no Unicode", (version with { Sequencer = "\ud800" }).Unholdable, StringComparison.Ordinal);
        Assert.EndsWith("no object of S3 has that", (version with { Size = (50L << 40) + 1 }).Unholdable, StringComparison.Ordinal);
        Assert.EndsWith("no object of S3 has that", (version with { Size = -1 }).Unholdable, StringComparison.Ordinal);
        Assert.Equal(
            "no COPY and no ledger can hold the key 'log_data/\\udc00.json': it is no Unicode. Put the file under another key",
            (version with { Key = "log_data/\udc00.json" }).Unholdable);
    }

    [Theory]
    [InlineData("plain é 😀", "'plain é 😀'")]
    [InlineData("a\nb\0", "'a\\u000ab\\u0000'")]
    [InlineData("", "''")]
    public void A_text_from_outside_is_shown_without_what_no_log_takes(string text, string shown) => Assert.Equal(shown, Shown.Of(text));

    [Fact]
    public void Half_a_pair_and_a_long_text_are_shown_too()
    {
        Assert.Equal("'\\ud800a\\udc00'", Shown.Of("\ud800a\udc00"));
        Assert.Equal($"'{new string('x', 100)}…'", Shown.Of(new string('x', 101)));
        Assert.Equal($"'{new string('x', 100)}'", Shown.Of(new string('x', 100)));
        Assert.Equal($"'{new string('x', 99)}\\ud83d…'", Shown.Of(new string('x', 99) + "😀"));
    }

    /// <summary>A good message, in one of its forms, or a mutation of one.</summary>
    private static (string Body, bool IsGood) Message(Random chance, int number)
    {
        var key = $"log_data/{number % 3}.json";
        var body = chance.Next(3) switch { 0 => Bridged(key), _ => Inputs.Notice(key, age: number + 1) };
        var isEnveloped = chance.Next(3) == 0;
        if (chance.Next(2) == 0)
        {
            return (isEnveloped ? Enveloped(body) : body, true);
        }

        return (chance.Next(3), isEnveloped) switch
        {
            (0, true) => (Mutated(chance, Enveloped(body)), false),
            (_, true) => (Enveloped(Mutated(chance, body)), false),
            _ => (Mutated(chance, body), false),
        };
    }

    private static string Mutated(Random chance, string body)
    {
        switch (chance.Next(8))
        {
            case 0: return body[..chance.Next(body.Length)];
            case 1: return body.Remove(chance.Next(body.Length), 1);
            case 2: return body.Replace("log_data", "log_data\\ud800", StringComparison.Ordinal);
            case 3: return Values[chance.Next(Values.Length)];
        }

        var root = JsonNode.Parse(body)!;
        var nodes = new List<JsonNode>();
        Collect(root, nodes);
        var changed = nodes[chance.Next(nodes.Count)];
        var value = JsonNode.Parse(Values[chance.Next(Values.Length)]);
        switch (changed.Parent)
        {
            case JsonObject parent when chance.Next(3) == 0: parent.Remove(changed.GetPropertyName()); break;
            case JsonObject parent: parent[changed.GetPropertyName()] = value; break;
            case JsonArray parent when chance.Next(3) == 0: parent.Add(value); break;
            case JsonArray parent: parent[changed.GetElementIndex()] = value; break;
            default: return value?.ToJsonString() ?? "null";
        }

        return root.ToJsonString();
    }

    private static void Collect(JsonNode? node, List<JsonNode> nodes)
    {
        if (node is null)
        {
            return;
        }

        nodes.Add(node);
        foreach (var child in node is JsonObject members ? members.Select(member => member.Value) : node as JsonArray ?? [])
        {
            Collect(child, nodes);
        }
    }

    /// <summary>
    /// Whether a message that brings no file and does not fail says that it has none: by its kind, or by a key that is not ours.
    /// </summary>
    private static bool MayPass(string body) =>
        KnownWithoutFile.Any(known => body.Contains(known, StringComparison.Ordinal))
        || (Notice.Read(body).Files is { Count: > 0 } files && files.All(file => !Dataset.LogData.Takes(file.Key)));

    private static string Identity(FileVersion file) => $"{file with { TraceId = null }}";

    private static string Bridged(string key) => new JsonObject
    {
        ["version"] = "0",
        ["detail-type"] = "Object Created",
        ["source"] = "aws.s3",
        ["time"] = "2018-11-01T21:01:46Z",
        ["detail"] = new JsonObject
        {
            ["bucket"] = new JsonObject { ["name"] = Inputs.Bucket },
            ["object"] = new JsonObject { ["key"] = key, ["size"] = 5, ["etag"] = "b1946ac92492d2347c6235b4d2611184" },
        },
    }.ToJsonString();

    private static string Enveloped(string message) => new JsonObject
    {
        ["Type"] = "Notification", ["MessageId"] = "a", ["TopicArn"] = "arn:aws:sns:eu-west-1:123456789012:t", ["Message"] = message,
    }.ToJsonString();

    /// <summary>What the function of log_data answers and lists.</summary>
    private static async Task<(IReadOnlyList<string> Failed, IReadOnlyList<FileVersion> Listed, Exception? Error)> HandleAsync(
        JsonElement input)
    {
        var around = new Surroundings();
        try
        {
            var response = await new LogDataArrived(around.Ports).HandleAsync(input, around.Context);
            var listed = new List<FileVersion>();
            foreach (var key in await around.KeysAsync("_ingest/arrivals/"))
            {
                listed.AddRange(await ArrivalList.ReadAsync(around.Objects, new ObjectLocation(Inputs.Bucket, key), Cancellation));
            }

            Assert.Equal(response.BatchItemFailures.Count, around.Context.Warnings.Count());
            return ([.. response.BatchItemFailures.Select(failure => failure.ItemIdentifier)], listed, null);
        }
        catch (FormatException e)
        {
            return ([], [], e);
        }
    }
}
