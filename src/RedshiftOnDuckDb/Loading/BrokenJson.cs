using System.Text.Json;

namespace Sparkify.RedshiftOnDuckDb.Loading;

/// <summary>
/// Where reading goes on after an object or array that is not JSON, and how many rows are lost with it. What Redshift does is not
/// documented; this never takes a nested object for a row, and never loses a row without counting it.
/// </summary>
/// <remarks>
/// <list type="number">
/// <item>Its braces balance before the line on which it breaks ends: it ends there.</item>
/// <item>It breaks directly below the root and the next line begins with <c>{</c>, where no value of an object can begin: a row cut off
/// in a file of one row a line. The next row begins there.</item>
/// <item>Otherwise it ends where its braces balance, if need be at the end of the file. A root-level array always does.</item>
/// </list>
/// Every further line of the lost part that begins with <c>{</c> counts as a row too: it may well have been one.
/// </remarks>
internal static class BrokenJson
{
    /// <param name="text">From the first byte of a root-level object or array that is not JSON, to the end of the file.</param>
    public static (int Length, int Rows) Skip(ReadOnlySpan<byte> text, Scan scan)
    {
        var length = text[0] == '[' ? Balance(text, scan) ?? text.Length : EndOfObject(text, scan);
        scan.Pass(length);
        return (length, CountRows(text[..length]));
    }

    private static int EndOfObject(ReadOnlySpan<byte> text, Scan scan)
    {
        var good = BreaksBehind(text, scan, out var isBelowRoot);
        var culprit = good + Blanks(text[good..]);
        var isCutOff = culprit < text.Length && text[culprit] == '{' && text[good..culprit].Contains((byte)'\n');

        // Only the third rule looks beyond the line, and what it looks at is lost: however many rows are cut off, each byte is looked at
        // a few times, and no more.
        if (BalanceInLine(text, isCutOff ? good : culprit, scan, out var lineEnd) is { } balanced)
        {
            return balanced;
        }

        var nextLine = isCutOff ? culprit : lineEnd + Blanks(text[lineEnd..]);
        return isBelowRoot && nextLine < text.Length && text[nextLine] == '{' ? nextLine : Balance(text, scan) ?? text.Length;
    }

    /// <summary>The place behind the last token that is in place; commas and colons are tokens.</summary>
    private static int BreaksBehind(ReadOnlySpan<byte> text, Scan scan, out bool isBelowRoot)
    {
        var arrays = new Stack<bool>();
        var (last, good) = (JsonTokenType.None, 0);
        try
        {
            for (var window = 0; JsonWindow.TryWiden(ref window, JsonWindow.First, text.Length);)
            {
                arrays.Clear();
                (last, good) = (JsonTokenType.None, 0);
                scan.Pass(window);
                var reader = new Utf8JsonReader(text[..window], isFinalBlock: window == text.Length, new JsonReaderState(JsonRows.Options));
                while (reader.Read())
                {
                    (last, good) = (reader.TokenType, (int)reader.BytesConsumed);
                    if (last is JsonTokenType.StartObject or JsonTokenType.StartArray)
                    {
                        arrays.Push(last is JsonTokenType.StartArray);
                    }
                    else if (last is JsonTokenType.EndObject or JsonTokenType.EndArray)
                    {
                        arrays.Pop();
                    }
                }
            }
        }
        catch (JsonException)
        {
            // This is the break that was looked for.
        }

        isBelowRoot = arrays.Count <= 1;
        if (last is not (JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.PropertyName))
        {
            var comma = good + Blanks(text[good..]);
            if (comma == text.Length || text[comma] != ',')
            {
                return good;
            }

            good = comma + 1;
        }

        // Behind a name the reader has passed the colon too; a name without one it has not reported.
        return last is not (JsonTokenType.PropertyName or JsonTokenType.StartArray) && arrays.TryPeek(out var isArray) && !isArray
            ? good + Name(text[good..])
            : good;
    }

    /// <summary>The length of blanks and a string, if they are next.</summary>
    private static int Name(ReadOnlySpan<byte> text)
    {
        var start = Blanks(text);
        if (start == text.Length || text[start] != '"')
        {
            return 0;
        }

        var reader = new Utf8JsonReader(text[start..], isFinalBlock: true, default);
        try
        {
            return reader.Read() ? start + (int)reader.BytesConsumed : 0;
        }
        catch (JsonException)
        {
            return 0;
        }
    }

    private static int Blanks(ReadOnlySpan<byte> text)
    {
        var length = text.IndexOfAnyExcept(" \t\r\n"u8);
        return length < 0 ? text.Length : length;
    }

    /// <summary>
    /// The place behind the brace that closes the first, if it comes before the end of the line of a place; else null, and where that end
    /// is.
    /// </summary>
    private static int? BalanceInLine(ReadOnlySpan<byte> text, int place, Scan scan, out int lineEnd)
    {
        var depth = new Depth(brackets: false);
        for (lineEnd = 0; lineEnd < text.Length && !IsLineEnd(text, lineEnd, place); lineEnd++)
        {
            // A backslash does not take a line's end with it.
            lineEnd += depth.Step(text[lineEnd]) == 1 && !IsLineEnd(text, lineEnd + 1, place) ? 1 : 0;
            if (depth.IsClosed)
            {
                scan.Pass(lineEnd + 1);
                return lineEnd + 1;
            }
        }

        lineEnd = Math.Min(lineEnd, text.Length);
        scan.Pass(lineEnd);
        return null;
    }

    private static bool IsLineEnd(ReadOnlySpan<byte> text, int at, int place) => at >= place && at < text.Length && text[at] == '\n';

    /// <summary>The place behind the brace or bracket that closes the first; null where none does.</summary>
    private static int? Balance(ReadOnlySpan<byte> text, Scan scan)
    {
        const int betweenLooks = 1 << 20;
        var depth = new Depth(brackets: text[0] == '[');
        var passed = 0;
        for (var at = 0; at < text.Length; at++)
        {
            at += depth.Step(text[at]);
            if (depth.IsClosed)
            {
                scan.Pass(at + 1 - passed);
                return at + 1;
            }

            if (at - passed >= betweenLooks)
            {
                scan.Pass(at - passed);
                passed = at;
            }
        }

        scan.Pass(text.Length - passed);
        return null;
    }

    private static int CountRows(ReadOnlySpan<byte> text)
    {
        var rows = 1;
        for (var line = text.IndexOf((byte)'\n'); line >= 0;)
        {
            line += Blanks(text[line..]);
            rows += line < text.Length && text[line] == '{' ? 1 : 0;
            var next = text[line..].IndexOf((byte)'\n');
            line = next < 0 ? -1 : line + next;
        }

        return rows;
    }

    /// <summary>
    /// How many braces (and brackets, where the first is one) are open. A line's end ends a string too: JSON allows none in one.
    /// </summary>
    private struct Depth(bool brackets)
    {
        private int _open;
        private bool _isText;

        public readonly bool IsClosed => _open == 0;

        /// <returns>How many further bytes to step over: one behind a backslash.</returns>
        public int Step(byte c)
        {
            if (_isText)
            {
                _isText = c is not ((byte)'"' or (byte)'\n');
                return c == '\\' ? 1 : 0;
            }

            _isText = c == '"';
            _open += c == '{' || (brackets && c == '[') ? 1 : c == '}' || (brackets && c == ']') ? -1 : 0;
            return 0;
        }
    }
}
