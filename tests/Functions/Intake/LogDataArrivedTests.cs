using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Lambda.SQSEvents;
using Sparkify.Functions.Intake;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Metrics;
using Sparkify.Ingestion.Objects;

namespace Sparkify.Functions.Tests.Intake;

public sealed class LogDataArrivedTests
{
    private readonly Surroundings around = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_files_of_a_batch_are_listed_as_their_notices_state_them()
    {
        var response = await RunAsync(Inputs.Messages(Inputs.Notice("log_data/a+b%2Bc%C3%A9.json", age: 17)));

        var file = Assert.Single(await ListedAsync());
        Assert.Empty(response.BatchItemFailures);
        Assert.Equal(
            new FileVersion
            {
                Bucket = "sparkify",
                Key = "log_data/a b+cé.json",
                ETag = "00000000000000000000000000000011",
                VersionId = "v17",
                Size = 100,
                Sequencer = "11",
                EventTime = 1_541_106_106_796, // 2018-11-01T21:01:46.796Z
                TraceId = file.TraceId,
            },
            file);
        Assert.StartsWith(
            "Information: 1 of 1 files of 1 messages are listed in s3://sparkify/_ingest/arrivals/log_data/",
            Assert.Single(around.Context.Lines),
            StringComparison.Ordinal);
    }

    /// <summary>Deletions, restores and the test that S3 sends at first: none of them is a file to load.</summary>
    [Theory]
    [InlineData("ObjectRemoved:Delete")]
    [InlineData("ObjectRestore:Completed")]
    [InlineData("LifecycleExpiration:Delete")]
    [InlineData("ObjectTagging:Put")]
    [InlineData("ObjectAcl:Put")]
    [InlineData("ReducedRedundancyLostObject")]
    [InlineData("IntelligentTiering")]
    public async Task Only_a_created_object_is_a_file(string eventName)
    {
        var response = await RunAsync(
            Inputs.Messages(Inputs.Notice("log_data/a.json", eventName), """{"Service":"Amazon S3","Event":"s3:TestEvent"}"""));

        Assert.Empty(response.BatchItemFailures);
        Assert.Empty(await around.KeysAsync("_ingest/"));
        Assert.Empty(around.Measured);
        Assert.Contains("Information: none of 0 files of 2 messages is of log_data", around.Context.Lines);
    }

    [Theory]
    [InlineData("ObjectCreated:Put")]
    [InlineData("ObjectCreated:Copy")]
    [InlineData("ObjectCreated:CompleteMultipartUpload")]
    public async Task An_object_that_was_created_in_any_way_is_a_file(string eventName)
    {
        await RunAsync(Inputs.Messages(Inputs.Notice("log_data/a.json", eventName)));

        Assert.Single(await ListedAsync());
    }

    [Fact]
    public async Task Objects_that_are_no_files_of_the_dataset_are_left_alone()
    {
        await RunAsync(
            Inputs.Messages(Inputs.Notice("log_data/notes.txt"), Inputs.Notice("song_data/a.json"), Inputs.Notice("log_data/a.json.gz")));

        Assert.Equal("log_data/a.json.gz", Assert.Single(await ListedAsync()).Key);
    }

    [Fact]
    public async Task Messages_that_cannot_be_read_come_back_one_by_one_and_the_others_are_worked_on()
    {
        var response = await RunAsync(Inputs.Messages(
            "no JSON", Inputs.Notice("log_data/a.json"), Inputs.Notice("log_data/b.json", bucket: ""), Inputs.Notice(""),
            """{"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put","eventTime":"2018-11-01T21:01:46.796Z","s3":{}}]}""",
            ""));

        Assert.Equal(["m0", "m2", "m3", "m4", "m5"], response.BatchItemFailures.Select(failure => failure.ItemIdentifier));
        Assert.Equal("log_data/a.json", Assert.Single(await ListedAsync()).Key);
        Assert.Equal(5, around.Context.Warnings.Count());
        Assert.Contains(
            "Warning: message m2 can't be read and goes to the dead-letter queue: not an S3 event: a record has no s3.bucket.name",
            around.Context.Warnings);
        Assert.Contains(around.Context.Warnings, line => line.EndsWith("a record has no s3.object.key", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("eTag", "s3.object.eTag")]
    [InlineData("key", "s3.object.key")]
    public async Task A_notice_that_lacks_a_member_names_it(string member, string named)
    {
        await RunAsync(Inputs.Messages(Inputs.Notice("log_data/a.json").Replace($"\"{member}\"", "\"other\"", StringComparison.Ordinal)));

        Assert.EndsWith($"a record has no {named}", Assert.Single(around.Context.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_straight_event_is_read_too_and_fails_aloud_where_it_cannot_be()
    {
        await RunAsync(Inputs.Json(Inputs.Notice("log_data/a.json")));
        Assert.Single(await ListedAsync());

        var failure = await Assert.ThrowsAsync<FormatException>(() => RunAsync(Inputs.Json("[]")));
        Assert.StartsWith("the event can't be read: not an S3 event: ", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Nobody is there to take it back: what is no event of S3 is an error, and says which.</summary>
    [Theory]
    [InlineData("""{"Records":[]}""", "its Records are empty")]
    [InlineData("""{"Records":["x"]}""", "a record is a text, not an object")]
    [InlineData("""{"Records":[null]}""", "a record is null, not an object")]
    [InlineData("""{"Records":[{"eventSource":"aws:sns"}]}""", "a record is of 'aws:sns', not of aws:s3")]
    [InlineData("""{"Records":[{}]}""", "a record has no eventSource")]
    [InlineData("""{"Records":[{"eventSource":"aws:s3"}]}""", "a record has no eventName")]
    [InlineData("""{"Records":"none"}""", "its Records are a text, not an array")]
    [InlineData("""{"Records":{}}""", "its Records are an object, not an array")]
    [InlineData("{}", "it is an empty object")]
    [InlineData("7", "it is a number, not an object")]
    [InlineData("[]", "it is an array, not an object")]
    [InlineData("null", "it is null, not an object")]
    [InlineData("true", "it is true or false, not an object")]
    public async Task A_straight_event_that_is_none_of_s3_is_refused_by_what_it_is(string straight, string why)
    {
        var refused = await Assert.ThrowsAsync<FormatException>(() => RunAsync(Inputs.Json(straight)));

        Assert.Equal($"the event can't be read: not an S3 event: {why}", refused.Message);
        Assert.Empty(await around.KeysAsync("_ingest/"));
    }

    /// <summary>Lambda never sends such a message. Whoever does has the good ones listed, and an error for this one.</summary>
    [Theory]
    [InlineData("null", "a message is null, not an object")]
    [InlineData("""{"eventSource":"aws:sqs","body":"{}"}""", "a message has no messageId")]
    [InlineData("""{"eventSource":"aws:sqs","messageId":"","body":"{}"}""", "a message has no messageId")]
    public async Task A_message_without_an_id_is_an_error_once_the_others_are_listed(string message, string why)
    {
        var batch = JsonNode.Parse(Inputs.Messages(Inputs.Notice("log_data/a.json")).GetRawText())!;
        batch["Records"]!.AsArray().Insert(0, JsonNode.Parse(message));

        var refused = await Assert.ThrowsAsync<FormatException>(() => RunAsync(Inputs.Json(batch.ToJsonString())));

        Assert.EndsWith(why, refused.Message, StringComparison.Ordinal);
        Assert.Equal("log_data/a.json", Assert.Single(await ListedAsync()).Key);
    }

    [Theory]
    [InlineData("""{"messageId":"m1","eventSource":"aws:sqs"}""", "the message has no body, or one that is no Unicode")]
    [InlineData("""{"messageId":"m1","eventSource":"aws:sqs","body":7}""", "the message has no body, or one that is no Unicode")]
    [InlineData("""{"messageId":"m1","eventSource":"aws:sqs","body":"\ud800"}""", "the message has no body, or one that is no Unicode")]
    [InlineData("""{"messageId":"m1","body":"{}"}""", "the message is not of aws:sqs")]
    public async Task A_message_of_another_form_fails_alone(string message, string why)
    {
        var batch = Inputs.Messages(Inputs.Notice("log_data/a.json")).GetRawText();

        var response = await RunAsync(Inputs.Json(batch[..^2] + "," + message + "]}"));

        Assert.Equal("m1", Assert.Single(response.BatchItemFailures).ItemIdentifier);
        Assert.EndsWith(why, Assert.Single(around.Context.Warnings), StringComparison.Ordinal);
        Assert.Single(await ListedAsync());
    }

    [Fact]
    public async Task A_batch_is_measured_and_annotated_by_what_arrived_repeated_notices_once()
    {
        await RunAsync(
            Inputs.Messages(Inputs.Notice("log_data/a.json"), Inputs.Notice("log_data/a.json"), Inputs.Notice("log_data/b.json")));

        var trace = (await ListedAsync())[0].TraceId;
        var measured = Assert.Single(around.Measured);
        Assert.Equal((Dataset.LogData, trace, null), (measured.Dataset, measured.TraceId, measured.LoadId));
        Assert.Equal([2], around.Values(Metric.FilesArrived));
        Assert.Equal(new Dictionary<string, string> { ["dataset"] = "log_data", ["trace_id"] = trace! }, Assert.Single(around.Annotated));
        Assert.EndsWith($"trace {trace}", Assert.Single(around.Context.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_function_without_the_time_to_answer_does_nothing()
    {
        around.Context.Left(TimeSpan.FromSeconds(2));

        await Assert.ThrowsAsync<Ingestion.Failures.DeadlineNearException>(
            () => RunAsync(Inputs.Messages(Inputs.Notice("log_data/a.json"))));

        Assert.Empty(await around.KeysAsync("_ingest/"));
    }

    private Task<SQSBatchResponse> RunAsync(JsonElement input) => new LogDataArrived(around.Ports).HandleAsync(input, around.Context);

    private async Task<IReadOnlyList<FileVersion>> ListedAsync()
    {
        var key = Assert.Single(await around.KeysAsync("_ingest/arrivals/log_data/"));
        return await ArrivalList.ReadAsync(around.Objects, new ObjectLocation("sparkify", key), Cancellation);
    }
}
