namespace Sparkify.RedshiftOnDuckDb.Dialect;

/// <summary>A token of a statement, or a pair of parentheses with the nodes between them.</summary>
internal sealed record Node(NodeKind Kind, string Text, int Position, IReadOnlyList<Node> Inner)
{
    public Node(NodeKind kind, string text, int position) : this(kind, text, position, [])
    {
    }

    /// <summary>
    /// The most parentheses within one another, those that the translation adds included. Redshift states no limit; reading and writing go
    /// down with each, and the stack, and with it the process, must not depend on a text.
    /// </summary>
    public const int MostDepth = 500;

    /// <summary>0 for a token; for a group one more than for the deepest of its nodes.</summary>
    private int Depth { get; } = Kind is NodeKind.Group ? 1 + DeepestOf(Inner) : 0;

    public bool IsGroup => Kind is NodeKind.Group;

    public bool IsName => Kind is NodeKind.Word or NodeKind.Quoted;

    public bool Is(string word) => Kind is NodeKind.Word && Text == word;

    public bool IsAny(params ReadOnlySpan<string> words) => Kind is NodeKind.Word && words.Contains(Text);

    public bool IsSymbol(string symbol) => Kind is NodeKind.Symbol && Text == symbol;

    public RedshiftErrorException SyntaxError() => RedshiftErrorException.Syntax(Text, Position);

    public static Node Word(string text, int position) => new(NodeKind.Word, text, position);

    /// <exception cref="RedshiftErrorException">It is too deep.</exception>
    public static Node Group(IReadOnlyList<Node> inner, int position) =>
        new Node(NodeKind.Group, "(", position, inner) is { Depth: <= MostDepth } group ? group : throw TooDeep();

    public static RedshiftErrorException TooDeep() =>
        RedshiftErrorException.NotHere($"a statement that nests deeper than {MostDepth} parentheses");

    private static int DeepestOf(IReadOnlyList<Node> nodes)
    {
        var deepest = 0;
        for (var i = 0; i < nodes.Count; i++)
        {
            deepest = Math.Max(deepest, nodes[i].Depth);
        }

        return deepest;
    }
}
