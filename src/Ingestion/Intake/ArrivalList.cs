using System.Security.Cryptography;
using System.Text.Json;
using Sparkify.Ingestion.Objects;

namespace Sparkify.Ingestion.Intake;

/// <summary>
/// The files that one batch of notices named, kept as an object. Writing it is itself an S3 event, and those events gather a second time.
/// </summary>
/// <remarks>
/// Lambda takes at most 6 MB of SQS messages at once, some 3,600 notices of S3, and several batches side by side: a burst comes in many
/// pieces. The lists of a burst are a handful of small messages, which one batch holds: that is what makes a burst few loads.
/// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
/// </remarks>
public static class ArrivalList
{
    /// <summary>Notices of keys below this prefix, and no others, go to the queue of StartLoads.</summary>
    public const string Prefix = "_ingest/arrivals/";

    /// <summary>
    /// Writes the list under a name that derives from its content: a batch of notices delivered again is the same list, of the same trace.
    /// </summary>
    public static async Task<(ObjectLocation List, string TraceId)> WriteAsync(
        IObjectStore objects, Dataset dataset, string bucket, IEnumerable<FileVersion> files, CancellationToken cancellationToken)
    {
        IReadOnlyList<FileVersion> named =
        [
            .. files.Distinct()
                .OrderBy(file => file.Bucket, StringComparer.Ordinal)
                .ThenBy(file => file.Key, StringComparer.Ordinal)
                .ThenBy(file => file.ETag, StringComparer.Ordinal)
                .ThenBy(file => file.Sequencer, StringComparer.Ordinal),
        ];
        var name = Convert.ToHexStringLower(SHA256.HashData(JsonLines.Write(named, IngestionJson.Default.FileVersion).Span).AsSpan(0, 12));
        var traceId = TraceId.Of(named.Min(file => file.EventTime), name);
        var list = new ObjectLocation(bucket, $"{Prefix}{dataset.Prefix}{name}.jsonl");
        var lines = JsonLines.Write(named.Select(file => file with { TraceId = traceId }), IngestionJson.Default.FileVersion);
        await objects.PutAsync(list, lines, JsonLines.ContentType, cancellationToken);
        return (list, traceId);
    }

    /// <summary>The dataset whose files a list states; null for a key that is no list.</summary>
    public static Dataset? DatasetOf(string key) =>
        Dataset.All.FirstOrDefault(dataset => key.StartsWith(Prefix + dataset.Prefix, StringComparison.Ordinal)
            && key.EndsWith(".jsonl", StringComparison.Ordinal));

    /// <exception cref="JsonException">It is damaged: a line is no file, or none that its dataset takes.</exception>
    /// <exception cref="Failures.ObjectMissingException">There is no such list.</exception>
    public static async Task<IReadOnlyList<FileVersion>> ReadAsync(
        IObjectStore objects, ObjectLocation list, CancellationToken cancellationToken)
    {
        var files = JsonLines.Read(await objects.GetAsync(list, cancellationToken), IngestionJson.Default.FileVersion);
        var dataset = DatasetOf(list.Key);
        foreach (var file in files)
        {
            if (file.Unholdable is { } fault)
            {
                throw new JsonException(fault);
            }

            if (dataset?.Takes(file.Key) is false)
            {
                throw new JsonException($"it lists {Shown.Of(file.Key)}, which is no file of {dataset}");
            }
        }

        return files;
    }
}
