namespace Sparkify.Warehouse;

/// <summary>What analysts ask of the views that they are granted: the files of <c>analytics/</c>.</summary>
/// <remarks>A new question is a new file and nothing else.</remarks>
public static class AnalystQuestions
{
    private const string Folder = "analytics/";

    /// <summary>Those whose answer is one row of figures first, then by name.</summary>
    public static IReadOnlyList<AnalystQuestion> All { get; } =
    [
        .. SqlFile.Paths.Where(path => path.StartsWith(Folder, StringComparison.Ordinal))
            .Select(path => AnalystQuestion.Of(SqlFile.At(path)))
            .OrderBy(question => question.Chart.Kind is ChartKind.Number ? 0 : 1)
            .ThenBy(question => question.Name, StringComparer.Ordinal),
    ];

    /// <summary>Whose answer says how far those go that rest on known songs: <see cref="Warehouse.KnownSongs"/>.</summary>
    public static AnalystQuestion KnownSongs { get; } = All.Single(question => question.Name == "song_coverage");

    /// <summary>Null: there is none of this name.</summary>
    public static AnalystQuestion? Find(string name) => All.FirstOrDefault(question => question.Name == name);

    /// <summary>The questions that somebody may have meant who wrote a name that there is not: by a part of it, or by a slip.</summary>
    public static IReadOnlyList<AnalystQuestion> Near(string name)
    {
        var meant = string.Join('_', name.ToLowerInvariant().Split([' ', '-', '_'], StringSplitOptions.RemoveEmptyEntries));
        if (meant.Length == 0)
        {
            return [];
        }

        var parts = All.Where(question => question.Name.Contains(meant, StringComparison.Ordinal)).ToList();
        return parts.Count > 0
            ? parts
            : [.. All.Where(question => Distance(question.Name, meant) <= 1 + (meant.Length / 4))];
    }

    /// <summary>How many letters to add, leave out or change (Levenshtein).</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
