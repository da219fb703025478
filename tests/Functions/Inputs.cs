using System.Text.Json;
using System.Text.Json.Nodes;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Backfill;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Functions.Tests;

/// <summary>What functions are called with.</summary>
internal static class Inputs
{
    public const string Bucket = "sparkify";
    public const string CopyRole = "arn:aws:iam::123456789012:role/copy";
    public const string ExecutionId = "arn:aws:states:us-east-1:123456789012:execution:ingest:one";

    public static readonly DateTimeOffset Now = new(2018, 11, 2, 0, 0, 0, TimeSpan.Zero);

    /// <summary>2018-11-02T00:00:00Z.</summary>
    public const long NowMs = 1_541_116_800_000;

    public static readonly Load Load = new()
    {
        LoadId = "log-data-00112233445566778899aabb",
        Dataset = Dataset.LogData,
        Bucket = Bucket,
        Files = 2,
        Bytes = 200,
        Gzip = false,
        TraceId = "1-5bdb8b80-00112233445566778899aabb",
    };

    public static readonly BackfillRun Run = new()
    {
        Id = "log-data-a1b2c3d4e5f6",
        Dataset = Dataset.LogData,
        Bucket = Bucket,
        Prefix = "log_data/2018/",
        Force = false,
        DryRun = false,
        MaxFilesPerLoad = 3,
        MaxBytesPerLoad = 1_000,
        StartedAt = NowMs - 60_000,
        Fingerprint = "0123456789ab",
    };

    public static StatementTicket Ticket(string step, string statementId = "s", int attempt = 1) => new()
    {
        StatementId = statementId,
        Step = step,
        Attempt = attempt,
        Outcome = StatementOutcome.Finished,
        SubmittedAt = NowMs - 30_000,
    };

    public static StatementReport Report(StatementStatus status, string id = "s", string? error = null) => new()
    {
        Id = id, Status = status, Error = error, Pid = 4711, Duration = TimeSpan.FromMilliseconds(1_500),
    };

    /// <summary>A file of a listing or of a list: its number in the key, 100 bytes, put an hour ago.</summary>
    public static FileVersion Version(int number, string prefix = "log_data/2018/", string suffix = ".json", long size = 100) =>
        Files.Version($"{prefix}{number}{suffix}", ETag(number), Bucket, $"{number:X2}", NowMs - 3_600_000 + number) with { Size = size };

    public static string ETag(int number) => $"{number:x32}";

    public static string Url(FileVersion version) => $"s3://{version.Bucket}/{version.Key}";

    public static NumberedFile Numbered(int number) => new()
    {
        Number = number, Bucket = Bucket, Key = $"log_data/2018/{number}.json", ETag = ETag(number), Size = 100 + number,
        EventTime = NowMs - 3_600_000,
    };

    public static string Notice(string key, string name = "ObjectCreated:Put", string bucket = Bucket, int age = 1) => new JsonObject
    {
        ["Records"] = new JsonArray(new JsonObject
        {
            ["eventSource"] = "aws:s3",
            ["eventTime"] = "2018-11-01T21:01:46.796Z",
            ["eventName"] = name,
            ["s3"] = new JsonObject
            {
                ["bucket"] = new JsonObject { ["name"] = bucket },
                ["object"] = new JsonObject
                {
                    ["key"] = key, ["size"] = 100, ["eTag"] = ETag(age), ["versionId"] = $"v{age}", ["sequencer"] = $"{age:X2}",
                },
            },
        }),
    }.ToJsonString();

    /// <summary>An SQS event: a message for each body, with the ids m0, m1, …</summary>
    public static JsonElement Messages(params string[] bodies) => Json(new JsonObject
    {
        ["Records"] = new JsonArray(
            [.. bodies.Select((body, n) => new JsonObject { ["messageId"] = $"m{n}", ["eventSource"] = "aws:sqs", ["body"] = body })]),
    }.ToJsonString());

    public static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
