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
}
