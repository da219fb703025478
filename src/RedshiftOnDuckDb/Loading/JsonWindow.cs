namespace Sparkify.RedshiftOnDuckDb.Loading;

/// <summary>
/// How much of a text is shown to .NET's JSON reader at a time: a little, then twice as much each time, until the value ends in it. The
/// reader copies all that it is shown into the message of an error, so 300,000 rows that are cut off would be 300,000 copies of a file.
/// </summary>
internal static class JsonWindow
{
    public const int First = 1_024;

    /// <param name="window">0 before the first.</param>
    /// <param name="first">The first one's length.</param>
    /// <param name="length">Of the whole text, which is the last window.</param>
    /// <returns>False: that was the last.</returns>
    public static bool TryWiden(ref int window, int first, int length)
    {
        var before = window;
        window = (int)Math.Min(length, before == 0 ? first : 2L * before);
        return window > before;
    }
}
