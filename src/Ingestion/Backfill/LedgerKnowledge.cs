namespace Sparkify.Ingestion.Backfill;

/// <summary>
/// What the ledger knows of a version of a file, in the numbers of <c>compare_listing.sql</c>: more is nearer to being in the schema.
/// </summary>
public enum LedgerKnowledge
{
    /// <summary>Neither this version of the file nor another: its notice was lost, or never sent.</summary>
    Nothing = 0,

    /// <summary>Other versions only: the file was overwritten, and the new version's notice was lost.</summary>
    OtherVersion = 1,

    /// <summary>This version was overwritten before it was read, and has come back since.</summary>
    Superseded = 2,

    Quarantined = 3,
    Loaded = 4,
}

public static class LedgerKnowledgeWords
{
    public static string InWords(this LedgerKnowledge knowledge) => knowledge switch
    {
        LedgerKnowledge.Nothing => "the ledger does not know the file: no notice of it was worked on",
        LedgerKnowledge.OtherVersion => "the ledger knows other versions of the file only: it was overwritten since",
        LedgerKnowledge.Superseded => "this version was overwritten before it was read, and is back",
        LedgerKnowledge.Quarantined => "this version is quarantined: the ledger says why",
        LedgerKnowledge.Loaded => "this version is loaded",
        _ => throw new ArgumentOutOfRangeException(nameof(knowledge), knowledge, "compare_listing.sql gives no such number"),
    };
}
