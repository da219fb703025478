using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Objects;

namespace Sparkify.Ingestion.Staging;

/// <summary>
/// Decides, file by file, what the staging of a load means: which version was read, how many of its rows were refused or are unusable, and
/// whether so many that the file must not be loaded at all.
/// </summary>
public sealed record StagingReview
{
    /// <summary>
    /// The warehouse's views cut file names at 256, of bytes or of characters: the documentation does not say. So names are compared by as
    /// many bytes as are left of any character either way.
    /// </summary>
    private const int FileNameBytes = 252;

    /// <summary>One for each version in the load's list, and one for each that was read in the place of those.</summary>
    public required IReadOnlyList<FileOutcome> Outcomes { get; init; }

    public required IReadOnlyList<RejectedRow> Rejects { get; init; }

    /// <summary>
    /// Files with a larger share of refused or unusable rows than is accepted, with the reason, each with all its versions. Their good rows
    /// are in staging too: the load can't be merged.
    /// </summary>
    public required IReadOnlyList<ListedFile> Offenders { get; init; }

    /// <summary>Why the load can't be merged; null where it can.</summary>
    public required string? WhyNotMerged { get; init; }

    public bool CanMerge => WhyNotMerged is null;

    /// <summary>
    /// Why the load views can't be believed yet; null where they can: they know of the rows that COPY says it loaded, show as many errors
    /// as they count, and name every file. (The lines that they count of a file are no help: a row may have several, and a line several
    /// rows.)
    /// </summary>
    public static string? WhyNotBelieved(IReadOnlyList<ListedFile> files, StagedLoad staged, LoadViews views)
    {
        if (views.RowsLoaded != staged.RowsLoaded)
        {
            return $"COPY {staged.CopyId} loaded {staged.RowsLoaded} rows, and the load history says "
                + (views.RowsLoaded is { } rows ? $"{rows}" : "nothing of it");
        }

        if (views.LoadErrors.Count < views.Errors)
        {
            return $"the load history counts {views.Errors} errors of COPY {staged.CopyId}, and {views.LoadErrors.Count} are shown";
        }

        // An empty file has nothing to scan, and it is not documented whether it is named.
        var read = views.FilesRead.Select(file => Shown(file.FileName)).ToHashSet(StringComparer.Ordinal);
        var unread = CopyManifest.Newest(files).Where(file => file.Size > 0).FirstOrDefault(file => !read.Contains(FileName(file)));
        return unread is null ? null : $"nothing is said of {unread.Key} among the files that COPY {staged.CopyId} read";
    }

    /// <param name="unusable">Of the files that have rows which no table can use; null where nobody knows which files do.</param>
    /// <param name="mostRejectedShare">0 to 1: the share of a file's rows that may be refused or unusable.</param>
    public static StagingReview Of(
        Dataset dataset,
        IReadOnlyList<ListedFile> files,
        StagedLoad staged,
        LoadViews views,
        IReadOnlyDictionary<FileVersion, UnusableRows>? unusable,
        double mostRejectedShare)
    {
        var newest = CopyManifest.Newest(files).ToHashSet();
        var byName = files.Select(file => file.Version)
            .Where(newest.Contains)
            .ToLookup(version => FileName(version), StringComparer.Ordinal);
        var read = views.FilesRead.ToLookup(file => Shown(file.FileName), StringComparer.Ordinal);
        var rejects = views.LoadErrors.ToLookup(row => Shown(row.FileName), StringComparer.Ordinal);

        var reviews = files
            .GroupBy(file => (file.Version.Bucket, file.Version.Key), file => file.Version)
            .Select(versions =>
            {
                var last = versions.First(newest.Contains);
                var name = FileName(last);
                var isAlone = byName[name].Take(2).Count() == 1;
                return new KeyReview(
                    dataset,
                    [.. versions],
                    last,
                    isAlone ? read[name].FirstOrDefault() : null,
                    isAlone ? [.. rejects[name]] : [],
                    unusable?.GetValueOrDefault(last) ?? UnusableRows.None,
                    mostRejectedShare);
            })
            .ToList();
        var offenders = reviews.SelectMany(review => review.Offenders).ToList();
        var atFault = offenders.Find(file => !file.Superseded) ?? offenders.FirstOrDefault();
        var unplaced = views.LoadErrors.Count - reviews.Sum(review => review.Rejects.Count);
        return new StagingReview
        {
            Outcomes = [.. reviews.SelectMany(review => review.Outcomes)],
            Rejects = [.. reviews.SelectMany(review => review.Rejects)],
            Offenders = offenders,
            WhyNotMerged = atFault is not null ? atFault.Reason
                : unplaced > 0 ? $"{unplaced} refused rows name no single file of the load"
                : unusable is null ? $"{staged.Unusable.Describe(dataset, staged.RowsStaged)}, and it is not known of which files"
                : null,
        };
    }

    private static string FileName(FileVersion version) => Shown(new ObjectLocation(version.Bucket, version.Key).Url);

    /// <summary>As much of a name as the warehouse shows for certain. It pads names with blanks, and we take those away.</summary>
    private static string Shown(string name) => Utf8Text.Cut(name, FileNameBytes).Trim(' ');
}
