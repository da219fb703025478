using CsCheck;
using Sparkify.Ingestion.Statements;
using Sparkify.Operations.Verifying;
using Sparkify.Warehouse;

namespace Sparkify.Tests.Verifying;

/// <summary>The tables as they must be, and with one thing wrong: no more and no less is found.</summary>
public sealed class ExpectedRowsTests
{
    private static readonly VerifiedRows Rows = new(1_234_567);

    private static readonly ExpectedRows Expected = ExpectedRows.Read(Rows);

    [Fact]
    public void One_row_that_is_wrong_is_found_and_held_against_its_claim() => Gen.Select(
        Gen.Int[0, Rows.Questions.Count - 1], Gen.Int[0, 1_000], Gen.Int[0, 1_000], Gen.Enum<Wrong>()).Sample((number, at, within, wrong) =>
    {
        var table = Rows.Questions.Keys.ElementAt(number);
        var rows = Expected.Rows(table).ToList();
        var (claim, cells) = rows[at % rows.Count];
        var found = rows.Select(row => row.Cells).ToList();
        var changed = cells.Select((cell, i) => i == 1 + (within % (cells.Length - 1)) ? cell + "?" : cell).ToArray();
        switch (wrong)
        {
            case Wrong.Gone: found.Remove(cells); break;
            case Wrong.Twice: found.Add(cells); break;
            case Wrong.Changed: found[at % rows.Count] = changed; break;
            case Wrong.Other: found.Add([cells[0] + "?", .. cells[1..]]); break;
        }

        Assert.Empty(Expected.Compare(table, Answer(rows.Select(row => row.Cells))));
        var fault = Assert.Single(Expected.Compare(table, Answer(found)));
        Assert.Equal(wrong is Wrong.Other ? Claims.NoOtherRows.Id : claim, fault.Claim);
        Assert.StartsWith($"{table} ", fault.Words, StringComparison.Ordinal);
    });

    /// <summary>A row of no claim would be held against none.</summary>
    [Fact]
    public void Every_row_is_of_a_claim_and_every_table_has_some() => Assert.All(Rows.Questions.Keys, table =>
    {
        Assert.NotEmpty(Expected.Rows(table));
        Assert.Subset(Claims.All.Select(claim => claim.Id).ToHashSet(), Expected.Rows(table).Select(row => row.Claim).ToHashSet());
    });

    private static QueryResult Answer(IEnumerable<string[]> rows) => new(
        [new QueryColumn("any", "character varying")],
        [.. rows.Select(IReadOnlyList<object?> (cells) => [.. cells.Select(object? (cell) => cell is "NULL" ? null : cell)])]);

    private enum Wrong
    {
        Gone,
        Twice,
        Changed,
        Other,
    }
}
