namespace Sparkify.Tests.Winners;

/// <summary>What a term of an order looks at.</summary>
internal enum TermKind
{
    Value,

    /// <summary>A number that counts as 0 where it is unknown.</summary>
    ValueOrZero,

    Length,

    /// <summary>Whether all of its columns have a value.</summary>
    Given,
}

/// <summary>A term of the order that picks a winner, in the names of the data rules.</summary>
/// <param name="Columns">One; or several, of which all must be given.</param>
internal sealed record OrderTerm(TermKind Kind, IReadOnlyList<string> Columns, bool Descending)
{
    public override string ToString() => $"{Kind} of {string.Join(" and ", Columns)}{(Descending ? ", highest first" : "")}";
}
