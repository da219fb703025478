using Sparkify.RedshiftOnDuckDb.Dialect;

namespace Sparkify.Tests.Sql;

/// <summary>Which statements run inside a transaction and leave its end to the batch.</summary>
/// <remarks>
/// TRUNCATE commits (https://docs.aws.amazon.com/redshift/latest/dg/r_TRUNCATE.html); VACUUM, ALTER TABLE APPEND, CREATE and DROP DATABASE
/// can't run in a transaction block, each by its page of the same guide; BEGIN, COMMIT and their like are the Data API's business.
/// </remarks>
internal static class StatementKinds
{
    /// <summary>Their first words. What is not here has to be looked up first.</summary>
    private static readonly IReadOnlyList<string> Transactional =
    [
        "select", "insert into", "update", "delete from", "merge into", "copy", "lock",
        "create table", "create temp table", "create schema", "create or replace view", "create view", "create user", "drop table",
        "drop view", "drop schema", "grant",
    ];

    /// <summary>
    /// Of ALTER TABLE: what changes the type of a column can't run in a transaction block, nor can APPEND
    /// (https://docs.aws.amazon.com/redshift/latest/dg/r_ALTER_TABLE.html).
    /// </summary>
    private static readonly string[][] Alterations = [["rename", "to"], ["add", "column"], ["drop", "column"]];

    public static IEnumerable<string> Complaints(IReadOnlyList<Node> statement)
    {
        if (statement[0].Is("alter") && Alterations.Any(words => IsAlteration(statement, words)))
        {
            yield break;
        }

        var words = string.Join(' ', statement.TakeWhile(node => node.Kind is NodeKind.Word).Select(node => node.Text));
        if (!Transactional.Any(known => words == known || words.StartsWith($"{known} ", StringComparison.Ordinal)))
        {
            yield return $"'{words}' is not known to run in a transaction without ending it";
        }
    }

    private static bool IsAlteration(IReadOnlyList<Node> statement, string[] words)
    {
        var cursor = new NodeCursor(statement);
        cursor.Expect("alter", "table");
        cursor.ExpectRelation();
        return cursor.Take(words);
    }
}
