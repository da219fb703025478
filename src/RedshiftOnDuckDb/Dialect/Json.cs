namespace Sparkify.RedshiftOnDuckDb.Dialect;

/// <summary>
/// The functions that read JSON in text. Each may have a last argument, <c>null_if_invalid</c>, without which a text that is no JSON is an
/// error (https://docs.aws.amazon.com/redshift/latest/dg/json-functions.html).
/// </summary>
internal static class Json
{
    /// <summary>As deep as a path goes on Redshift.</summary>
    private const int MostSteps = 5;

    /// <summary><c>JSON_EXTRACT_PATH_TEXT(json, 'a', 'b')</c></summary>
    public static string Path(FunctionCall call)
    {
        var (json, rest, lenient) = Read(call);
        if (rest.Count is < 1 or > MostSteps)
        {
            throw call.Arguments.SyntaxError();
        }

        var steps = rest.Select(step => step is [{ Kind: NodeKind.Text } key] && key.Text.AsSpan().IndexOfAny('"', '\\') < 0
            ? $".\"{key.Text}\""
            : throw call.NotHere("with a path that is not of plain literals"));
        return $"rs_json_text({json}, {Names.Literal($"${string.Concat(steps)}")}, {lenient})";
    }

    /// <summary><c>JSON_EXTRACT_ARRAY_ELEMENT_TEXT(json, 2)</c></summary>
    public static string Element(FunctionCall call)
    {
        var (json, rest, lenient) = Read(call);
        return rest.Count == 1
            ? $"rs_json_element({json}, rs_integer({Expressions.Write(rest[0])}), {lenient})"
            : throw call.Arguments.SyntaxError();
    }

    /// <summary>A function of the whole text.</summary>
    public static string Whole(FunctionCall call, string macro)
    {
        var (json, rest, lenient) = Read(call);
        return rest.Count == 0 ? $"{macro}({json}, {lenient})" : throw call.Arguments.SyntaxError();
    }

    private static (string Json, List<IReadOnlyList<Node>> Others, string Lenient) Read(FunctionCall call)
    {
        var parts = call.Arguments.Inner.SplitAtCommas();
        if (parts.Count == 0)
        {
            throw call.Arguments.SyntaxError();
        }

        var lenient = parts.Count > 1 && parts[^1] is [var last] && last.IsAny("true", "false") ? last.Text : null;
        return (
            $"CAST({Expressions.Write(parts[0])} AS VARCHAR)",
            parts.GetRange(1, parts.Count - (lenient is null ? 1 : 2)),
            lenient ?? "false");
    }
}
