using System.Text.Json;
using Amazon.Lambda.SQSEvents;
using Sparkify.Functions.Intake;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Metrics;

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

    [Fact]
    public async Task A_list_that_is_gone_fails_the_batch_and_nothing_is_started()
    {
        await Assert.ThrowsAsync<ObjectMissingException>(() => RunAsync("_ingest/arrivals/log_data/gone.jsonl"));

        Assert.Empty(around.Started);
    }

    private Task<SQSBatchResponse> RunAsync(params string[] lists) =>
        new StartLoads(around.Ports).HandleAsync(Inputs.Messages([.. lists.Select(list => Inputs.Notice(list))]), around.Context);

    private Task<string> ListAsync(Dataset dataset, params int[] numbers) =>
        WriteAsync(dataset, [.. numbers.Select(number => Inputs.Version(number))]);

    private async Task<string> WriteAsync(Dataset dataset, params FileVersion[] files) =>
        (await ArrivalList.WriteAsync(around.Objects, dataset, "sparkify", files, Cancellation)).List.Key;
}
