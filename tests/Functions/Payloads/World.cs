using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using Sparkify.Functions;
using Sparkify.Functions.Metrics;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Backfill;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Metrics;
using Sparkify.Ingestion.Objects;
using Sparkify.Ingestion.Statements;
using Sparkify.Ingestion.Workflows;

namespace Sparkify.Tests;

/// <summary>What a payload of the corpus needs to find outside the function, the same each time, and what the function did to it.</summary>
/// <remarks>
/// The first eight characters of a statement's id, up to the zeros that fill them, say what becomes of it: <c>running</c>, <c>finished</c>,
/// <c>failed</c>, <c>lost</c>, <c>busy</c> or <c>silent</c>. The last word says what its results are.
/// </remarks>
internal sealed partial class World : IObjectStore, IWarehouse, IWorkflows, IMetrics
{
    private readonly InMemoryObjectStore objects = new(new FakeTimeProvider(DateTimeOffset.UnixEpoch));
    private readonly ConcurrentQueue<string> deeds = new();
    private readonly ConcurrentQueue<string> measured = new();
    private int submitted;

    private World() { }

    /// <summary>Every write, submit and start, in order.</summary>
    public IReadOnlyList<string> Deeds => [.. deeds];

    /// <summary>The metrics that the function shown, a line each, without the time.</summary>
    public IReadOnlyList<string> Measured => [.. measured];

    /// <summary>A line without what depends on when it is written.</summary>
    public static string Timeless(string line) => Moment().Replace(line, "$1:0");

    public void Emit(Measurements measurements) =>
        measured.Enqueue(
            Timeless(Encoding.UTF8
                .GetString(EmbeddedMetricFormat.Write(measurements, "sparkify-local", DateTimeOffset.UnixEpoch).Span)
                .TrimEnd('\n')));

    public static async Task<World> ForAsync(JsonNode payload)
    {
        var world = new World();
        var list = new ObjectLocation("sparkify-data", "_ingest/arrivals/log_data/2f1d.jsonl");
        world.objects.Put(
            list, JsonLines.Write(Enumerable.Range(0, 3).Select(i => Version(Dataset.LogData, i)), IngestionJson.Default.FileVersion));
        if (payload is JsonObject && payload["load"] is JsonObject)
        {
            var load = payload.Deserialize(FunctionsJson.Default.IngestInput)!.Load;
            var files = Enumerable.Range(0, load.Files)
                .Select(i => new ListedFile { Version = Version(load.Dataset, i), Reason = load.Quarantine ? "it is no JSON" : null });
            await FileList.WriteAsync(world.objects, new LoadPlan(load, [.. files]), TestContext.Current.CancellationToken);
            if (load.LoadId.EndsWith("overwritten", StringComparison.Ordinal))
            {
                world.objects.Put(new ObjectLocation(load.Bucket, Version(load.Dataset, 0).Key), "another version");
            }
        }

        if (payload is JsonObject && payload["backfill"] is { } backfill)
        {
            var run = backfill.Deserialize(IngestionJson.Default.BackfillRun)!;
            var files = Enumerable.Range(0, 3).Select(i => Version(run.Dataset, i)).ToList();
            files.ForEach(file => world.objects.Put(new ObjectLocation(file.Bucket, file.Key), file.Key));
            var listing = files.Select((file, i) => new NumberedFile
            {
                Number = i, Bucket = file.Bucket, Key = file.Key, ETag = file.ETag, Size = file.Size, EventTime = file.EventTime
            });
            world.objects.Put(run.Listing(1), JsonLines.Write(listing, IngestionJson.Default.NumberedFile));
        }

        return world;
    }

    /// <param name="environment">The function's, as the template gives it.</param>
    public FunctionPorts Ports(IReadOnlyDictionary<string, string> environment) =>
        new(this, this, this, this, TimeProvider.System, new FunctionSettings(environment.GetValueOrDefault));

    public Task PutAsync(ObjectLocation location, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        // How long a backfill took is measured too, and it is another time here and there.
        deeds.Enqueue($"put {location} {contentType} {Seconds().Replace(Encoding.UTF8.GetString(content.Span), "")}");
        return objects.PutAsync(location, content, contentType, cancellationToken);
    }

    public Task<ReadOnlyMemory<byte>> GetAsync(ObjectLocation location, CancellationToken cancellationToken) =>
        objects.GetAsync(location, cancellationToken);

    public Task<ObjectPage> ListAsync(string bucket, string prefix, string? startAfter, CancellationToken cancellationToken) =>
        objects.ListAsync(bucket, prefix, startAfter, cancellationToken);

    public Task<StartOutcome> StartAsync(
        string stateMachineArn, string name, string input, string? traceId, CancellationToken cancellationToken)
    {
        deeds.Enqueue($"start {stateMachineArn} {name} {input} {traceId}");
        return Task.FromResult(StartOutcome.Started);
    }

    public Task<string> SubmitAsync(StatementBatch batch, CancellationToken cancellationToken)
    {
        deeds.Enqueue($"submit {batch.Name} {batch.ClientToken} {string.Join('\n', batch.Statements)}");
        var kind = batch.Name.StartsWith("schema list", StringComparison.Ordinal) ? "nothing" : "";
        return Task.FromResult($"finished-0000-0000-0000-{Interlocked.Increment(ref submitted):D12}{kind}");
    }

    public async Task<StatementReport> DescribeAsync(string statementId, TimeSpan wait, CancellationToken cancellationToken)
    {
        switch (statementId.Split('-')[0].TrimEnd('0'))
        {
            case "running": return Report(statementId, StatementStatus.Started);
            case "finished": return Report(statementId, StatementStatus.Finished);
            case "failed": return Report(statementId, StatementStatus.Failed) with
            {
                Error = "ERROR: Load into table 'staging_events_1' failed. Check 'sys_load_error_detail' system table for details."
            };
            case "lost": throw new StatementLostException($"{statementId} is gone");
            case "busy": throw new WarehouseThrottledException("too many requests");
            case "silent":
                await Task.Delay(Timeout.Infinite, cancellationToken);
                goto default;
            default: throw new StatementLostException($"nobody submitted {statementId}");
        }
    }

    /// <summary>The results of a staging and of a backfill's questions; of anything else, the counts of a load.</summary>
    public Task<ResultPage> FetchAsync(string statementId, string? nextToken, CancellationToken cancellationToken)
    {
        var (id, number) = (statementId.Split(':')[0], statementId.Split(':')[1]);
        (IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows) answer = number switch
        {
            "1" when id.EndsWith("explained", StringComparison.Ordinal) =>
                (Rejected, [["s3://sparkify-data/log_data/0.json", 3L, "ts", 1207L, "Invalid digit, Value 'x', Pos 0, Type: Long"]]),
            "1" when id.EndsWith("nothing", StringComparison.Ordinal) => (["column_name"], []),
            "1" => (["users"], [[0L]]),
            "3" when id.EndsWith("compared", StringComparison.Ordinal) => (
                ["n", "known", "asked_at"],
                [[0L, 0L, "2018-11-01 21:01:46.796"], [1L, 3L, "2018-11-01 21:01:46.796"], [2L, 1L, "2018-11-01 21:01:46.796"]]),
            "3" => (
                ["loaded", "quarantined", "superseded", "rows_staged", "rows_rejected", "rows_unusable"], [[1L, 1L, 0L, "12", "1", "2"]]),
            "4" => (["rows_loaded", "copy_id"], [[4L, 4_711L]]),
            "5" => (
                ["rows_staged", "first_event", "last_event", "rows_unusable", "lacks_1", "lacks_2", "lacks_3", "lacks_4"],
                [[4L, 1_541_106_106_796L, 1_541_106_106_796L, 0L, 0L, 0L, 0L, 0L]]),
            "6" => (
                ["file_name", "file_etag", "rows_read", "bytes_read"],
                [["s3://sparkify-data/log_data/0.json", ETag(0), "3", "100"], ["s3://sparkify-data/log_data/1.json", ETag(1), "3", "101"]]),
            "7" when id.EndsWith("poor", StringComparison.Ordinal) =>
                (Rejected, [
                    ["s3://sparkify-data/log_data/0.json", 2L, null, 1214L, "no object"],
                    ["s3://sparkify-data/log_data/0.json", 3L, "ts", 1207L, "é is no digit"]
                ]),
            "7" => (Rejected, []),
            "8" when id.EndsWith("mute", StringComparison.Ordinal) => (["loaded_rows", "error_count"], []),
            "8" => (["loaded_rows", "error_count"], [[4L, id.EndsWith("poor", StringComparison.Ordinal) ? 2L : 0L]]),
            _ => (
                [
                    "table_name", "staged", "inserted", "updated", "unchanged", "filtered", "duplicate",
                    "files", "rows_read", "rows_staged", "rows_rejected", "rows_unusable", "tracks_resolved", "recorded_at",
                    "oldest_event", "newest_event",
                ],
                [[
                    "songplays", 4L, 3L, 0L, 1L, 0L, 0L, 2L, "6", "4", "2", "1", "0", "2018-11-01 21:02:06.796", "2018-11-01 20:57:10.796",
                    "2018-11-01 21:01:46.796"
                ]]),
        };
        return Task.FromResult(new ResultPage(answer.Columns, answer.Rows, null));
    }

    private static IReadOnlyList<string> Rejected => ["file_name", "line_number", "column_name", "error_code", "error_message"];

    private static StatementReport Report(string id, StatementStatus status) => new()
    {
        Id = id,
        Status = status,
        Pid = 1_073_922_143,
        CreatedAt = DateTimeOffset.UnixEpoch,
        Duration = TimeSpan.FromMilliseconds(1_234),
        SubStatements =
        [
            .. Enumerable.Range(1, 33).Select(n => new SubStatementReport($"{id}:{n}", status, null, -1, TimeSpan.Zero, true))
        ],
    };

    private static FileVersion Version(Dataset dataset, int i) => new()
    {
        Bucket = "sparkify-data",
        Key = $"{dataset.Prefix}{i}.json",
        ETag = ETag(i),
        Size = 100 + i,
        EventTime = 1_541_106_106_796,
        Sequencer = $"00{i}",
    };

    private static string ETag(int i) => new($"{i}"[0], 32);

    [GeneratedRegex("(\"Timestamp\"|\"SecondsInQueue\"):[0-9.E+]+")]
    private static partial Regex Moment();

    [GeneratedRegex("\"seconds\":[0-9.E+]+")]
    private static partial Regex Seconds();
}
