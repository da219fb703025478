namespace Sparkify.RedshiftOnDuckDb.Dialect;

/// <summary>Functions of text whose grammar or whose defaults differ.</summary>
internal static class Texts
{
    /// <summary>
    /// Redshift trims blanks only; DuckDB's one-argument form also takes other spaces away. Its two-argument form is slow, so it is
    /// called only where there is something to trim.
    /// </summary>
    public static string Trim(FunctionCall call)
    {
        var inner = call.Arguments.Inner;
        if (inner.Count > 0 && inner[0].IsAny("both", "leading", "trailing"))
        {
            var from = inner.FindWord("from");
            var side = inner[0].Is("both") ? "trim" : inner[0].Is("leading") ? "ltrim" : "rtrim";
            var characters = from == 1 ? "' '" : Expressions.Write(inner.Range(1, from));
            return from < inner.Count
                ? $"{side}({Expressions.Write(inner.Range(from + 1, inner.Count))}, {characters})"
                : throw call.Name.SyntaxError();
        }

        var name = call.Name.Is("btrim") ? "trim" : call.Name.Text;
        var parts = inner.SplitAtCommas();
        var text = parts.Count is 1 or 2 ? Expressions.Write(parts[0]) : throw call.Arguments.SyntaxError();
        var blanks = parts.Count == 1 || parts[1] is [{ Kind: NodeKind.Text, Text: " " }];
        return blanks ? $"rs_{name}({text})" : $"{name}({text}, {Expressions.Write(parts[1])})";
    }

    /// <summary>With blanks, where nothing else is given.</summary>
    public static string Pad(FunctionCall call) => call.Texts() switch
    {
        [var text, var length] => $"{call.Name.Text}({text}, {length}, ' ')",
        [var text, var length, var with] => $"{call.Name.Text}({text}, {length}, {with})",
        _ => throw call.Name.SyntaxError(),
    };

    /// <summary>Redshift counts a start before the first character from there; DuckDB counts it from the end.</summary>
    public static string Substring(FunctionCall call)
    {
        var inner = call.Arguments.Inner;
        var from = inner.FindWord("from");
        var length = inner.FindWord("for");
        var parts = inner.SplitAtCommas();
        if (from < inner.Count)
        {
            parts = [inner.Range(0, from), inner.Range(from + 1, length)];
            parts.AddRange(length < inner.Count ? [inner.Range(length + 1, inner.Count)] : []);
        }

        if (parts.Count is < 2 or > 3 || parts.Any(part => part.Count == 0))
        {
            throw call.Arguments.SyntaxError();
        }

        var isPlain = parts.Skip(1).All(part => part is [{ Kind: NodeKind.Number } number] && number.Text != "0");
        return $"{(isPlain ? "substring" : "rs_substring")}({string.Join(", ", parts.Select(Expressions.Write))})";
    }
}
