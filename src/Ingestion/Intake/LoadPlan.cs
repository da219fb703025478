namespace Sparkify.Ingestion.Intake;

/// <summary>A load and the files in it.</summary>
public sealed record LoadPlan(Load Load, IReadOnlyList<ListedFile> Files)
{
    /// <summary>Keeps a load's list readable in one piece, and its COPY below what a retry would hurt.</summary>
    public const int MostFiles = 10_000;

    /// <summary>
    /// So many bytes take seconds to load and little memory to merge, and the next load is read while this one is merged. A file that is
    /// larger is a load by itself.
    /// </summary>
    public const long MostBytes = 512L << 20;

    /// <summary>
    /// Cuts the files of a dataset into loads: plain and gzip apart, because a COPY takes one compression. Repeated notices count once, and
    /// of the same content put again the last. The loads depend on the set of versions only, not on their order.
    /// </summary>
    public static IReadOnlyList<LoadPlan> For(Dataset dataset, string bucket, IEnumerable<FileVersion> versions, params string[] idParts) =>
        [.. versions
            .GroupBy(file => (file.Bucket, file.Key, file.ETag, file.VersionId))
            .Select(same => same.OrderBy(file => file.TraceId, StringComparer.Ordinal)
                .MaxBy(file => file, Comparer<FileVersion>.Create(FileVersion.CompareAge))!)
            .OrderBy(file => file.Bucket, StringComparer.Ordinal)
            .ThenBy(file => file.Key, StringComparer.Ordinal)
            .ThenBy(file => file.ETag, StringComparer.Ordinal)
            .GroupBy(file => file.IsGzip)
            .OrderBy(group => group.Key)
            .SelectMany(group => Cut(group, MostFiles, MostBytes)
                .Select(files => Of(dataset, bucket, [.. files.Select(file => new ListedFile { Version = file })], 0, idParts)))];

    /// <summary>Files in their order, as many at a time as a load takes: all loads are full but the last.</summary>
    public static IEnumerable<IReadOnlyList<FileVersion>> Cut(IEnumerable<FileVersion> files, int mostFiles, long mostBytes)
    {
        var open = new List<FileVersion>();
        var bytes = 0L;
        foreach (var file in files)
        {
            if (open.Count > 0 && (open.Count == mostFiles || bytes + file.Size > mostBytes))
            {
                yield return open;
                (open, bytes) = ([], 0);
            }

            open.Add(file);
            bytes += file.Size;
        }

        if (open.Count > 0)
        {
            yield return open;
        }
    }

    /// <summary>One load of these files, all of one compression.</summary>
    public static LoadPlan Of(Dataset dataset, string bucket, IReadOnlyList<ListedFile> files, int depth, params string[] idParts)
    {
        var newest = CopyManifest.Newest(files);
        return new LoadPlan(
            new Load
            {
                LoadId = LoadId.Of(dataset, files.Select(file => file.Version), idParts),
                Dataset = dataset,
                Bucket = bucket,
                Files = newest.Count,
                Bytes = newest.Sum(file => file.Size),
                Gzip = files.Count > 0 && files[0].Version.IsGzip,
                TraceId = TraceId.OfOldest(files.Select(file => file.Version)),
                Depth = depth,
                Quarantine = files.Any(file => file.Reason is not null),
            },
            files);
    }
}
