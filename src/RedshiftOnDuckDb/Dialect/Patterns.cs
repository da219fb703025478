using System.Text;

namespace Sparkify.RedshiftOnDuckDb.Dialect;

/// <summary>Literals, and what LIKE and SIMILAR TO make of them.</summary>
internal static class Patterns
{
    /// <summary>What means something to a regular expression, and itself to SIMILAR TO.</summary>
    private const string OnlyExpressions = ".^$\\";

    /// <summary>Writes the literal at a place; how many further nodes belong to it.</summary>
    public static int Write(StringBuilder text, IReadOnlyList<Node> nodes, int at)
    {
        var literal = nodes[at].Text;
        var hasEscape = at + 1 < nodes.Count && nodes[at + 1].Is("escape");
        if (at > 1 && nodes[at - 1].Is("to") && nodes[at - 2].Is("similar"))
        {
            var escape = !hasEscape ? '\\'
                : at + 2 < nodes.Count && nodes[at + 2] is { Kind: NodeKind.Text, Text: [var given] } ? given
                : throw nodes[at + 1].SyntaxError();
            text.Append(Names.Literal(Expression(literal, escape)));
            return hasEscape ? 2 : 0;
        }

        text.Append(Names.Literal(literal));

        // Redshift's LIKE escapes with a backslash unless the statement says otherwise, DuckDB's with nothing.
        if (at > 0 && nodes[at - 1].IsAny("like", "ilike") && !hasEscape && literal.Contains('\\', StringComparison.Ordinal))
        {
            text.Append(" ESCAPE '\\'");
        }

        return 0;
    }

    /// <summary>
    /// The pattern of a SIMILAR TO as the regular expression that DuckDB's takes: there <c>%</c> and <c>_</c> mean themselves.
    /// </summary>
    private static string Expression(string pattern, char escape)
    {
        var expression = new StringBuilder();
        var (isAny, isClass) = (false, false);
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == escape && i + 1 < pattern.Length)
            {
                expression.Append(Itself(pattern[++i]));
                continue;
            }

            isClass = isClass ? c != ']' : c == '[';
            isAny |= !isClass && c is '%' or '_';
            expression.Append((c, isClass) switch
            {
                ('%', false) => ".*",
                ('_', false) => ".",
                _ when !isClass && OnlyExpressions.Contains(c, StringComparison.Ordinal) => Itself(c),
                _ => $"{c}",
            });
        }

        // Any character is one that ends a line, too.
        return isAny ? $"(?s){expression}" : expression.ToString();
    }

    private static string Itself(char c) => char.IsPunctuation(c) || char.IsSymbol(c) ? $"\\{c}" : $"{c}";
}
