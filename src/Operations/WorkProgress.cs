using System.Globalization;

namespace Sparkify.Operations;

/// <summary>How far long work is.</summary>
/// <param name="What">What is counted: files, rows. Something else has a rate of its own.</param>
/// <param name="Done">So many of them.</param>
/// <param name="Total">Of so many; null where nobody knows.</param>
/// <param name="Beside">What more there is to say.</param>
public sealed record WorkProgress(string What, long Done, long? Total = null, string? Beside = null)
{
    /// <summary>Rows are what a load's time goes by: a load may have one or a hundred million.</summary>
    public static WorkProgress OfRows(long read, int ended, int loads) =>
        new("rows read", read, Beside: string.Create(CultureInfo.InvariantCulture, $"{ended:N0} of {loads:N0} loads done"));
}
