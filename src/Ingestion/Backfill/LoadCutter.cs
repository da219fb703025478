using Sparkify.Ingestion.Intake;

namespace Sparkify.Ingestion.Backfill;

/// <summary>Cuts files into loads as they come along, so that no more than a chunk of them is ever in memory.</summary>
public static class LoadCutter
{
    /// <summary>
    /// The loads that are full, and the files that are left over for the next chunk. Plain and gzip apart: a COPY takes one compression.
    /// </summary>
    /// <param name="run">Says how large a load may be.</param>
    /// <param name="files">What was left over before, then the chunk's, in the order of the listing.</param>
    /// <param name="isLast">Nothing more comes: no file is left over.</param>
    public static (IReadOnlyList<LoadPlan> Loads, IReadOnlyList<FileVersion> Left) Cut(
        BackfillRun run, IEnumerable<FileVersion> files, bool isLast)
    {
        var loads = new List<LoadPlan>();
        var rest = new List<FileVersion>();
        foreach (var same in files.GroupBy(file => file.IsGzip).OrderBy(group => group.Key))
        {
            var parts = LoadPlan.Cut(same, run.MaxFilesPerLoad, run.MaxBytesPerLoad).ToList();
            if (!isLast && parts[^1].Count < run.MaxFilesPerLoad)
            {
                rest.AddRange(parts[^1]);
                parts.RemoveAt(parts.Count - 1);
            }

            loads.AddRange(parts.Select(part => Load(run, part)));
        }

        return (loads, rest);
    }

    private static LoadPlan Load(BackfillRun run, IReadOnlyList<FileVersion> files) =>
        LoadPlan.Of(
            run.Dataset,
            run.Bucket,
            [.. files.Select(file => new ListedFile { Version = file with { TraceId = run.TraceId } })],
            0,
            "backfill",
            run.Id);
}
