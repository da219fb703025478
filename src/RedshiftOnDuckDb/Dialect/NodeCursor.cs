namespace Sparkify.RedshiftOnDuckDb.Dialect;

/// <summary>Walks over the nodes of one level of a statement.</summary>
internal sealed class NodeCursor(IReadOnlyList<Node> nodes)
{
    private int _at;

    public Node? Peek => _at < nodes.Count ? nodes[_at] : null;

    public bool AtEnd => _at >= nodes.Count;

    public Node Next() => _at < nodes.Count ? nodes[_at++] : throw RedshiftErrorException.EndOfInput();

    /// <summary>Takes these words if they are next, all of them in this order.</summary>
    public bool Take(params ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (_at + i >= nodes.Count || !nodes[_at + i].Is(words[i]))
            {
                return false;
            }
        }

        _at += words.Length;
        return true;
    }

    public string? TakeAny(params ReadOnlySpan<string> words)
    {
        if (Peek is not { } node || !node.IsAny(words))
        {
            return null;
        }

        _at++;
        return node.Text;
    }

    public bool TakeSymbol(string symbol)
    {
        if (Peek is not { } node || !node.IsSymbol(symbol))
        {
            return false;
        }

        _at++;
        return true;
    }

    public Node? TakeGroup() => Peek is { IsGroup: true } group && _at++ >= 0 ? group : null;

    public void Expect(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            var node = Next();
            if (!node.Is(word))
            {
                throw node.SyntaxError();
            }
        }
    }

    public Node ExpectGroup() => TakeGroup() ?? throw Unexpected();

    public string ExpectText() => Next() is { Kind: NodeKind.Text } text ? text.Text : throw Behind();

    public string ExpectName() => Next() is { IsName: true } name ? name.Text : throw Behind();

    /// <summary><c>table</c>, <c>schema.table</c>; the database may stand before it.</summary>
    public RelationName ExpectRelation()
    {
        var parts = new List<string> { ExpectName() };
        while (parts.Count < 3 && TakeSymbol("."))
        {
            parts.Add(ExpectName());
        }

        return new RelationName(parts.Count > 1 ? parts[^2] : null, parts[^1]);
    }

    /// <summary>All that is left up to a keyword of this level, or to the end.</summary>
    public IReadOnlyList<Node> Until(string word)
    {
        var end = nodes.FindWord(word, _at);
        var range = nodes.Range(_at, end);
        _at = end;
        return range;
    }

    public IReadOnlyList<Node> Rest()
    {
        var range = nodes.Range(_at, nodes.Count);
        _at = nodes.Count;
        return range;
    }

    public void ExpectEnd()
    {
        if (!AtEnd)
        {
            throw Unexpected();
        }
    }

    public RedshiftErrorException Unexpected() => Peek?.SyntaxError() ?? RedshiftErrorException.EndOfInput();

    private RedshiftErrorException Behind() => nodes[_at - 1].SyntaxError();
}
