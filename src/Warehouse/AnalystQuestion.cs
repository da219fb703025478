namespace Sparkify.Warehouse;

/// <summary>A question in words and in SQL.</summary>
/// <param name="Name">The file's.</param>
/// <param name="Words">From the header's line <c>-- Question: …?</c></param>
/// <param name="Note">What the header says beyond its marked lines.</param>
/// <param name="Chart">From <c>-- Chart: …</c>: how the answer is drawn.</param>
/// <param name="Formats">From <c>-- Show: column as percent, …</c>: by column, what is no plain number.</param>
/// <param name="RestsOnKnownSongs">From <c>-- Covers: known songs</c>: plays without a known song are not in it.</param>
public sealed record AnalystQuestion(
    string Name, string Words, string Note, AnswerChart Chart, IReadOnlyDictionary<string, ValueFormat> Formats, bool RestsOnKnownSongs,
    SqlFile File)
{
    private const string KnownSongs = "known songs";

    private static readonly string[] Marks = ["Question", "Chart", "Show", "Covers"];

    public ValueFormat FormatOf(string column) => Formats.GetValueOrDefault(column);

    /// <exception cref="FormatException">The header is not one of a question.</exception>
    internal static AnalystQuestion Of(SqlFile file) => Of(file.Path, file.Text, file);

    /// <exception cref="FormatException">The header is not one of a question.</exception>
    internal static AnalystQuestion Of(string path, string text, SqlFile file)
    {
        var header = text.Split('\n').TakeWhile(line => line.StartsWith("--", StringComparison.Ordinal))
            .Select(line => line[2..].Trim()).ToList();
        var marked = header.Select(line => line.Split(": ", 2)).Where(parts => parts.Length == 2 && Marks.Contains(parts[0]))
            .ToLookup(parts => parts[0], parts => parts[1].Trim());
        if (marked.FirstOrDefault(lines => lines.Count() > 1) is { } twice)
        {
            throw Wrong($"has {twice.Count()} lines '-- {twice.Key}: …', and it takes one");
        }

        return new AnalystQuestion(
            Path.GetFileNameWithoutExtension(path),
            marked["Question"].FirstOrDefault() is { } words && words.EndsWith('?')
                ? words
                : throw Wrong("lacks a line '-- Question: …?'"),
            string.Join(' ', header.Where(line => !marked.Any(mark => line.StartsWith($"{mark.Key}: ", StringComparison.Ordinal)))),
            AnswerChart.Of(
                marked["Chart"].FirstOrDefault() ?? throw Wrong($"lacks a line '-- Chart: …' ({AnswerChart.Grammar})"),
                problem => Wrong(problem)),
            FormatsOf(marked["Show"].FirstOrDefault()),
            marked["Covers"].FirstOrDefault() switch
            {
                null => false,
                KnownSongs => true,
                var other => throw Wrong($"'-- Covers: {other}' is not '-- Covers: {KnownSongs}'"),
            },
            file);

        FormatException Wrong(string problem) => new($"src/Warehouse/{path}: {problem}");

        Dictionary<string, ValueFormat> FormatsOf(string? line) => (line?.Split(',') ?? [])
            .Select(part => part.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var column, "as", "percent" or "id"] words
                ? (Column: column, Format: words[2] == "id" ? ValueFormat.Id : ValueFormat.Percent)
                : throw Wrong($"'-- Show: {line}' is not '-- Show: column as percent' or '… as id', with commas between several"))
            .ToDictionary(part => part.Column, part => part.Format, StringComparer.Ordinal);
    }
}

/// <summary>How a number is shown.</summary>
public enum ValueFormat
{
    /// <summary>With commas between thousands.</summary>
    Number,

    /// <summary>A share of 100.</summary>
    Percent,

    /// <summary>The name of something: its digits alone.</summary>
    Id,
}
