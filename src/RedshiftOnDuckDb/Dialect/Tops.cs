using System.Globalization;

namespace Sparkify.RedshiftOnDuckDb.Dialect;

/// <summary><c>SELECT TOP n</c>, which means <c>LIMIT n</c> at the end of the same query.</summary>
internal static class Tops
{
    public static IReadOnlyList<Node> Rewrite(IReadOnlyList<Node> nodes)
    {
        for (var i = 1; i + 1 < nodes.Count; i++)
        {
            if (nodes[i].Is("top") && nodes[i + 1].Kind is NodeKind.Number && nodes[i - 1].IsAny("select", "distinct", "all"))
            {
                return Limited(nodes, i);
            }
        }

        return nodes;
    }

    private static IReadOnlyList<Node> Limited(IReadOnlyList<Node> nodes, int top)
    {
        var count = nodes[top + 1];
        if (nodes.Any(node => node.Is("limit")) || !long.TryParse(count.Text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            throw nodes[top].SyntaxError();
        }

        return nodes.FirstOrDefault(node => node.IsAny("union", "intersect", "except", "minus")) is { } between
            ? throw RedshiftErrorException.NotHere($"TOP beside {between.Text.ToUpperInvariant()}")
            : [.. nodes.Range(0, top), .. nodes.Range(top + 2, nodes.Count), Node.Word("limit", count.Position), count];
    }
}
