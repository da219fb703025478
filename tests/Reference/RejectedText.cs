using System.Buffers;

namespace Sparkify.Reference;

/// <summary>
/// Text at the root of a file that is no object: how far it goes, and how many rows it costs. Documented is only that anything but white
/// space between objects is an error of its own and that an array at the root is one row; the rest is read on the safe side: a nested
/// object is never taken for a row, and no row is lost uncounted.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>Text that begins with neither <c>{</c> nor <c>[</c> goes to the end of its line or the next <c>{</c> or <c>[</c>: one row.</item>
/// <item>An array goes to its end: one row. A malformed one goes to where its brackets balance, or to the end of the file.</item>
/// <item>A malformed object goes to where its braces balance, when that is on the line where it breaks or before. Else, when it breaks at
/// its first level and the next line begins with <c>{</c>, it goes to there: it was cut off. Else it goes to where its braces balance,
/// or to the end of the file.</item>
/// <item>Malformed text costs a row, and one more for every further line in it that begins with <c>{</c>.</item>
/// </list>
/// </remarks>
internal static class RejectedText
{
    private static readonly SearchValues<byte> GarbageEnds = SearchValues.Create("{[\n"u8);

    /// <summary>The place behind the text that starts at <paramref name="start"/>, the rows it costs, and why.</summary>
    /// <param name="json">Over the same text; it has just failed to read the object there, if there is one.</param>
    public static (int End, int Rows, string Why) Skip(ReadOnlySpan<byte> text, int start, JsonText json)
    {
        switch (text[start])
        {
            case (byte)'{':
                var end = EndOfObject(text, start, json);
                return (end, Rows(text[start..end]), "the object is malformed JSON");
            case (byte)'[':
                if (json.TrySkipValue(start, out end))
                {
                    return (end, 1, "an array is no row");
                }

                end = Balanced(text, start, '[') ?? text.Length;
                return (end, Rows(text[start..end]), "an array is no row, and this one is malformed JSON");
            default:
                var length = text[start..].IndexOfAny(GarbageEnds);
                return (length < 0 ? text.Length : start + length, 1, "text stands where an object should");
        }
    }

    private static int EndOfObject(ReadOnlySpan<byte> text, int start, JsonText json)
    {
        var balanced = Balanced(text, start, '{');
        var culprit = json.SkipBlanks(json.BreaksBehind);
        var cutOff = At(text, culprit) == '{' && text[json.BreaksBehind..culprit].Contains((byte)'\n');
        var lineEnd = LineEnd(text, cutOff ? json.BreaksBehind : culprit);
        var nextLine = cutOff ? culprit : json.SkipBlanks(lineEnd);
        return balanced <= lineEnd ? balanced.Value
            : json.BreaksAtDepth <= 1 && At(text, nextLine) == '{' ? nextLine
            : balanced ?? text.Length;
    }

    private static int Rows(ReadOnlySpan<byte> text)
    {
        var rows = 1;
        foreach (var line in text.Split((byte)'\n'))
        {
            rows += line.Start.Value > 0 && text[line].TrimStart(" \t\r"u8) is [(byte)'{', ..] ? 1 : 0;
        }

        return rows;
    }

    /// <summary>
    /// The place behind the bracket that closes the first; null when none does. An end of line ends a string, as none may hold one.
    /// </summary>
    private static int? Balanced(ReadOnlySpan<byte> text, int start, char bracket)
    {
        var depth = 0;
        var inString = false;
        for (var at = start; at < text.Length; at++)
        {
            var c = (char)text[at];
            if (inString)
            {
                inString = c is not ('"' or '\n');
                at += c == '\\' ? 1 : 0;
                continue;
            }

            inString = c == '"';
            depth += c == '{' || (c == '[' && bracket == '[') ? 1 : c == '}' || (c == ']' && bracket == '[') ? -1 : 0;
            if (depth == 0)
            {
                return at + 1;
            }
        }

        return null;
    }

    private static int LineEnd(ReadOnlySpan<byte> text, int at)
    {
        var length = text[at..].IndexOf((byte)'\n');
        return length < 0 ? text.Length : at + length;
    }

    private static char At(ReadOnlySpan<byte> text, int at) => at < text.Length ? (char)text[at] : '\0';
}
