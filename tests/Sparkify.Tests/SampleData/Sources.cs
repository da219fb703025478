using Sparkify.Ingestion.Intake;
using Sparkify.Reference;
using Sparkify.SampleData;

namespace Sparkify.Tests.SampleData;

/// <summary>Files as the reference takes them.</summary>
internal static class Sources
{
    public static IReadOnlyList<SourceFile> Of(GenerateOptions options) => [.. DatasetGenerator.Files(options).Select(Source)];

    public static SourceFile Source(this GeneratedFile file) =>
        new(file.Key.StartsWith("log_data/", StringComparison.Ordinal) ? Dataset.LogData : Dataset.SongData, file.Key, file.Bytes);

    /// <summary>How many loads these files are when they are put together.</summary>
    public static int Loads(IEnumerable<SourceFile> files) => files.GroupBy(file => file.Dataset).Sum(dataset => LoadPlan.For(
        dataset.Key is Dataset.LogData ? Sparkify.Ingestion.Dataset.LogData : Sparkify.Ingestion.Dataset.SongData, "bucket",
        dataset.Select(file => new FileVersion
        {
            Bucket = "bucket", Key = file.Key, ETag = InMemoryObjectStore.ETagOf(file.Bytes.Span), Size = file.Bytes.Length, EventTime = 0
        })).Count);
}
