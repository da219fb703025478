namespace Sparkify.Operations;

/// <summary>What somebody may have meant by a word that there is not.</summary>
public static class NearMisses
{
    private const int MostShown = 3;

    /// <returns>
    /// At most three, the nearest first: those that the word begins or that contain it, and those that differ from it by few letters, in
    /// whatever case. Empty where nothing is near.
    /// </returns>
    public static IReadOnlyList<string> Of(string word, IEnumerable<string> known)
    {
        // A third of the letters may be wrong, but of a long word no more than a slip or two would explain.
        var most = Math.Clamp(word.Length / 3, 1, 4);
        return
        [
            .. known.Distinct(StringComparer.Ordinal)
                .Select(candidate => (Candidate: candidate, Steps: Steps(word, candidate, most)))
                .Where(near => near.Steps <= most)
                .OrderBy(near => near.Steps).ThenBy(near => near.Candidate, StringComparer.Ordinal)
                .Take(MostShown).Select(near => near.Candidate),
        ];
    }

    /// <returns>A sentence behind another one, with a space before it; empty where nothing is near.</returns>
    public static string Sentence(string word, IEnumerable<string> known)
    {
        var near = Of(word, known);
        return near.Count == 0 ? "" : $" Did you mean {string.Join(" or ", near)}?";
    }

    private static int Steps(string word, string candidate, int most) =>
        word.Length > 2 && candidate.Contains(word, StringComparison.OrdinalIgnoreCase) ? 1
        : Math.Abs(word.Length - candidate.Length) > most ? int.MaxValue
        : Distance(word.ToUpperInvariant(), candidate.ToUpperInvariant());

    /// <summary>Letters to add, leave out, change, or swap with the next one.</summary>
    private static int Distance(string from, string to)
    {
        var steps = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                steps[i, j] = i == 0 ? j : j == 0 ? i : Math.Min(
                    Math.Min(steps[i - 1, j], steps[i, j - 1]) + 1,
                    steps[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    steps[i, j] = Math.Min(steps[i, j], steps[i - 2, j - 2] + 1);
                }
            }
        }

        return steps[from.Length, to.Length];
    }
}
