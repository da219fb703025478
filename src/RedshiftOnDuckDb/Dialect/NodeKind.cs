namespace Sparkify.RedshiftOnDuckDb.Dialect;

internal enum NodeKind
{
    /// <summary>A keyword or a plain name, folded to lower case as Redshift does.</summary>
    Word,

    /// <summary>A name in double quotes, without them; folded too, which is Redshift's default.</summary>
    Quoted,

    /// <summary>A string literal's value.</summary>
    Text,
    Number,
    Symbol,

    /// <summary>A pair of parentheses and what is between them.</summary>
    Group,
}
