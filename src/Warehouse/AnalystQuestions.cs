namespace Sparkify.Warehouse;

/// <summary>What analysts ask of the views that they are granted: the files of <c>analytics/</c>.</summary>
/// <remarks>A new question is a new file and nothing else.</remarks>
public static class AnalystQuestions
{
    private const string Folder = "analytics/";

    /// <summary>By name.</summary>
    public static IReadOnlyList<AnalystQuestion> All { get; } =
        [.. SqlFile.Paths.Where(path => path.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(path => AnalystQuestion.Of(SqlFile.At(path)))];
}

/// <summary>A question in words and in SQL.</summary>
/// <param name="Name">The file's.</param>
/// <param name="Words">From the header's line <c>-- Question: …?</c>; the name, where a file has none.</param>
/// <param name="Note">What the header says beyond the question.</param>
public sealed record AnalystQuestion(string Name, string Words, string Note, SqlFile File)
{
    private const string Mark = "Question: ";

    internal static AnalystQuestion Of(SqlFile file)
    {
        var name = Path.GetFileNameWithoutExtension(file.Path);
        var header = file.Text.Split('\n').TakeWhile(line => line.StartsWith("--", StringComparison.Ordinal))
            .Select(line => line[2..].Trim()).ToList();
        var words = header.Find(line => line.StartsWith(Mark, StringComparison.Ordinal));
        return new AnalystQuestion(name, words?[Mark.Length..] ?? name, string.Join(' ', header.Where(line => line != words)), file);
    }
}
