using System.Text;

namespace Sparkify.Cli.Prompting;

/// <summary>
/// Reads one line from a terminal's keys, with the keys that a shell has: arrows, Home and End, Ctrl-A, E, K, U, W and L, and the entries
/// of a history by up and down. A line that is wider than the terminal moves sideways under the prompt.
/// </summary>
internal sealed class LineEditor(Func<ConsoleKeyInfo> read, TextWriter screen, Func<int> width, History history)
{
    private readonly StringBuilder _line = new();
    private string _prompt = "";
    private int _at;

    /// <returns>The line; null: Ctrl-D, and nothing typed.</returns>
    /// <exception cref="OperationCanceledException">Ctrl-C.</exception>
    public string? Read(string prompt)
    {
        (_prompt, _at) = (prompt, 0);
        _line.Clear();
        history.Rewind();
        Show();
        while (true)
        {
            var key = read();
            switch (key)
            {
                case { Key: ConsoleKey.Enter }:
                    return Leave(_line.ToString());
                case { KeyChar: '\u0004' } or { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control } when _line.Length == 0:
                    return Leave(null);
                case { KeyChar: '\u0003' } or { Key: ConsoleKey.C, Modifiers: ConsoleModifiers.Control }:
                    Leave(null);
                    throw new OperationCanceledException();
                default:
                    Change(key);
                    Show();
                    break;
            }
        }
    }

    private void Change(ConsoleKeyInfo key)
    {
        switch (key.Key, key.Modifiers)
        {
            case (ConsoleKey.LeftArrow, _):
                _at = Before(_at);
                break;
            case (ConsoleKey.RightArrow, _):
                _at = After(_at);
                break;
            case (ConsoleKey.Home, _) or (ConsoleKey.A, ConsoleModifiers.Control):
                _at = 0;
                break;
            case (ConsoleKey.End, _) or (ConsoleKey.E, ConsoleModifiers.Control):
                _at = _line.Length;
                break;
            case (ConsoleKey.UpArrow, _) or (ConsoleKey.P, ConsoleModifiers.Control):
                Put(history.Older(_line.ToString()));
                break;
            case (ConsoleKey.DownArrow, _) or (ConsoleKey.N, ConsoleModifiers.Control):
                Put(history.Newer());
                break;
            case (ConsoleKey.Backspace, _):
                Cut(Before(_at), _at);
                break;
            case (ConsoleKey.Delete, _) or (ConsoleKey.D, ConsoleModifiers.Control):
                Cut(_at, After(_at));
                break;
            case (ConsoleKey.K, ConsoleModifiers.Control):
                Cut(_at, _line.Length);
                break;
            case (ConsoleKey.U, ConsoleModifiers.Control):
                Cut(0, _at);
                break;
            case (ConsoleKey.W, ConsoleModifiers.Control):
                Cut(_line.ToString()[.._at].TrimEnd().LastIndexOf(' ') + 1, _at);
                break;
            case (ConsoleKey.L, ConsoleModifiers.Control):
                screen.Write("\u001b[H\u001b[2J");
                break;
            default:
                Type(key.Key is ConsoleKey.Tab ? ' ' : key.KeyChar);
                break;
        }
    }

    private void Type(char letter)
    {
        if (!char.IsControl(letter))
        {
            _line.Insert(_at++, letter);
        }
    }

    private void Put(string? entry)
    {
        if (entry is not null)
        {
            _line.Clear().Append(entry);
            _at = _line.Length;
        }
    }

    private void Cut(int from, int to)
    {
        _line.Remove(from, to - from);
        _at = from;
    }

    /// <summary>A character of two units is one to whoever types.</summary>
    private int Before(int at) => at == 0 ? 0 : at > 1 && char.IsLowSurrogate(_line[at - 1]) ? at - 2 : at - 1;

    private int After(int at) => at == _line.Length ? at : at + 1 < _line.Length && char.IsHighSurrogate(_line[at]) ? at + 2 : at + 1;

    /// <summary>Draws the line anew, as much of it around the cursor as there is room.</summary>
    private void Show()
    {
        // An entry of several lines is edited as one: each of its ends takes one place.
        var text = _line.ToString().Replace('\n', '↵');
        var room = Math.Max(1, width() - _prompt.Length - 1);
        var from = 0;
        while (TableColumns.WidthOf(text[from.._at]) > room)
        {
            from = After(from);
        }

        var to = _at;
        while (to < text.Length && TableColumns.WidthOf(text[from..After(to)]) <= room)
        {
            to = After(to);
        }

        var back = TableColumns.WidthOf(text[_at..to]);
        screen.Write($"\r{_prompt}{VisibleText.OfLine(text[from..to])}\u001b[K{(back > 0 ? $"\u001b[{back}D" : "")}");
        screen.Flush();
    }

    private string? Leave(string? line)
    {
        _at = _line.Length;
        Show();
        screen.WriteLine();
        return line;
    }
}
