using System.Text;
using Sparkify.Ingestion.Statements;
using Sparkify.RedshiftOnDuckDb.Dialect;

namespace Sparkify.Tests.Sql;

/// <summary>What a batch of the Data API may hold, and in which order a merge must do things.</summary>
/// <remarks>
/// The limits: https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_BatchExecuteStatement.html and
/// https://docs.aws.amazon.com/redshift/latest/mgmt/data-api.html. A transaction's snapshot is taken at its first statement but LOCK:
/// https://docs.aws.amazon.com/redshift/latest/dg/c_serial_isolation.html.
/// </remarks>
internal static class BatchRules
{
    public static IEnumerable<string> Complaints(IReadOnlyList<string> batch)
    {
        if (batch.Count is < 1 or > StatementBatch.MostStatements)
        {
            yield return $"a batch has 1 to {StatementBatch.MostStatements} statements, and this one {batch.Count}";
        }

        foreach (var sql in batch.Where(sql => Encoding.UTF8.GetByteCount(sql) >= StatementBatch.MostBytes))
        {
            yield return $"a statement has less than {StatementBatch.MostBytes} bytes, and this one {Encoding.UTF8.GetByteCount(sql)}";
        }

        var statements = batch.Select(Tokenizer.Read).ToList();
        // The first batch of a new warehouse makes the lock.
        if (statements.Exists(Merges) && !statements[0][0].Is("lock") && !statements.Exists(MakesLock))
        {
            yield return "a batch that merges or writes the ledger begins with LOCK: whatever comes before takes the snapshot";
        }

        if (statements.Exists(statement => statement[0].Is("merge") && Merges(statement))
            && !(statements[1][0].Is("update") && statements[1].Any(node => node.Is("load_lock"))))
        {
            yield return "a batch that merges writes the lock as soon as it has it: an older snapshot conflicts there";
        }

        if (statements.Skip(1).Any(statement => statement[0].Is("lock")))
        {
            yield return "LOCK comes first or not at all";
        }

        foreach (var complaint in Tables(statements))
        {
            yield return complaint;
        }
    }

    /// <summary>What is not in dw is the batch's own, or a probe's.</summary>
    private static bool Merges(IReadOnlyList<Node> statement) => statement[0].Text switch
    {
        "merge" or "insert" => Relation(statement, "into") is { Schema: "dw", Name: not "schema_changes" },
        "update" => Relation(statement, "update") is { Schema: "dw" },
        "delete" => Relation(statement, "from") is { Schema: "dw" },
        _ => false,
    };

    private static bool MakesLock(IReadOnlyList<Node> statement) =>
        statement[0].Is("create") && statement.Any(node => node.Is("load_lock"));

    /// <summary>
    /// COPY and a merge into one table from two batches can wait for each other for ever: a batch copies into tables that it makes itself.
    /// </summary>
    private static IEnumerable<string> Tables(List<IReadOnlyList<Node>> statements)
    {
        var made = new HashSet<string>();
        foreach (var statement in statements)
        {
            if (statement[0].Is("create") && statement.Take(3).Any(node => node.Is("table")))
            {
                var table = Relation(statement, statement.Any(node => node.Is("exists")) ? "exists" : "table");
                if (statement[1].IsAny("temp", "temporary") && table.Schema is not null)
                {
                    yield return $"a temporary table has no schema: {table}";
                }

                if (!made.Add(table.ToString()))
                {
                    yield return $"{table} is made twice in one batch";
                }
            }

            if (statement[0].Is("alter") && statement.FindWord("rename") < statement.Count)
            {
                made.Remove(Relation(statement, "table").ToString());
            }

            if (statement[0].Is("copy") && Relation(statement, "copy") is var target && !made.Contains(target.ToString()))
            {
                yield return $"COPY into {target}, which this batch has not made";
            }
        }
    }

    private static RelationName Relation(IReadOnlyList<Node> statement, string after) =>
        new NodeCursor(statement.Range(statement.FindWord(after) + 1, statement.Count)).ExpectRelation();
}
