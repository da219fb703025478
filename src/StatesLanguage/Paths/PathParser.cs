using System.Globalization;
using System.Text;

namespace StatesLanguage.Paths;

/// <summary>Reads the text of a path.</summary>
internal sealed class PathParser(string text, int start = 0)
{
    private int _at = start;

    /// <summary>Where reading has come to.</summary>
    public int Position => _at;

    public JsonPath Whole()
    {
        if (!text.StartsWith('$'))
        {
            throw new FormatException($"'{text}' is not a JSONPath: it starts with $");
        }

        _at = 1;
        var path = Steps(endsAtBlank: false);
        return _at == text.Length ? path : throw Unexpected();
    }

    /// <summary>The steps from here on, up to something that can't go on a path.</summary>
    /// <param name="endsAtBlank">Within a filter a name ends at a blank or an operator.</param>
    public JsonPath Steps(bool endsAtBlank)
    {
        var steps = new List<PathStep>();
        while (_at < text.Length)
        {
            if (Takes(".."))
            {
                steps.Add(new DescendantsStep());
                if (_at < text.Length && text[_at] != '[')
                {
                    steps.Add(NameOrWildcard(endsAtBlank));
                }
                else if (_at == text.Length)
                {
                    throw new FormatException($"'{text}' ends with ..: say what to look for");
                }
            }
            else if (Takes("."))
            {
                steps.Add(NameOrWildcard(endsAtBlank));
            }
            else if (Takes("["))
            {
                steps.Add(Bracket());
            }
            else
            {
                break;
            }
        }

        if (steps.SkipLast(1).Any(step => step is PropertiesStep))
        {
            throw new FormatException($"'{text}': a list of names can only be the last step");
        }

        return new JsonPath(steps);
    }

    private PathStep NameOrWildcard(bool endsAtBlank)
    {
        if (Takes("*"))
        {
            return new WildcardStep();
        }

        var from = _at;
        while (_at < text.Length && !".[]()".Contains(text[_at], StringComparison.Ordinal)
            && !(endsAtBlank && (char.IsWhiteSpace(text[_at]) || "=!<>&|".Contains(text[_at], StringComparison.Ordinal))))
        {
            _at++;
        }

        if (_at < text.Length && text[_at] == '(')
        {
            throw new FormatException($"'{text}': Step Functions has no functions within paths");
        }

        return _at > from
            ? new PropertyStep(text[from.._at])
            : throw new FormatException($"'{text}': a name is missing at position {from}");
    }

    private PathStep Bracket()
    {
        Blanks();
        PathStep step;
        if (Takes("*"))
        {
            step = new WildcardStep();
        }
        else if (Takes("?"))
        {
            Expect("(");
            var filter = new FilterParser(text, _at);
            step = new FilterStep(filter.Condition());
            _at = filter.Position;
            Expect(")");
        }
        else if (_at < text.Length && text[_at] is '\'' or '"')
        {
            var names = Listed(Name);
            step = names.Count == 1 ? new PropertyStep(names[0]) : new PropertiesStep(names);
        }
        else
        {
            step = IndexOrSlice();
        }

        Expect("]");
        return step;
    }

    private PathStep IndexOrSlice()
    {
        var first = Number();
        Blanks();
        if (Takes(":"))
        {
            var end = Number();
            return _at < text.Length && text[_at] == ':'
                ? throw new FormatException($"'{text}': a slice has no step")
                : new SliceStep(first, end);
        }

        if (first is not { } index)
        {
            throw Unexpected();
        }

        var indexes = new List<int> { index };
        while (Takes(","))
        {
            indexes.Add(Number() ?? throw Unexpected());
        }

        return indexes.Count == 1 ? new IndexStep(index) : new IndexesStep(indexes);
    }

    private int? Number()
    {
        Blanks();
        var from = _at;
        while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || (_at == from && text[_at] == '-')))
        {
            _at++;
        }

        if (_at == from)
        {
            return null;
        }

        var number = int.TryParse(text[from.._at], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Unexpected();
        Blanks();
        return number;
    }

    private List<T> Listed<T>(Func<T> one)
    {
        var list = new List<T> { one() };
        while (Takes(","))
        {
            list.Add(one());
        }

        return list;
    }

    /// <summary>A quoted name. Only the quote and the backslash are escaped: any other backslash stands for itself, as recorded.</summary>
    private string Name()
    {
        Blanks();
        if (_at >= text.Length || text[_at] is not ('\'' or '"'))
        {
            throw Unexpected();
        }

        var quote = text[_at++];
        var name = new StringBuilder();
        while (_at < text.Length && text[_at] != quote)
        {
            if (text[_at] == '\\' && _at + 1 < text.Length && (text[_at + 1] == '\\' || text[_at + 1] == quote))
            {
                _at++;
            }

            name.Append(text[_at++]);
        }

        Expect(quote.ToString());
        Blanks();
        return name.ToString();
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
        var taken = string.CompareOrdinal(text, _at, token, 0, token.Length) == 0;
        _at += taken ? token.Length : 0;
        return taken;
    }

    private void Expect(string token)
    {
        Blanks();
        if (!Takes(token))
        {
            throw Unexpected();
        }
    }

    private FormatException Unexpected() => new(_at < text.Length
        ? $"'{text}': '{text[_at]}' at position {_at} is not part of a JSONPath"
        : $"'{text}' ends too early");
}
