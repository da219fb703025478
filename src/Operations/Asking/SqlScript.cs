namespace Sparkify.Operations.Asking;

/// <summary>A text of statements, parted where a semicolon stands outside of quotes and comments.</summary>
/// <param name="Statements">Each without its semicolon; one of nothing but comments is left out.</param>
/// <param name="IsComplete">Whether the last one is closed by a semicolon, too.</param>
public sealed record SqlScript(IReadOnlyList<ScriptedStatement> Statements, bool IsComplete)
{
    public static SqlScript Read(string text)
    {
        var statements = new List<ScriptedStatement>();
        var first = -1;
        var at = 0;
        while (at < text.Length)
        {
            var length = SqlToken.LengthAt(text, at, out var isBlank);
            if (text[at] == ';')
            {
                Close(at);
                first = -1;
            }
            else if (first < 0 && !isBlank)
            {
                first = at;
            }

            at += length;
        }

        var isComplete = first < 0;
        Close(text.Length);
        return new SqlScript(statements, isComplete);

        void Close(int end)
        {
            if (first >= 0)
            {
                statements.Add(new ScriptedStatement(text[first..end].Trim(), 1 + text.AsSpan(0, first).Count('\n')));
            }
        }
    }
}

/// <summary>A statement, and where it stands.</summary>
/// <param name="Sql">From its first word on.</param>
/// <param name="Line">Of its first word, counted from 1.</param>
public sealed record ScriptedStatement(string Sql, int Line);
