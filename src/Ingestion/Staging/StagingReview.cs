using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Objects;

namespace Sparkify.Ingestion.Staging;

/// <summary>
/// Decides, file by file, what the staging of a load means: which version was read, how many of its rows were refused, and whether so many
/// were that the file must not be loaded at all.
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
    /// Files with a larger share of refused rows than is accepted, with the reason, each with all its versions. Their good rows are in
    /// staging too: the load can't be merged.
    /// </summary>
    public required IReadOnlyList<ListedFile> Offenders { get; init; }

    /// <summary>Refused rows whose file isn't known, because two names are alike in as much of them as the warehouse shows.</summary>
    public required int UnplacedRejects { get; init; }

    public bool CanMerge => Offenders.Count == 0 && UnplacedRejects == 0;

    /// <param name="mostRejectedShare">0 to 1: the share of a file's rows that may be refused.</param>
    public static StagingReview Of(IReadOnlyList<ListedFile> files, StagedLoad staged, double mostRejectedShare)
    {
        var newest = CopyManifest.Newest(files).ToHashSet();
        var byName = files.Select(file => file.Version)
            .Where(newest.Contains)
            .ToLookup(version => FileName(version), StringComparer.Ordinal);
        var read = staged.FilesRead.ToLookup(file => Shown(file.FileName), StringComparer.Ordinal);
        var rejects = staged.LoadErrors.ToLookup(row => Shown(row.FileName), StringComparer.Ordinal);

        var reviews = files
            .GroupBy(file => (file.Version.Bucket, file.Version.Key), file => file.Version)
            .Select(versions =>
            {
                var last = versions.First(newest.Contains);
                var name = FileName(last);
                var isAlone = byName[name].Take(2).Count() == 1;
                return OfKey(
                    [.. versions],
                    last,
                    isAlone ? read[name].FirstOrDefault() : null,
                    isAlone ? [.. rejects[name]] : [],
                    mostRejectedShare);
            })
            .ToList();
        return new StagingReview
        {
            Outcomes = [.. reviews.SelectMany(review => review.Outcomes)],
            Rejects = [.. reviews.SelectMany(review => review.Rejects)],
            Offenders = [.. reviews.SelectMany(review => review.Offenders)],
            UnplacedRejects = staged.LoadErrors.Count - reviews.Sum(review => review.Rejects.Count),
        };
    }

    /// <summary>The versions of one key, of which COPY can have read one.</summary>
    private static StagingReview OfKey(
        IReadOnlyList<FileVersion> versions, FileVersion last, FileRead? found, IReadOnlyList<LoadError> refused, double mostRejectedShare)
    {
        // The newest that the load has a notice of, unless the warehouse says that it was another; null for one without a notice yet.
        var read = found is null || !IsOther(found.ETag, last.ETag)
            ? last
            : versions.FirstOrDefault(version => !IsOther(found.ETag, version.ETag));
        var others = versions.Where(version => version != read).ToList();
        var reason = refused.Count == 0 ? null : ReasonOf(refused, found?.Rows);
        var isOffender = refused.Count > 0 && refused.Count > mostRejectedShare * (found?.Rows ?? 0);
        var loaded = FileOutcome.Of(
            read ?? last with { ETag = found!.ETag, VersionId = null, Sequencer = null, Size = found.Bytes }, LedgerStatus.Loaded, reason);
        return new StagingReview
        {
            Outcomes =
            [
                .. others.Select(version => FileOutcome.Of(version, LedgerStatus.Superseded, FileOutcome.SupersededReason)),
                loaded with { RowsStaged = found?.Rows - refused.Count, RowsRejected = refused.Count },
            ],
            Rejects = [.. refused.Select(row => RejectedRow.Of(last, row))],
            Offenders = !isOffender ? [] :
            [
                .. others.Select(version => new ListedFile { Version = version, Superseded = true, Reason = FileOutcome.SupersededReason }),
                .. read is null ? [] : (ListedFile[])[new ListedFile { Version = read, Reason = reason }],
            ],
            UnplacedRejects = 0,
        };
    }

    private static string FileName(FileVersion version) => Shown(new ObjectLocation(version.Bucket, version.Key).Url);

    /// <summary>As much of a name as the warehouse shows for certain. It pads names with blanks, and we take those away.</summary>
    private static string Shown(string name) => Utf8Text.Cut(name, FileNameBytes).Trim(' ');

    /// <summary>
    /// Only two well-formed entity tags can differ: a warehouse that says nothing has not said that the version is another.
    /// </summary>
    private static bool IsOther(string read, string noticed) =>
        read.Length >= 32 && noticed.Length >= 32 && !string.Equals(read, noticed, StringComparison.OrdinalIgnoreCase);

    private static string ReasonOf(IReadOnlyList<LoadError> refused, long? rows) =>
        $"{refused.Count} of {rows?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?"} rows refused; first: "
        + $"{refused[0].Describe()}";
}
