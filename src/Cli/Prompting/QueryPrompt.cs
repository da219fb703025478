using Sparkify.Operations.Asking;

namespace Sparkify.Cli.Prompting;

/// <summary>Asks for one statement after another until the one who types leaves.</summary>
/// <param name="editor">Reads the lines.</param>
/// <param name="history">Gets each statement.</param>
/// <param name="output">Where words go.</param>
/// <param name="run">Runs a statement and prints its answer or its error; it ends by itself on Ctrl-C.</param>
internal sealed class QueryPrompt(LineEditor editor, History history, CommandOutput output, Func<string, Task<int>> run)
{
    private const string First = "sparkify> ";
    private const string Further = "     ...> ";

    private const string Help =
        "A statement ends with ; and may have several lines. SHOW TABLES; and DESCRIBE songplays; say what there is.\n"
        + "Up and down bring back what was typed before. Ctrl-C stops a statement, Ctrl-D leaves, as \\q does.";

    /// <returns>The exit code: what statements ended with has been read.</returns>
    public async Task<int> RunAsync()
    {
        output.Line("\\? helps, Ctrl-D leaves.");
        var typed = "";
        while (true)
        {
            string? line;
            try
            {
                line = editor.Read(typed.Length == 0 ? First : Further);
            }
            catch (OperationCanceledException)
            {
                typed = "";
                continue;
            }

            if (line is null || (typed.Length == 0 && line.Trim().TrimEnd(';').ToLowerInvariant() is "\\q" or "exit" or "quit"))
            {
                return ExitCode.AllWell;
            }

            if (typed.Length == 0 && line.Trim() is "\\?" or "help")
            {
                output.Answer.WriteLine(Help);
                continue;
            }

            typed = typed.Length == 0 ? line : $"{typed}\n{line}";
            var script = SqlScript.Read(typed);
            if (script.Statements.Count == 0)
            {
                typed = "";
            }
            else if (script.IsComplete || typed.StartsWith('\\'))
            {
                history.Add(typed);
                await run(typed);
                typed = "";
            }
        }
    }
}
