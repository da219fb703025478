using System.Globalization;

namespace Sparkify.Operations;

/// <summary>Words of rows that several commands say.</summary>
public static class RowWords
{
    /// <summary>Behind the count of staged and rejected rows: nothing where all can be used.</summary>
    public static string Unusable(long rows) => rows == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {rows:N0} unusable");
}
