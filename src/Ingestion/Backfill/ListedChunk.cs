using Sparkify.Ingestion.Statements;

namespace Sparkify.Ingestion.Backfill;

/// <summary>A chunk of the listing, held against the ledger.</summary>
/// <param name="Missing">The files to load, each with why.</param>
/// <param name="Quarantined">The files that are known to be unloadable, and are left alone.</param>
public sealed record ListedChunk(IReadOnlyList<NumberedFile> Missing, IReadOnlyList<NumberedFile> Quarantined)
{
    /// <summary>Of the missing: the ledger has nothing of the file.</summary>
    public int NeverSeen { get; init; }

    /// <summary>Of the missing: the ledger has other versions of the file.</summary>
    public int Overwritten { get; init; }

    /// <summary>When the ledger was asked, by the warehouse's clock; null where no file is of interest.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <param name="force">Load all, whatever the ledger knows.</param>
    /// <param name="files">The chunk; a file's number is its place.</param>
    /// <param name="answer">Of <c>compare_listing.sql</c>: the files of interest.</param>
    public static ListedChunk Of(bool force, IReadOnlyList<NumberedFile> files, IReadOnlyList<ResultRow> answer)
    {
        var missing = new List<NumberedFile>(answer.Count);
        var quarantined = new List<NumberedFile>();
        var (neverSeen, overwritten) = (0, 0);
        foreach (var row in answer)
        {
            var knowledge = (LedgerKnowledge)row.Number("known");
            var file = files[(int)row.Number("n")] with { Why = knowledge.InWords() };
            (!force && knowledge == LedgerKnowledge.Quarantined ? quarantined : missing).Add(file);
            neverSeen += knowledge == LedgerKnowledge.Nothing ? 1 : 0;
            overwritten += knowledge == LedgerKnowledge.OtherVersion ? 1 : 0;
        }

        return new ListedChunk(missing, quarantined)
        {
            NeverSeen = neverSeen,
            Overwritten = overwritten,
            // A question of the version before did not ask for the time.
            AskedAt = answer.Count > 0 && answer[0].Has("asked_at") ? answer[0].TimestampOrNull("asked_at") : null,
        };
    }
}
