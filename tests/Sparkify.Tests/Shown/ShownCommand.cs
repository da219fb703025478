using Sparkify.Tests.StandIns;

namespace Sparkify.Tests.Shown;

/// <summary>A command that a page shows with what it prints: an indented line with a prompt, and the indented lines below it.</summary>
/// <param name="Line">Of the command, from 1.</param>
/// <param name="Command">As somebody types it.</param>
/// <param name="Output">A line of three dots stands for any lines, at the end of a line for the rest of it.</param>
internal sealed record ShownCommand(string Page, int Line, string Command, IReadOnlyList<string> Output)
{
    private const string Anything = "…";
    private const string Indent = "    ";
    private const string Prompt = Indent + "$ ";

    public static IReadOnlyList<ShownCommand> Of(string page)
    {
        var lines = File.ReadAllLines(Repository.Path(page));
        var shown = new List<ShownCommand>();
        for (var at = 0; at < lines.Length; at++)
        {
            if (lines[at].StartsWith(Prompt, StringComparison.Ordinal))
            {
                var output = lines[(at + 1)..]
                    .TakeWhile(line => (line.Length == 0 || line.StartsWith(Indent, StringComparison.Ordinal)) && !line.StartsWith(Prompt))
                    .Select(line => line.Length == 0 ? "" : line[Indent.Length..]).ToList();
                while (output is [.., ""])
                {
                    output.RemoveAt(output.Count - 1);
                }

                shown.Add(new ShownCommand(page, at + 1, lines[at][Prompt.Length..], output));
            }
        }

        return shown;
    }

    /// <summary>Every page of the project that a person reads.</summary>
    public static IEnumerable<string> Pages() =>
        Directory.EnumerateFiles(Repository.Path("docs"), "*.md").Concat(Directory.EnumerateFiles(Repository.Path("."), "*.md"))
            .Concat(Directory.EnumerateFiles(Repository.Path("samples"), "*.md", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Repository.Path("."), path)).Order(StringComparer.Ordinal);

    /// <returns>Null where the command says what the page shows; else what is otherwise.</returns>
    public string? Difference(string said)
    {
        var lines = Plain(said);
        var (at, mayPass) = (0, false);
        foreach (var (line, plain) in Output.Zip(Plain(string.Join('\n', Output))))
        {
            if (line == Anything)
            {
                mayPass = true;
                continue;
            }

            bool Is(string other) => plain.EndsWith(Anything, StringComparison.Ordinal)
                ? other.StartsWith(plain[..^1], StringComparison.Ordinal)
                : other == plain;
            var found = lines.FindIndex(Math.Min(at, lines.Count), Is);
            if (found < 0 || (found > at && !mayPass))
            {
                return $"{Page}:{Line} shows\n{line}\nand {Command} says\n{lines.ElementAtOrDefault(at)}\nin\n{said}";
            }

            (at, mayPass) = (found + 1, false);
        }

        return mayPass || at == lines.Count ? null : $"{Page}:{Line} does not show what {Command} says:\n{lines[at]}";
    }

    /// <summary>Puts what it says into the page.</summary>
    public void Write(string said)
    {
        var path = Repository.Path(Page);
        var lines = File.ReadAllLines(path).ToList();
        lines.RemoveRange(Line, Output.Count);
        lines.InsertRange(Line, said.Trim().Split('\n').Where(_ => said.Trim().Length > 0).Select(line => (Indent + line).TrimEnd()));
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
    }

    private static List<string> Plain(string text) => text.Trim().Length == 0
        ? []
        : [.. Unrepeatable.Without(text).Trim().Split('\n').Select(line => line.TrimEnd())];
}
