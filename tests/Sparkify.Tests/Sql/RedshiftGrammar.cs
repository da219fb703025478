using Sparkify.RedshiftOnDuckDb;
using Sparkify.RedshiftOnDuckDb.Dialect;

namespace Sparkify.Tests.Sql;

/// <summary>What Redshift's documentation says of a statement's text, as far as other databases and parsers are laxer.</summary>
/// <remarks>
/// Each check answers with complaints, in words. A statement that none complains of may still be refused for what it means.
/// </remarks>
internal static class RedshiftGrammar
{
    private static readonly IReadOnlyList<Func<IReadOnlyList<Node>, IEnumerable<string>>> Checks =
    [
        StatementKinds.Complaints,
        MergeGrammar.Complaints,
        CopyGrammar.Complaints,
        FunctionCalls.Complaints,
        ReservedWords.Complaints,
        ColumnTypes.Complaints,
        Unsupported.Complaints,
    ];

    public static IReadOnlyList<string> Complaints(string sql)
    {
        try
        {
            var nodes = Tokenizer.Read(sql);
            return [.. Checks.SelectMany(check => check(nodes))];
        }
        catch (RedshiftErrorException failure)
        {
            return [failure.Message];
        }
    }

    /// <summary>Every level of a statement: its own, and that of each pair of parentheses.</summary>
    public static IEnumerable<IReadOnlyList<Node>> Levels(this IReadOnlyList<Node> nodes) =>
        nodes.Where(node => node.IsGroup).SelectMany(group => group.Inner.Levels()).Prepend(nodes);

    /// <summary>Every token, without the parentheses.</summary>
    public static IEnumerable<Node> Tokens(this IReadOnlyList<Node> nodes) =>
        nodes.Levels().SelectMany(level => level.Where(node => !node.IsGroup));
}
