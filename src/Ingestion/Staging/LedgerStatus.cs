namespace Sparkify.Ingestion.Staging;

/// <summary>What the ledger says of a version of a file: the values of <c>dw.file_ledger.status</c>.</summary>
public static class LedgerStatus
{
    public const string Loaded = "loaded";
    public const string Quarantined = "quarantined";

    /// <summary>Overwritten before it was read: another version of the key has its own notice.</summary>
    public const string Superseded = "superseded";

    public static IReadOnlyList<string> All { get; } = [Loaded, Quarantined, Superseded];
}
