using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Lambda.SQSEvents;
using Sparkify.Functions.Intake;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Metrics;
using Sparkify.Ingestion.Objects;

namespace Sparkify.Functions.Tests.Intake;

public sealed class StartLoadsTests
{
    private readonly Surroundings around = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_files_of_all_lists_of_a_dataset_are_one_load_and_one_execution_under_its_name()
    {
        var (first, second) = (await ListAsync(Dataset.LogData, 1, 2), await ListAsync(Dataset.LogData, 2, 3));

        await RunAsync(first, second, first);

        var (machine, name, input, trace) = Assert.Single(around.Started);
        var load = JsonSerializer.Deserialize(input, FunctionsJson.Default.IngestInput)!.Load;
        Assert.Equal(("arn:ingest", name, 3, 300L), (machine, load.LoadId, load.Files, load.Bytes));
        Assert.Equal(load.TraceId, trace);
        Assert.NotNull(trace);
        Assert.Equal(3, (await around.LinesAsync(load.FileList)).Count);
        Assert.Equal(
            ["s3://sparkify/log_data/2018/1.json", "s3://sparkify/log_data/2018/2.json", "s3://sparkify/log_data/2018/3.json"],
            Inputs.Json((await around.TextAsync(load.Manifest))!).GetProperty("entries").EnumerateArray()
                .Select(entry => entry.GetProperty("url").GetString()));
        Assert.Contains($"Information: load {name}: 3 files, 300 bytes, Started, trace {trace}", around.Context.Lines);
        Assert.Equal(
            new Dictionary<string,
            string> { ["dataset"] = "log_data", ["trace_id"] = trace, ["load_id"] = name },
            Assert.Single(around.Annotated));
    }

    [Fact]
    public async Task Plain_and_gzip_files_are_loads_of_their_own_and_so_are_the_datasets()
    {
        var logs = await WriteAsync(Dataset.LogData, Inputs.Version(1), Inputs.Version(2, suffix: ".json.gz"));
        var songs = await WriteAsync(Dataset.SongData, Inputs.Version(3, "song_data/"));

        await RunAsync(logs, songs);

        var loads = around.Started.Select(
            start => JsonSerializer.Deserialize(start.Input, FunctionsJson.Default.IngestInput)!.Load).ToList();
        Assert.Equal(
            [("log_data", false, 1), ("log_data", true, 1), ("song_data", false, 1)],
            loads.Select(load => (load.Dataset.Name, load.Gzip, load.Files)));
        Assert.Equal(3, around.Started.Select(start => start.Name).Distinct().Count());
    }

    [Fact]
    public async Task A_batch_that_comes_again_starts_nothing_new_and_is_measured_once()
    {
        var list = await ListAsync(Dataset.LogData, 1);

        await RunAsync(list);
        await RunAsync(list);

        Assert.Single(around.Started.Select(start => start.Name).Distinct());
        Assert.Single(around.Measured);
        Assert.Contains(around.Context.Lines, line => line.Contains("AlreadyStarted", StringComparison.Ordinal));
    }

    /// <summary>
    /// Of each load, how long its oldest file has waited: file 1 was put an hour and file 2 an hour less a millisecond ago.
    /// </summary>
    [Fact]
    public async Task How_long_the_oldest_file_waited_is_measured_in_seconds()
    {
        var ahead = Inputs.Version(9, suffix: ".json.gz") with { EventTime = Inputs.NowMs + 5_000 };

        await RunAsync(await ListAsync(Dataset.LogData, 1, 2), await WriteAsync(Dataset.LogData, ahead));

        Assert.Equal([0, 3_599.999], around.Values(Metric.SecondsInQueue));
        Assert.Equal(Dataset.LogData, Assert.Single(around.Measured).Dataset);
    }

    [Fact]
    public async Task What_is_no_list_starts_nothing_and_what_cannot_be_read_comes_back()
    {
        var input = Inputs.Messages(Inputs.Notice("_ingest/arrivals/other/x.jsonl"), "no JSON", Inputs.Notice("log_data/a.json"));

        var response = await new StartLoads(around.Ports).HandleAsync(input, around.Context);

        Assert.Equal("m1", Assert.Single(response.BatchItemFailures).ItemIdentifier);
        Assert.Empty(around.Started);
        Assert.Empty(around.Measured);
    }

    /// <summary>What may have become of a list, null: it is gone; and what the log says of it.</summary>
    public static TheoryData<string?, string> Damages => new()
    {
        { null, "ObjectMissingException" },
        { "no JSON", "JsonException" },
        { "null", "JsonException: a line says null" },
        { "{}", "JsonException" },
        { """{"bucket":"sparkify","key":null,"etag":"e","size":1,"event_time":1}""", "JsonException: a file has no key" },
        {
            """{"bucket":"sparkify","key":"song_data/a.json","etag":"e","size":1,"event_time":1}""",
            "JsonException: it lists 'song_data/a.json', which is no file of log_data"
        },
        {
            """{"bucket":"sparkify","key":"log_data/a.json","etag":"e","size":9223372036854775807,"event_time":1}""",
            "JsonException: the size of 'log_data/a.json' is 9223372036854775807 bytes: no object of S3 has that"
        },
    };

    /// <summary>Those beside it load, and its message alone comes again.</summary>
    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_list_that_is_gone_or_damaged_fails_its_own_message(string? content, string why)
    {
        const string bad = "_ingest/arrivals/log_data/bad.jsonl";
        if (content is not null)
        {
            around.Objects.Put(new ObjectLocation("sparkify", bad), content);
        }

        var response = await RunAsync(await ListAsync(Dataset.LogData, 1), bad, await ListAsync(Dataset.LogData, 2), bad);

        Assert.Equal(["m1", "m3"], response.BatchItemFailures.Select(failure => failure.ItemIdentifier));
        var load = JsonSerializer.Deserialize(Assert.Single(around.Started).Input, FunctionsJson.Default.IngestInput)!.Load;
        Assert.Equal(2, load.Files);
        Assert.Equal(2, around.Context.Warnings.Count());
        Assert.All(around.Context.Warnings, line => Assert.Contains(why, line, StringComparison.Ordinal));
        Assert.StartsWith(
            $"Warning: s3://sparkify/{bad} of message m1 can't be read, and comes again: ",
            around.Context.Warnings.First(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_of_two_lists_waits_for_both()
    {
        var good = await ListAsync(Dataset.LogData, 1);
        var both = JsonNode.Parse(Inputs.Notice(good))!;
        both["Records"]!.AsArray().Add(JsonNode.Parse(Inputs.Notice("_ingest/arrivals/log_data/gone.jsonl"))!["Records"]![0]!.DeepClone());

        var response = await new StartLoads(around.Ports).HandleAsync(Inputs.Messages(both.ToJsonString()), around.Context);

        Assert.Equal("m0", Assert.Single(response.BatchItemFailures).ItemIdentifier);
        Assert.Empty(around.Started);
    }

    [Fact]
    public async Task A_straight_event_of_a_list_that_is_gone_is_an_error()
    {
        await Assert.ThrowsAsync<ObjectMissingException>(() => new StartLoads(around.Ports).HandleAsync(
            Inputs.Json(Inputs.Notice("_ingest/arrivals/log_data/gone.jsonl")), around.Context));

        Assert.Empty(around.Started);
    }

    [Fact]
    public async Task A_straight_event_that_cannot_be_read_is_an_error() =>
        await Assert.ThrowsAsync<FormatException>(() => new StartLoads(around.Ports).HandleAsync(Inputs.Json("7"), around.Context));

    private Task<SQSBatchResponse> RunAsync(params string[] lists) =>
        new StartLoads(around.Ports).HandleAsync(Inputs.Messages([.. lists.Select(list => Inputs.Notice(list))]), around.Context);

    private Task<string> ListAsync(Dataset dataset, params int[] numbers) =>
        WriteAsync(dataset, [.. numbers.Select(number => Inputs.Version(number))]);

    private async Task<string> WriteAsync(Dataset dataset, params FileVersion[] files) =>
        (await ArrivalList.WriteAsync(around.Objects, dataset, "sparkify", files, Cancellation)).List.Key;
}
