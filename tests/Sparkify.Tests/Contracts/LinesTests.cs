using System.Text.RegularExpressions;
using Sparkify.Tests.StandIns;

namespace Sparkify.Tests.Contracts;

/// <summary>The lines of every file that is kept. The compiler looks after the blank lines of C#: see .editorconfig.</summary>
public sealed partial class LinesTests
{
    private const int MostCharacters = 140;

    /// <summary>Build output, what others wrote, and data as it was delivered.</summary>
    private static readonly string[] Foreign =
        ["artifacts", "bin", "obj", "node_modules", "vendor", "samples", ".git", ".sparkify", ".vs", ".idea"];

    private static readonly string[] Kinds =
    [
        ".cs", ".csproj", ".props", ".targets", ".slnx", ".sql", ".md", ".js", ".mjs", ".css", ".html", ".py", ".json", ".template", ".txt",
        "/sparkify", "/.ci/run", "/.editorconfig", "/.gitignore", "/.gitattributes"
    ];

    /// <summary>Data: a line is an entry, a payload, a statement of an approved text.</summary>
    private static readonly string[] OfAnyWidth = [".json", ".template", ".txt"];

    private static readonly List<(string Name, string Text)> Files = [.. Kept(new DirectoryInfo(Repository.Root), "")];

    [Fact]
    public void No_line_is_over_140_characters() =>
        Holds(file => OfAnyWidth.Any(file.Name.EndsWith) ? [] : TooLong(file.Name, file.Text));

    [Fact]
    public void No_line_holds_a_tab_or_ends_in_a_blank() =>
        Holds(file => Numbers(file.Text.Split('\n'), (line, _) => line.Contains('\t') || (line.EndsWith(' ') && !IsMarkdown(file.Name))));

    /// <summary>Python has two between functions, by its own rules.</summary>
    [Fact]
    public void No_two_blank_lines_follow_one_another() =>
        Holds(file => file.Name.EndsWith(".py", StringComparison.Ordinal)
            ? []
            : Numbers(file.Text.TrimEnd('\n').Split('\n'), (line, before) => line.Length == 0 && before is ""));

    [Fact]
    public void A_file_ends_with_a_new_line() => Holds(file => file.Text.Length == 0 || file.Text.EndsWith('\n') ? [] : [1]);

    /// <summary>The exceptions, and that they are no wider than they should be. A # stands for 150 characters.</summary>
    [Theory]
    [InlineData("a.cs", "var a = #;", 1)]
    [InlineData("a.cs", "    \"\"\"{#}\"\"\",\nvar a = #;", 2)]
    [InlineData("a.cs", "Run(\n    $$\"\"\"\n    SELECT #\n    \"\"\");\nvar a = #;", 5)]
    [InlineData("a.cs", "/// as in https://aws.amazon.com/#.\n/// as in https://aws.amazon.com and #", 2)]
    [InlineData("a.md", "| # |\n#", 2)]
    [InlineData("a.md", "    #\n```\n#\n```\n#", 5)]
    [InlineData("a.csproj", "<A B=\"#\" />\n<!-- # -->", 2)]
    [InlineData("a.sql", "    #", 1)]
    public void A_line_may_be_long_where_a_new_one_would_change_what_it_says(string name, string text, int tooLong) =>
        Assert.Equal([tooLong], TooLong(name, text.Replace("#", new string('x', 150), StringComparison.Ordinal)));

    private static IEnumerable<int> TooLong(string name, string text)
    {
        var lines = text.Split('\n');
        var quote = name.EndsWith(".cs", StringComparison.Ordinal) ? "\"\"\"" : IsMarkdown(name) ? "```" : null;
        var isQuoted = false;
        for (var i = 0; i < lines.Length; i++)
        {
            var (line, trimmed) = (lines[i], lines[i].TrimStart());
            var quotes = quote is null ? 0 : line.Split(quote).Length - 1;
            var isSample = isQuoted
                || (IsProject(name) && trimmed.StartsWith('<') && !trimmed.StartsWith("<!--", StringComparison.Ordinal))
                || (quotes > 0 && trimmed.TrimStart('$').StartsWith(quote!, StringComparison.Ordinal))
                || (IsMarkdown(name) && (trimmed.StartsWith('|') || line.StartsWith("    ", StringComparison.Ordinal)));
            isQuoted ^= quotes % 2 == 1;
            if (!isSample && Link().Replace(line, "").Length > MostCharacters)
            {
                yield return i + 1;
            }
        }
    }

    /// <summary>An attribute's value stays in one line.</summary>
    private static bool IsProject(string name) => name.EndsWith("proj", StringComparison.Ordinal)
        || name.EndsWith(".props", StringComparison.Ordinal) || name.EndsWith(".targets", StringComparison.Ordinal);

    private static bool IsMarkdown(string name) => name.EndsWith(".md", StringComparison.Ordinal);

    private static IEnumerable<int> Numbers(string[] lines, Func<string, string?, bool> isWrong) =>
        Enumerable.Range(0, lines.Length).Where(i => isWrong(lines[i], i == 0 ? null : lines[i - 1])).Select(i => i + 1);

    private static void Holds(Func<(string Name, string Text), IEnumerable<int>> wrong)
    {
        Assert.True(Files.Count > 500, $"only {Files.Count} files were looked at");
        var places = Files.SelectMany(file => wrong(file).Select(line => $"{file.Name}:{line}")).Order(StringComparer.Ordinal).ToList();
        Assert.True(places.Count == 0, $"{places.Count} places:\n{string.Join('\n', places)}");
    }

    private static IEnumerable<(string Name, string Text)> Kept(DirectoryInfo folder, string path) =>
        folder.EnumerateFiles().Where(file => Kinds.Any($"{path}/{file.Name}".EndsWith))
            .Select(file => ($"{path}/{file.Name}"[1..], File.ReadAllText(file.FullName)))
            .Concat(folder.EnumerateDirectories().Where(inner => !Foreign.Contains(inner.Name))
                .SelectMany(inner => Kept(inner, $"{path}/{inner.Name}")));

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Link();
}
