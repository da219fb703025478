namespace Sparkify.Bench;

/// <summary>How much of everything.</summary>
/// <param name="Events">Of the load that all others are held against.</param>
/// <param name="Songs">Each a file.</param>
/// <param name="Large">Events of one large delivery; 0: there is none.</param>
/// <param name="LedgerLines">Of an old home.</param>
internal sealed record Sizes(int Events, int Songs, int Large, int LedgerLines)
{
    /// <summary>Enough to see that the counts are right, in a minute or two.</summary>
    public static Sizes Quick { get; } = new(Events: 20_000, Songs: 400, Large: 0, LedgerLines: 20_000);
}
