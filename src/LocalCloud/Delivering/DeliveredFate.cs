using Sparkify.Ingestion.Staging;
using Sparkify.Operations;

namespace Sparkify.LocalCloud.Delivering;

/// <summary>What became of a file that was delivered: one of these, and only one.</summary>
public enum DeliveredFate
{
    Loaded,
    Unchanged,
    Quarantined,
    Overwritten,
    Failed,
    UnderWay,
    NotLoaded,
    Ignored,
}

internal static class DeliveredFates
{
    /// <param name="isFile">Whether a load is to be made of it.</param>
    /// <param name="before">Its status in the ledger before it was delivered; null: none.</param>
    /// <param name="after">And afterwards.</param>
    /// <param name="isReplaced">The bucket has another version of it.</param>
    /// <param name="underWay">Its story outside of the ledger; null: nobody knows of it.</param>
    public static DeliveredFate Of(bool isFile, string? before, string? after, bool isReplaced, FileStory? underWay) => after switch
    {
        _ when !isFile => DeliveredFate.Ignored,
        LedgerStatus.Loaded => before is LedgerStatus.Loaded ? DeliveredFate.Unchanged : DeliveredFate.Loaded,
        LedgerStatus.Quarantined => DeliveredFate.Quarantined,
        _ when underWay?.Status is "failed" => DeliveredFate.Failed,
        _ when underWay is not null => DeliveredFate.UnderWay,
        LedgerStatus.Superseded => DeliveredFate.Overwritten,
        _ => isReplaced ? DeliveredFate.Overwritten : DeliveredFate.NotLoaded,
    };
}
