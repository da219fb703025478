using System.Text.Json;
using StatesLanguage.Json;

namespace StatesLanguage.Paths;

/// <summary>Reads the condition of a filter: comparisons and bare paths, joined by &amp;&amp;, ||, ! and brackets.</summary>
internal sealed class FilterParser(string text, int start)
{
    private static readonly string[] Operators = ["==", "!=", "<=", ">=", "<", ">"];

    private int _at = start;

    public int Position => _at;

    public PathFilter Condition()
    {
        var left = All();
        return Takes("||") ? new EitherFilter(left, Condition()) : left;
    }

    private PathFilter All()
    {
        var left = One();
        return Takes("&&") ? new BothFilter(left, All()) : left;
    }

    private PathFilter One()
    {
        if (Takes("!"))
        {
            return new NotFilter(One());
        }

        if (Takes("("))
        {
            var inner = Condition();
            return Takes(")") ? inner : throw Unexpected();
        }

        var left = Operand();
        foreach (var comparison in Operators)
        {
            if (Takes(comparison))
            {
                return new ComparisonFilter(left, comparison, Operand());
            }
        }

        return left.Path is not null ? new ExistsFilter(left) : throw Unexpected();
    }

    private FilterOperand Operand()
    {
        Blanks();
        if (_at < text.Length && text[_at] is '@' or '$')
        {
            var fromRoot = text[_at] == '$';
            var parser = new PathParser(text, _at + 1);
            var path = parser.Steps(endsAtBlank: true);
            _at = parser.Position;
            return new FilterOperand(null, path, fromRoot);
        }

        return new FilterOperand(Literal(), null, false);
    }

    private JsonElement Literal()
    {
        if (_at >= text.Length)
        {
            throw Unexpected();
        }

        var from = _at;
        if (text[_at] is '\'' or '"')
        {
            var quote = text[_at++];
            var end = text.IndexOf(quote, _at);
            if (end < 0)
            {
                throw Unexpected();
            }

            _at = end + 1;
            return JsonText.Of(text[(from + 1)..end]);
        }

        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '-' or '+' or '.'))
        {
            _at++;
        }

        try
        {
            return JsonText.Parse(text[from.._at]);
        }
        catch (JsonException)
        {
            _at = from;
            throw Unexpected();
        }
    }

    private void Blanks()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }
    }

    private bool Takes(string token)
    {
        Blanks();
        var taken = string.CompareOrdinal(text, _at, token, 0, token.Length) == 0;
        _at += taken ? token.Length : 0;
        return taken;
    }

    private FormatException Unexpected() =>
        new($"'{text}': the filter is not understood at position {_at} (known: == != < <= > >= && || ! and brackets)");
}
