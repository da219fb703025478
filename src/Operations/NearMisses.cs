namespace Sparkify.Operations;

/// <summary>What somebody may have meant by a word that there is not.</summary>
public static class NearMisses
{
    /// <summary>Named at once: who reads more of them reads a list.</summary>
    public const int MostShown = 3;

    /// <returns>
    /// At most three, the nearest first: those that contain the word, and those that differ from it by few letters. Case makes no
    /// difference, nor does whether parts are joined by a blank, <c>-</c> or <c>_</c>. Empty where nothing is near.
    /// </returns>
    public static IReadOnlyList<string> Of(string word, IEnumerable<string> known)
    {
        var plain = Plain(word);
        // A third of the letters may be wrong, but of a long word no more than a slip or two would explain.
        var most = Math.Clamp(plain.Length / 3, 1, 4);
        var candidates = known.Distinct(StringComparer.Ordinal)
            .Select(candidate => (Candidate: candidate, Steps: Steps(plain, Plain(candidate), most)))
            .Where(near => near.Steps <= most).ToList();
        // Beside one that is a slip away, nobody means one that is four away.
        var farthest = candidates.Select(near => near.Steps).DefaultIfEmpty().Min() + 1;
        return
        [
            .. candidates.Where(near => near.Steps <= farthest)
                .OrderBy(near => near.Steps).ThenBy(near => Math.Abs(near.Candidate.Length - word.Length))
                .ThenBy(near => near.Candidate, StringComparer.Ordinal)
                .Take(MostShown).Select(near => near.Candidate),
        ];
    }

    /// <returns>A sentence behind another one, with a space before it; empty where nothing is near.</returns>
    public static string Sentence(string word, IEnumerable<string> known) => Sentence(Of(word, known));

    /// <param name="near">What may be meant.</param>
    public static string Sentence(IReadOnlyList<string> near) => near.Count == 0 ? "" : $" Did you mean {string.Join(" or ", near)}?";

    private static string Plain(string word) => word.Trim().ToUpperInvariant().Replace(' ', '_').Replace('-', '_');

    private static int Steps(string word, string candidate, int most) =>
        string.Equals(word, candidate, StringComparison.Ordinal) ? 0
        : word.Length > 2 && candidate.Contains(word, StringComparison.Ordinal) ? 1
        : Distance(word, candidate, most);

    /// <summary>Letters to add, leave out, change, or swap with the next one; more than the most where they are more.</summary>
    private static int Distance(string from, string to, int most)
    {
        var tooFar = most + 1;
        if (Math.Abs(from.Length - to.Length) > most)
        {
            return tooFar;
        }

        var (before, above, row) = (new int[to.Length + 1], new int[to.Length + 1], new int[to.Length + 1]);
        for (var j = 0; j <= to.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= from.Length; i++)
        {
            (before, above, row) = (above, row, before);
            Array.Fill(row, tooFar);
            row[0] = i;
            // Where more letters are left over than may be wrong, there is nothing to count: a long key costs no more than its length.
            for (var j = Math.Max(1, i - most); j <= Math.Min(to.Length, i + most); j++)
            {
                row[j] = Math.Min(
                    Math.Min(above[j], row[j - 1]) + 1,
                    above[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }
        }

        return row[to.Length];
    }
}
