namespace Sparkify.Operations;

/// <summary>What mends something, once its cause is gone: for a person to do, or for a button to begin.</summary>
/// <param name="Words">A command, or what a person does.</param>
public sealed record Mending(string Words)
{
    /// <summary>The execution or the queue that is redriven; null: no redrive mends it.</summary>
    public string? Redrive { get; init; }

    /// <summary>The dataset that is backfilled; null: no backfill mends it.</summary>
    public string? Backfill { get; init; }

    /// <summary>Of that dataset: what the keys start with; null: all of it.</summary>
    public string? Prefix { get; init; }
}
