namespace Sparkify.Operations.Asking;

/// <summary>How far a piece of SQL goes: what is within quotes and comments is not looked at, whatever warehouse will read it.</summary>
internal static class SqlToken
{
    /// <param name="text">A statement, or several.</param>
    /// <param name="at">Where the piece begins.</param>
    /// <param name="isBlank">It is a blank or a comment.</param>
    /// <returns>At least 1. What is not closed goes to the end.</returns>
    public static int LengthAt(string text, int at, out bool isBlank)
    {
        var end = text[at] switch
        {
            '\'' => Quoted(text, at, '\''),
            '"' => Quoted(text, at, '"'),
            '-' when Is(text, at, "--") => EndOfLine(text, at),
            '/' when Is(text, at, "/*") => EndOfComment(text, at),
            _ => at + 1,
        };
        isBlank = char.IsWhiteSpace(text[at]) || Is(text, at, "--") || Is(text, at, "/*");
        return end - at;
    }

    /// <summary>A quote is doubled within, or, in text, follows a backslash.</summary>
    private static int Quoted(string text, int at, char quote)
    {
        for (var i = at + 1; i < text.Length; i++)
        {
            if (text[i] == '\\' && quote == '\'')
            {
                i++;
            }
            else if (text[i] == quote)
            {
                return i + 1;
            }
        }

        return text.Length;
    }

    private static int EndOfLine(string text, int at)
    {
        var end = text.IndexOf('\n', at);
        return end < 0 ? text.Length : end;
    }

    /// <summary>Comments nest.</summary>
    private static int EndOfComment(string text, int at)
    {
        var depth = 0;
        for (var i = at; i + 1 < text.Length; i++)
        {
            if (Is(text, i, "/*") || Is(text, i, "*/"))
            {
                depth += text[i] == '/' ? 1 : -1;
                i++;
                if (depth == 0)
                {
                    return i + 1;
                }
            }
        }

        return text.Length;
    }

    private static bool Is(string text, int at, string what) => string.CompareOrdinal(text, at, what, 0, what.Length) == 0;
}
