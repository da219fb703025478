using System.Globalization;
using Sparkify.Ingestion.Intake;

namespace Sparkify.Ingestion.Staging;

/// <summary>What the staging of a load means for one key: for each of its versions, of which COPY can have read one.</summary>
internal sealed class KeyReview
{
    /// <param name="last">The newest that the load has a notice of.</param>
    /// <param name="found">What the warehouse says was read; null where it does not say.</param>
    /// <param name="mostRejectedShare">0 to 1: the share of a file's rows that may be refused or unusable.</param>
    public KeyReview(
        Dataset dataset,
        IReadOnlyList<FileVersion> versions,
        FileVersion last,
        FileRead? found,
        IReadOnlyList<LoadError> refused,
        UnusableRows unusable,
        double mostRejectedShare)
    {
        // The newest that the load has a notice of, unless the warehouse says that it was another; null for one without a notice yet.
        var read = found is null || !IsOther(found.ETag, last.ETag)
            ? last
            : versions.FirstOrDefault(version => !IsOther(found.ETag, version.ETag));
        var others = versions.Where(version => version != read).ToList();
        var reason = ReasonOf(dataset, refused, unusable, found?.Rows);
        var bad = refused.Count + unusable.Count;
        var loaded = FileOutcome.Of(
            read ?? last with { ETag = found!.ETag, VersionId = null, Sequencer = null, Size = found.Bytes }, LedgerStatus.Loaded, reason);
        Outcomes =
        [
            .. others.Select(version => FileOutcome.Of(version, LedgerStatus.Superseded, FileOutcome.SupersededReason)),
            loaded with { RowsStaged = found?.Rows - refused.Count, RowsRejected = refused.Count, RowsUnusable = unusable.Count },
        ];
        Rejects = [.. refused.Select(row => RejectedRow.Of(last, row))];
        Offenders = bad == 0 || bad <= mostRejectedShare * (found?.Rows ?? 0) ? [] :
        [
            .. others.Select(version => new ListedFile { Version = version, Superseded = true, Reason = FileOutcome.SupersededReason }),
            .. read is null ? [] : (ListedFile[])[new ListedFile { Version = read, Reason = reason }],
        ];
    }

    public IReadOnlyList<FileOutcome> Outcomes { get; }
    public IReadOnlyList<RejectedRow> Rejects { get; }

    /// <summary>All versions, if so many rows are refused or unusable that none may be loaded; else none.</summary>
    public IReadOnlyList<ListedFile> Offenders { get; }

    /// <summary>
    /// Only two well-formed entity tags can differ: a warehouse that says nothing has not said that the version is another.
    /// </summary>
    private static bool IsOther(string read, string noticed) =>
        read.Length >= 32 && noticed.Length >= 32 && !string.Equals(read, noticed, StringComparison.OrdinalIgnoreCase);

    private static string? ReasonOf(Dataset dataset, IReadOnlyList<LoadError> refused, UnusableRows unusable, long? rows)
    {
        var all = rows?.ToString(CultureInfo.InvariantCulture) ?? "?";
        var parts = new List<string>();
        if (refused.Count > 0)
        {
            parts.Add($"{refused.Count} of {all} rows refused; first: {refused[0].Describe()}");
        }

        if (unusable.Count > 0)
        {
            parts.Add(unusable.Describe(dataset, rows));
        }

        return parts.Count == 0 ? null : string.Join("; ", parts);
    }
}
