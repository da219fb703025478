using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Lambda.S3Events;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SQSEvents;

namespace Sparkify.Tests.StandIns;

/// <summary>What the functions rely on in the serializer and the events; it holds for the official packages too.</summary>
public sealed class LambdaSerializerTests
{
    [Fact]
    public void A_contexts_own_options_are_replaced_so_names_go_out_as_declared_and_nulls_are_left_out()
    {
        Assert.Equal("""{"SomeText":"é<b>","renamed":1}""", Write(new CamelCased { SomeText = "é<b>", Number = 1, Nothing = null }));
    }

    [Fact]
    public void Names_come_in_whatever_their_case()
    {
        Assert.Equal("x", Read<CamelCased>("""{"sOMEtEXT":"x"}""").SomeText);
    }

    [Fact]
    public void Options_can_be_customized()
    {
        var serializer = new SourceGeneratorLambdaJsonSerializer<EventsJson>(
            options => options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase);
        using var stream = new MemoryStream();

        serializer.Serialize(new CamelCased { SomeText = "x", Number = 1 }, stream);

        Assert.Equal("""{"someText":"x","renamed":1}""", Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void A_type_that_the_context_lacks_is_named()
    {
        var failure = Assert.ThrowsAny<Exception>(() => Read<Version>("{}"));

        Assert.Contains("System.Version", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// The notice is the one of https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html.
    /// </summary>
    [Fact]
    public void An_S3_notice_is_read_with_its_key_decoded()
    {
        var record = Assert.Single(Read<S3Event>("""
            {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-west-2","eventTime":"1970-01-01T00:00:00.000Z",
            "eventName":"ObjectCreated:Put","userIdentity":{"principalId":"AIDAJDPLRKLG7UEXAMPLE"},
            "requestParameters":{"sourceIPAddress":"127.0.0.1"},
            "responseElements":{"x-amz-request-id":"C3D13FE58DE4C810","x-amz-id-2":"FMyUVURIY8/IgAtTv8xRjskZQpcIZ9KG4V5Wp6S7S/JRWeUWerMUE5JgHvANOjpD"},
            "s3":{"s3SchemaVersion":"1.0","configurationId":"testConfigRule","bucket":{"name":"mybucket","ownerIdentity":{"principalId":"A3NL1KOZZKExample"},"arn":"arn:aws:s3:::mybucket"},
            "object":{"key":"log_data/a+b%2Bc%20%C3%A9.json","size":1024,"eTag":"d41d8cd98f00b204e9800998ecf8427e","versionId":"096fKKXTRTtl3on89fVO.nfljtsv6qko","sequencer":"0055AED6DCD90281E5"}}}]}
            """).Records);

        Assert.Equal(
            ("mybucket", "log_data/a b+c é.json", 1024L), (record.S3.Bucket.Name, record.S3.Object.KeyDecoded, record.S3.Object.Size));
        Assert.Equal(("d41d8cd98f00b204e9800998ecf8427e", "0055AED6DCD90281E5"), (record.S3.Object.ETag, record.S3.Object.Sequencer));
        Assert.Equal((DateTime.UnixEpoch, "C3D13FE58DE4C810"), (record.EventTime, record.ResponseElements.XAmzRequestId));
    }

    [Fact]
    public void A_batch_of_messages_is_read_and_its_failures_are_written_as_Lambda_wants_them()
    {
        var message = Assert.Single(Read<SQSEvent>("""
            {"Records":[{"messageId":"059f36b4","receiptHandle":"AQEB","body":"{}","attributes":{"ApproximateReceiveCount":"1"},
            "messageAttributes":{"a":{"stringValue":"b","dataType":"String"}},"md5OfBody":"e4e68fb7","eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:us-east-2:123456789012:my-queue","awsRegion":"us-east-2"}]}
            """).Records);

        Assert.Equal(("059f36b4", "{}", "1"), (message.MessageId, message.Body, message.Attributes["ApproximateReceiveCount"]));
        Assert.Equal("arn:aws:sqs:us-east-2:123456789012:my-queue", message.EventSourceArn);
        Assert.Equal(
            """{"batchItemFailures":[{"itemIdentifier":"059f36b4"}]}""",
            Write(new SQSBatchResponse([new SQSBatchResponse.BatchItemFailure { ItemIdentifier = message.MessageId }])));
        Assert.Equal("""{"batchItemFailures":[]}""", Write(new SQSBatchResponse()));
    }

    private static T Read<T>(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return new SourceGeneratorLambdaJsonSerializer<EventsJson>().Deserialize<T>(stream);
    }

    private static string Write<T>(T value)
    {
        using var stream = new MemoryStream();
        new SourceGeneratorLambdaJsonSerializer<EventsJson>().Serialize(value, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}

public sealed record CamelCased
{
    public string? SomeText { get; init; }

    [JsonPropertyName("renamed")]
    public int Number { get; init; }

    public string? Nothing { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CamelCased))]
[JsonSerializable(typeof(S3Event))]
[JsonSerializable(typeof(SQSEvent))]
[JsonSerializable(typeof(SQSBatchResponse))]
public sealed partial class EventsJson : JsonSerializerContext;
