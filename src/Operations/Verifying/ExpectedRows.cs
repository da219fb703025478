using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.Operations.Verifying;

/// <summary>
/// The rows that the run's files must give, written down in <c>rows/</c> by hand: a file for each table, a column for the claim whose row
/// it is, and the table's own. A play's id is the MD5 of what is written there for it.
/// </summary>
internal sealed class ExpectedRows
{
    private readonly Dictionary<string, List<(string Claim, string[] Cells)>> _tables = [];

    private ExpectedRows()
    {
    }

    public static ExpectedRows Read(VerifiedRows rows)
    {
        var expected = new ExpectedRows();
        foreach (var table in rows.Questions.Keys)
        {
            expected._tables[table] =
            [
                .. VerifiedFiles.Read($"rows/{table}.tsv", rows).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
                    .Select(line => line.Split('\t'))
                    .Select(cells => (cells[0], cells[1..]))
                    .Select(row => table is "songplays" ? (row.Item1, [PlayId(row.Item2[0]), .. row.Item2[1..]]) : row),
            ];
        }

        return expected;
    }

    /// <summary>Of a table: the claim whose row each is, and its values as text.</summary>
    public IReadOnlyList<(string Claim, string[] Cells)> Rows(string table) => _tables[table];

    /// <summary>Holds a table against them.</summary>
    /// <returns>What is wrong, by the id of the claim that it is held against.</returns>
    public IEnumerable<(string Claim, string Words)> Compare(string table, QueryResult found)
    {
        var rows = found.Rows.Select(row => row.Select(value => value is null ? "NULL" : AnswerText.Of(value)).ToArray())
            .ToLookup(row => row[0], Shown);
        foreach (var (claim, cells) in _tables[table])
        {
            switch (rows[cells[0]].ToList())
            {
                case []:
                    yield return (claim, $"{table} lacks the row {Shown(cells)}");
                    break;
                case [var row] when row == Shown(cells):
                    break;
                case [var row]:
                    yield return (claim, $"{table} has the row {row}, and should have {Shown(cells)}");
                    break;
                case { Count: var count }:
                    yield return (claim, $"{table} has {count} rows in the place of the one {Shown(cells)}");
                    break;
            }
        }

        var keys = _tables[table].Select(row => row.Cells[0]).ToHashSet(StringComparer.Ordinal);
        foreach (var other in rows.Where(same => !keys.Contains(same.Key)).SelectMany(same => same))
        {
            yield return (Claims.NoOtherRows.Id, $"{table} has the row {other}");
        }
    }

    /// <summary>How many rows of how many tables a claim has.</summary>
    public string Count(string claim)
    {
        var counts = _tables.Select(table => (table.Key, Rows: table.Value.Count(row => row.Claim == claim))).Where(of => of.Rows > 0);
        return string.Join(", ", counts.Select(of => $"{of.Rows} of {of.Key}"));
    }

    private static string Shown(string[] cells) => string.Join(" | ", cells);

    [SuppressMessage("Security", "CA5351", Justification = "The data rules say so; nothing is protected by it.")]
    private static string PlayId(string identity) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(identity)));
}
