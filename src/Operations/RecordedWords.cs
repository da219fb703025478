using Sparkify.Ingestion.Staging;

namespace Sparkify.Operations;

/// <summary>
/// What is said of a version of a file that the ledger knows: why it is as it is, and what a person can do. It depends on what the bucket
/// has under the key now: a file that is gone or replaced can't be mended.
/// </summary>
/// <param name="Reason">Null: there is nothing to say.</param>
/// <param name="WhatToDo">Null: there is nothing to do.</param>
internal sealed record RecordedWords(string? Reason, string? WhatToDo)
{
    /// <param name="eTag">Of the version.</param>
    /// <param name="entry">The ledger's line.</param>
    /// <param name="stored">The version that the bucket has now; null: none.</param>
    public static RecordedWords Of(string eTag, LedgerEntry entry, string? stored) => entry.Status switch
    {
        LedgerStatus.Superseded => new(
            stored is null ? "it was overwritten before it was read, and the file is gone from the bucket since"
            : stored == eTag ? "it was overwritten before it was read, and is back since"
            : $"it was overwritten before it was read: the bucket has version {stored} in its place",
            null),
        _ when stored is null => new(With(entry.Reason, Gone(entry)), null),
        _ when stored != eTag => new(With(entry.Reason, $"the bucket has version {stored} of the file since"), null),
        LedgerStatus.Quarantined => new(
            entry.Reason, "mend the file and put it again under the same key: the new version loads by itself"),
        LedgerStatus.Loaded when entry.RowsRejected + entry.RowsUnusable > 0 => new(
            entry.Reason, "mend the rows that were not loaded and put the file again: what is loaded already stays as it is"),
        _ => new(entry.Reason, null),
    };

    private static string Gone(LedgerEntry entry) => entry.Status is LedgerStatus.Loaded
        ? "the file is gone from the bucket since: what was loaded stays"
        : "the file is gone from the bucket since: there is nothing to mend, and put again it loads by itself";

    private static string With(string? reason, string more) => string.IsNullOrEmpty(reason) ? more : $"{reason}; {more}";
}
