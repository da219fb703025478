namespace Sparkify.Operations.Asking;

/// <summary>How near a name is to another that was meant.</summary>
internal static class NearNames
{
    /// <summary>A slip of the hand: two letters in each other's place, or a third of them.</summary>
    public static bool IsNear(string name, string meant) => Distance(name, meant) <= (meant.Length < 4 ? 1 : Math.Max(2, meant.Length / 3));

    /// <summary>The letters to put in, take out or change (Levenshtein).</summary>
    public static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
