using Sparkify.Cli.Prompting;
using Sparkify.Ingestion.Statements;
using Spectre.Console;

namespace Sparkify.Cli;

/// <summary>Where a command writes: the terminal, a redirection, or the socket of the process that asked for it.</summary>
/// <remarks>Only a terminal is given colours and borders; anything else is given plain lines that a program can read.</remarks>
internal sealed class CommandOutput
{
    /// <summary>Wide enough that nothing is wrapped: a redirected line is as long as it needs to be.</summary>
    private const int Unwrapped = 100_000;

    private const int BarWidth = 30;

    private readonly IAnsiConsole _console;

    public CommandOutput(TextWriter answer, TextWriter error, bool isTerminal, int width)
    {
        Answer = answer;
        Error = new VisibleWriter(error);
        IsTerminal = isTerminal;
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new AnsiConsoleOutput(answer),
        });
        _console.Profile.Width = isTerminal && width > 0 ? width : Unwrapped;
        _console.Profile.Capabilities.Ansi = isTerminal;
    }

    /// <summary>Draws how far the work is.</summary>
    /// <param name="share">Of the work, from 0 to 1; null where nobody knows.</param>
    public delegate void ShowProgress(double? share, string words);

    /// <summary>As it is: for what is safe already, JSON and what another command's output has become.</summary>
    public TextWriter Answer { get; }

    /// <summary>Whatever is written here, a terminal is not moved by it.</summary>
    public TextWriter Error { get; }
    public bool IsTerminal { get; }
    public int Width => _console.Profile.Width;

    /// <summary>Of the terminal, in lines; 0: nobody knows.</summary>
    public int Height { get; init; }

    /// <summary>What is typed or piped into the command.</summary>
    public TextReader Input { get; init; } = TextReader.Null;

    /// <summary>Waits for the next key, where somebody sits at a terminal; else null.</summary>
    public Func<ConsoleKeyInfo>? Keys { get; init; }

    /// <summary>Of the file that remembers what was typed at a prompt; null: none does.</summary>
    public string? HistoryPath { get; init; }

    /// <summary>Whether the one who read the answer through a pipe has gone: what only looks need not go on.</summary>
    public Func<bool> NobodyReads { get; init; } = () => false;

    /// <summary>Asks who sits at the terminal, and gives the line that is typed; null where nobody does.</summary>
    public Func<string, string?>? Ask { get; init; }

    /// <summary>The clock of rates and times left.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>This process's own.</summary>
    public static CommandOutput ForThisProcess()
    {
        if (!Console.IsOutputRedirected)
        {
            return new(Console.Out, Console.Error, isTerminal: true, Console.WindowWidth)
            {
                Ask = Console.IsInputRedirected ? null : AskHere,
                Height = Console.WindowHeight,
                Input = Console.In,
                Keys = Console.IsInputRedirected ? null : ReadKey,
                HistoryPath = History.UsualPath,
            };
        }

        var pipe = PipeWriter.OfStandardOutput();
        return new(pipe ?? Console.Out, Console.Error, isTerminal: false, width: 0)
        {
            Input = Console.In, NobodyReads = () => pipe is { IsBroken: true },
        };
    }

    private static string? AskHere(string question)
    {
        Console.Out.Write(VisibleText.OfLine(question) + " ");
        return Console.In.ReadLine();
    }

    /// <summary>One line. What would be more, or would move a terminal's cursor, is shown and not sent.</summary>
    public void Line(string text = "") => Answer.WriteLine(VisibleText.OfLine(text));

    /// <summary>One line where errors go.</summary>
    public void Complain(string text) => Error.WriteLine(VisibleText.OfLine(text));

    /// <summary>A heading: bold where that can be shown.</summary>
    public void Heading(string text)
    {
        Line();
        _console.Write(new Text(VisibleText.OfLine(text), new Style(decoration: Decoration.Bold)));
        Line();
    }

    /// <summary>A bar in the terminal's last line while the work goes on. What follows is in its place.</summary>
    public Task<T> BarAsync<T>(Func<ShowProgress, Task<T>> work)
    {
        var progress = new Progress(_console, Time) { AutoRefresh = false, AutoClear = true, ExcludeVerticalPadding = true }
            .Columns(new ProgressBarColumn { Width = BarWidth }, new TaskDescriptionColumn { Alignment = Justify.Left });
        return progress.StartAsync(async context =>
        {
            ProgressTask? bar = null;
            return await work((share, words) =>
            {
                bar ??= context.AddTask("…", maxValue: 1);
                (bar.IsIndeterminate, bar.Value, bar.Description) = (share is null, share ?? 0, Markup.Escape(VisibleText.OfLine(words)));
                context.Refresh();
            });
        });
    }

    /// <summary>The terminal as it was, where somebody else was drawing on it and has no more say.</summary>
    public void Restore()
    {
        if (IsTerminal)
        {
            _console.Cursor.Show();
        }
    }

    /// <summary>An answer's rows under its columns, numbers to the right.</summary>
    public void Rows(QueryResult answer)
    {
        var table = Table();
        table.Write(answer);
        table.End();
    }

    /// <summary>For an answer that comes page by page.</summary>
    public IAnswerWriter Table() => IsTerminal ? new TerminalTable(_console, Answer) : new PlainTable(Answer);

    /// <summary>For the answer to a query, in which NULL is shown.</summary>
    /// <param name="all">Every row, on a terminal, too.</param>
    public IAnswerWriter AnswerTable(bool all) => !IsTerminal ? new PlainTable(Answer, CutTable.Null)
        : all ? new TerminalTable(_console, Answer, CutTable.Null)
        : new CutTable(_console, Answer, Height);

    /// <summary>Ctrl-C is a key while one is waited for, and stops what runs at other times.</summary>
    private static ConsoleKeyInfo ReadKey()
    {
        Console.TreatControlCAsInput = true;
        try
        {
            return Console.ReadKey(intercept: true);
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }
}
