using System.Text;
using System.Text.Json;
using StatesLanguage.Intrinsics;
using StatesLanguage.Json;
using StatesLanguage.Paths;

namespace StatesLanguage.Expressions;

/// <summary>Reads the text of an expression.</summary>
internal static class ExpressionParser
{
    /// <summary>How deep calls may be nested: https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html.</summary>
    private const int MostNested = 10;

    /// <exception cref="FormatException">It is neither a path nor a call of a known function; the message says why.</exception>
    public static Expression Parse(string text) =>
        text.StartsWith("States.", StringComparison.Ordinal) ? Call(text, 1) : Path(text);

    /// <exception cref="FormatException">It is not a path; the message says why.</exception>
    public static PathExpression Path(string text)
    {
        if (text.StartsWith("$$", StringComparison.Ordinal))
        {
            return new PathExpression(text, PathOrigin.Context, null, JsonPath.Parse(text[1..]));
        }

        if (text.Length > 1 && text[0] == '$' && (char.IsLetter(text[1]) || text[1] == '_'))
        {
            var end = 1;
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_'))
            {
                end++;
            }

            return new PathExpression(text, PathOrigin.Variable, text[1..end], JsonPath.Parse("$" + text[end..]));
        }

        return new PathExpression(text, PathOrigin.Input, null, JsonPath.Parse(text));
    }

    private static CallExpression Call(string text, int depth)
    {
        if (depth > MostNested)
        {
            throw new FormatException($"'{text}': functions are nested deeper than {MostNested}");
        }

        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0 || !text.EndsWith(')'))
        {
            throw new FormatException($"'{text}' is not a call: it takes States.Name(arguments)");
        }

        if (!IntrinsicFunction.All.TryGetValue(text[..open], out var function))
        {
            throw new FormatException($"'{text[..open]}' is not an intrinsic function that is known here");
        }

        var arguments = Split(text, open + 1, text.Length - 1).Select(argument => Argument(argument, depth)).ToArray();
        return arguments.Length >= function.Fewest && arguments.Length <= function.Most
            ? new CallExpression(text, function, arguments)
            : throw new FormatException($"'{text}': {function.Name} does not take {arguments.Length} argument(s)");
    }

    private static Expression Argument(string text, int depth)
    {
        if (text.StartsWith("States.", StringComparison.Ordinal))
        {
            return Call(text, depth + 1);
        }

        if (text.StartsWith('$'))
        {
            return Path(text);
        }

        if (text.StartsWith('\''))
        {
            return new ConstantExpression(text, JsonText.Of(Unescaped(text)));
        }

        try
        {
            var constant = JsonText.Parse(text);
            return constant.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.String)
                ? new ConstantExpression(text, constant)
                : throw new FormatException(
                    $"'{text}' is not an argument: a string stands in single quotes, an object or array comes by path");
        }
        catch (JsonException)
        {
            throw new FormatException($"'{text}' is not an argument: known are 'text', numbers, true, false, null, paths and calls");
        }
    }

    /// <summary>The arguments between two positions: commas within quotes and brackets do not part them.</summary>
    private static IEnumerable<string> Split(string text, int from, int to)
    {
        var (start, depth, quoted) = (from, 0, false);
        for (var at = from; at < to; at++)
        {
            switch (text[at])
            {
                case '\\' when quoted:
                    at++;
                    break;
                case '\'':
                    quoted = !quoted;
                    break;
                case '(' or '[' when !quoted:
                    depth++;
                    break;
                case ')' or ']' when !quoted:
                    depth--;
                    break;
                case ',' when !quoted && depth == 0:
                    yield return text[start..at].Trim();
                    start = at + 1;
                    break;
            }
        }

        if (quoted || depth != 0)
        {
            throw new FormatException($"'{text}': a quote or a bracket is not closed");
        }

        var last = text[start..to].Trim();
        if (last.Length > 0)
        {
            yield return last;
        }
        else if (start > from)
        {
            throw new FormatException($"'{text}': an argument is missing after the last comma");
        }
    }

    /// <summary>
    /// The text between single quotes. <c>\'</c> and <c>\\</c> are undone here; <c>\{</c> and <c>\}</c> are left for States.Format,
    /// which has to know them from a place to fill.
    /// </summary>
    private static string Unescaped(string text)
    {
        if (text.Length < 2 || !text.EndsWith('\''))
        {
            throw new FormatException($"{text} is not closed by a quote");
        }

        var result = new StringBuilder();
        for (var at = 1; at < text.Length - 1; at++)
        {
            if (text[at] == '\\' && text[at + 1] is '\'' or '\\' && at + 1 < text.Length - 1)
            {
                at++;
            }
            else if (text[at] == '\'')
            {
                throw new FormatException($"{text}: a quote within the text is written \\'");
            }

            result.Append(text[at]);
        }

        return result.ToString();
    }
}
