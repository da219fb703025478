using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Sparkify.Functions.Intake;

namespace Sparkify.Functions.Tests.Intake;

public sealed class EventBridgeNoticeTests
{
    private const string Created = """
        {
          "version": "0", "id": "17793124-05d4-b198-2fde-7ededc63b103", "detail-type": "Object Created", "source": "aws.s3", "account": "111122223333",
          "time": "2021-11-12T00:00:00Z", "region": "ca-central-1", "resources": ["arn:aws:s3:::amzn-s3-demo-bucket1"],
          "detail": {
            "version": "0", "bucket": { "name": "amzn-s3-demo-bucket1" },
            "object": { "key": "log_data/a b+c%20d.json", "size": 5, "etag": "b1946ac92492d2347c6235b4d2611184", "version-id": "IYV3p45BT0ac8hjHg1houSdS1a.Mro8e", "sequencer": "617f08299329d189" },
            "request-id": "N4N7GDK58NMKJ12R", "requester": "123456789012", "source-ip-address": "1.2.3.4", "reason": "PutObject"
          }
        }
        """;

    [Fact]
    public void A_new_object_is_a_file_with_its_key_as_it_stands()
    {
        var file = Assert.Single(Assert.Single(Read(Created)).Files);

        Assert.Equal(
            ("amzn-s3-demo-bucket1", "log_data/a b+c%20d.json", "b1946ac92492d2347c6235b4d2611184"), (file.Bucket, file.Key, file.ETag));
        Assert.Equal((5, "IYV3p45BT0ac8hjHg1houSdS1a.Mro8e", "617f08299329d189"), (file.Size, file.VersionId, file.Sequencer));
        Assert.Equal(
            DateTimeOffset.Parse("2021-11-12T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds(),
            file.EventTime);
    }

    [Fact]
    public void It_is_read_inside_a_message_as_it_is_straight()
    {
        var message = new JsonObject { ["messageId"] = "m", ["eventSource"] = "aws:sqs", ["body"] = Created };
        var queue = new JsonObject { ["Records"] = new JsonArray(message) };

        Assert.Equal(Read(Created)[0].Files, Read(queue.ToJsonString())[0].Files);
    }

    [Fact]
    public void A_bucket_without_versions_gives_none() =>
        Assert.Null(Read(Without("version-id"))[0].Files[0].VersionId);

    [Theory]
    [InlineData("Object Deleted")]
    [InlineData("Object Restore Completed")]
    [InlineData("Object Tags Added")]
    public void Other_events_of_the_bucket_are_no_files(string kind) =>
        Assert.Equivalent(new Arrival(null, [], null), Read(Created.Replace("Object Created", kind, StringComparison.Ordinal))[0]);

    [Theory]
    [InlineData("Object Created", "Object Invented", "S3 is not known to send 'Object Invented' through EventBridge")]
    [InlineData("aws.s3", "aws.ec2", "EventBridge's 'Object Created' is of 'aws.ec2', not of aws.s3")]
    [InlineData("log_data/a", "\\ud800", "the key of an event of EventBridge is no Unicode: put the file under another key")]
    public void An_event_that_is_not_of_s3_or_of_no_known_kind_is_refused_by_its_name(string text, string other, string why) =>
        Assert.Equal($"not an S3 event: {why}", Read(Created.Replace(text, other, StringComparison.Ordinal))[0].Problem);

    [Theory]
    [InlineData("key")]
    [InlineData("etag")]
    [InlineData("size")]
    [InlineData("time")]
    [InlineData("bucket")]
    [InlineData("detail")]
    [InlineData("source")]
    public void An_event_that_lacks_what_a_file_needs_is_refused_by_its_name(string member) =>
        Assert.Contains($"no {member}", Read(Without(member))[0].Problem, StringComparison.Ordinal);

    /// <summary>Whatever a member is replaced by, the event is read or refused: the reader never breaks.</summary>
    [Fact]
    public void A_damaged_event_never_breaks_the_reader() =>
        Gen.Select(
            OneOf("key", "etag", "size", "time", "bucket", "detail", "object", "name", "version-id", "sequencer", "detail-type"),
            OneOf("null", "7", "-1.5", "\"\"", "[]", "{}", "true"))
            .Sample((member, value) => Assert.Single(Read(Edit(member, JsonNode.Parse(value), remove: false))));

    private static Gen<string> OneOf(params string[] values) => Gen.OneOf(values.Select(Gen.Const).ToArray());

    private static string Without(string member) => Edit(member, null, remove: true);

    private static string Edit(string member, JsonNode? value, bool remove)
    {
        var root = JsonNode.Parse(Created)!;
        foreach (var parent in new[] { root, root["detail"]!, root["detail"]!["bucket"]!, root["detail"]!["object"]! }
            .Select(node => node.AsObject())
            .Where(node => node.ContainsKey(member)))
        {
            parent.Remove(member);
            if (!remove)
            {
                parent[member] = value?.DeepClone();
            }
        }

        return root.ToJsonString();
    }

    private static IReadOnlyList<Arrival> Read(string json)
    {
        using var input = JsonDocument.Parse(json);
        return ArrivalReader.Read(input.RootElement);
    }
}
