using System.Text;

namespace Sparkify.RedshiftOnDuckDb.Dialect;

/// <summary>
/// Reads one Redshift statement into nodes. A character that Redshift's grammar has no use for is a syntax error here, whatever DuckDB
/// makes of it.
/// </summary>
internal sealed class Tokenizer
{
    private static readonly string[] Symbols =
    [
        "::", "<>", "!=", "<=", ">=", "||", "+", "-", "*", "/", "%", "=", "<", ">", ",", ".", "(", ")", ";"
    ];

    private readonly string _text;
    private int _at;

    private Tokenizer(string text) => _text = text;

    /// <exception cref="RedshiftErrorException">It is not one statement, or not one at all.</exception>
    public static IReadOnlyList<Node> Read(string text)
    {
        var tokenizer = new Tokenizer(text);
        var nodes = tokenizer.ReadLevel(null, 0);
        return nodes.Count > 0 ? nodes : throw RedshiftErrorException.EndOfInput();
    }

    private List<Node> ReadLevel(Node? open, int depth)
    {
        if (depth > Node.MostDepth)
        {
            throw Node.TooDeep();
        }

        var nodes = new List<Node>();
        while (Next() is { } token)
        {
            if (token.IsSymbol("("))
            {
                nodes.Add(Node.Group(ReadLevel(token, depth + 1), token.Position));
            }
            else if (token.IsSymbol(")"))
            {
                return open is not null ? nodes : throw token.SyntaxError();
            }
            else if (token.IsSymbol(";"))
            {
                // The Data API takes one statement a text; a closing semicolon is not a second one.
                return open is not null ? throw token.SyntaxError()
                    : Next() is null ? nodes
                    : throw new RedshiftErrorException("ERROR: cannot insert multiple commands into a prepared statement");
            }
            else
            {
                nodes.Add(token);
            }
        }

        return open is null ? nodes : throw RedshiftErrorException.EndOfInput();
    }

    private Node? Next()
    {
        SkipBlanks();
        if (_at == _text.Length)
        {
            return null;
        }

        var start = _at;
        var first = _text[_at];
        if (char.IsAsciiLetter(first) || first is '_' or > '\x7f')
        {
            while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '_' or '$' or > '\x7f'))
            {
                _at++;
            }

            return new Node(NodeKind.Word, Fold(_text[start.._at]), start);
        }

        if (char.IsAsciiDigit(first) || (first == '.' && _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1])))
        {
            return ReadNumber(start);
        }

        if (first == '\'')
        {
            return new Node(NodeKind.Text, ReadText(start), start);
        }

        if (first == '"')
        {
            return new Node(NodeKind.Quoted, Fold(ReadQuoted(start)), start);
        }

        var symbol = Array.Find(Symbols, candidate => string.CompareOrdinal(_text, _at, candidate, 0, candidate.Length) == 0)
            ?? throw RedshiftErrorException.Syntax(first.ToString(), start);
        _at += symbol.Length;
        return new Node(NodeKind.Symbol, symbol, start);
    }

    private Node ReadNumber(int start)
    {
        static bool IsDigit(char c) => char.IsAsciiDigit(c);
        void Digits()
        {
            while (_at < _text.Length && IsDigit(_text[_at]))
            {
                _at++;
            }
        }

        Digits();
        if (_at < _text.Length && _text[_at] == '.')
        {
            _at++;
            Digits();
        }

        if (_at < _text.Length && _text[_at] is 'e' or 'E')
        {
            _at++;
            if (_at < _text.Length && _text[_at] is '+' or '-')
            {
                _at++;
            }

            Digits();
        }

        // DuckDB would read 1_000 as a number and 1abc as a number with an alias.
        return _at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] == '_')
            ? throw RedshiftErrorException.Syntax(_text[_at].ToString(), _at)
            : new Node(NodeKind.Number, _text[start.._at], start);
    }

    /// <summary>
    /// Redshift reads a backslash in a literal as an escape, as PostgreSQL 8.0 did. Only the two forms whose meaning is beyond doubt are
    /// taken, <c>\\</c> and <c>\'</c>; any other is refused.
    /// </summary>
    private string ReadText(int start)
    {
        var value = new StringBuilder();
        for (_at = start + 1; _at < _text.Length; _at++)
        {
            var c = _text[_at];
            var next = _at + 1 < _text.Length ? _text[_at + 1] : '\0';
            if (c == '\'' && next != '\'')
            {
                _at++;
                return value.ToString();
            }

            if (c == '\\' && next is not ('\\' or '\''))
            {
                throw RedshiftErrorException.Syntax($"\\{next}", _at);
            }

            _at += c is '\'' or '\\' ? 1 : 0;
            value.Append(c is '\\' ? next : c);
        }

        throw new RedshiftErrorException($"ERROR: unterminated quoted string at or near \"{_text[start..]}\" Position: {start + 1}");
    }

    private string ReadQuoted(int start)
    {
        var value = new StringBuilder();
        for (_at = start + 1; _at < _text.Length; _at++)
        {
            if (_text[_at] == '"')
            {
                if (_at + 1 == _text.Length || _text[_at + 1] != '"')
                {
                    _at++;
                    return value.ToString();
                }

                _at++;
            }

            value.Append(_text[_at]);
        }

        throw new RedshiftErrorException($"ERROR: unterminated quoted identifier at or near \"{_text[start..]}\" Position: {start + 1}");
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length)
        {
            if (char.IsWhiteSpace(_text[_at]))
            {
                _at++;
            }
            else if (Here("--"))
            {
                var end = _text.IndexOf('\n', _at);
                _at = end < 0 ? _text.Length : end;
            }
            else if (Here("/*"))
            {
                SkipComment();
            }
            else
            {
                return;
            }
        }
    }

    private void SkipComment()
    {
        var start = _at;
        var depth = 0;
        do
        {
            if (_at >= _text.Length)
            {
                throw new RedshiftErrorException($"ERROR: unterminated /* comment at or near \"{_text[start..]}\" Position: {start + 1}");
            }

            depth += Here("/*") ? 1 : Here("*/") ? -1 : 0;
            _at += Here("/*") || Here("*/") ? 2 : 1;
        }
        while (depth > 0);
    }

    private bool Here(string text) => string.CompareOrdinal(_text, _at, text, 0, text.Length) == 0;

    private static string Fold(string name) => name.ToLowerInvariant();
}
