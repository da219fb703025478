using Sparkify.Ingestion.Statements;
using Sparkify.Reference;
using Sparkify.Tests.RedshiftOnDuckDb;

namespace Sparkify.Tests.Winners;

/// <summary>
/// The orders that pick winners: they are those of docs/data-rules.md, and each term of them decides where no other does.
/// </summary>
public sealed class WinnersTests
{
    private static readonly string[] Writes = ["MERGE", "INSERT INTO dw.songplays", "INSERT INTO dw.time"];

    public static TheoryData<string> Tables => [.. SqlOrder.All.Select(order => order.Table)];

    [Fact]
    public void Every_ranking_of_rows_is_read()
    {
        var folder = Path.Combine(StandIns.Repository.Root, "src", "Warehouse", "load");
        var files = Directory.EnumerateFiles(folder, "*.sql", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("ROW_NUMBER", StringComparison.Ordinal)).Select(Path.GetFileName).Order();

        Assert.Equal(files, SqlOrder.All.Select(order => order.File).Order());
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void The_order_is_that_of_the_data_rules_and_ends_with_the_stored_row(string table)
    {
        var order = SqlOrder.All.Single(order => order.Table == table);
        var worded = WordedOrders.Of(table).Select(term => $"{term}").ToList();
        var written = order.Terms.SkipLast(1).Select(term => $"{order.Read(term)}").ToList();

        Assert.Equal(SqlOrder.StoredFirst, order.Terms[^1]);
        Assert.True(
            worded.SequenceEqual(written),
            $"the order of {table} is, in docs/data-rules.md:\n  {string.Join("\n  ", worded)}\n"
            + $"and in {order.File}:\n  {string.Join("\n  ", written)}");
    }

    /// <summary>Else two rows are equal in all terms and yet not the same, and which of them wins is chance.</summary>
    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_column_that_a_winner_keeps_is_in_its_order(string table)
    {
        var order = SqlOrder.All.Single(order => order.Table == table);

        Assert.All(order.Kept.SelectMany(column => Meant(table, column)), column => Assert.True(
            order.Terms.Any(term => term.StartsWith($"{column} ", StringComparison.Ordinal)),
            $"{order.File} keeps {column}, and no term of its ORDER BY is {column}"));
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Each_term_decides_where_no_other_does(string table)
    {
        var files = new WinnerFiles(table);

        Assert.Equal([], await WrongAsync(files, sql => sql));
        Assert.InRange(files.Cases, WordedOrders.Of(table).Count, 100);
    }

    /// <summary>
    /// Shows that the cases find an order with two terms swapped, with one left out, and with one turned round. It takes minutes, so it
    /// runs when it is asked for: <c>-explicit only</c>.
    /// </summary>
    [Theory(Explicit = true)]
    [MemberData(nameof(Tables))]
    public async Task Every_order_that_is_wrong_in_one_term_is_found_out(string table)
    {
        var order = SqlOrder.All.Single(order => order.Table == table);
        var files = new WinnerFiles(table);
        var survivors = new List<string>();
        var mutants = OrderMutants.Of(order).ToList();
        foreach (var (name, text) in mutants)
        {
            if (await WrongAsync(files, sql => sql.Replace(order.Text, text, StringComparison.Ordinal)) is [])
            {
                survivors.Add(name);
            }
        }

        TestContext.Current.SendDiagnosticMessage($"{table}: {mutants.Count - survivors.Count} of {mutants.Count} found out");
        Assert.Equal(OrderMutants.Same(table), survivors);
    }

    /// <summary>What is wrong after the product's statements, changed in this way, loaded these files and then all of them again.</summary>
    private static async Task<List<string>> WrongAsync(WinnerFiles files, Func<string, string> change)
    {
        await using var run = await WarehouseRun.OpenAsync();
        await run.PrepareAsync();
        for (var i = 0; i < files.Batches.Count; i++)
        {
            await MergeAsync(run, $"load{i}", files.Batches[i], change);
        }

        var comparison = Comparison.Of(StarSchema.Of(files.Batches).Tables, await run.StarAsync());
        var wrong = comparison.Tables.SelectMany(table => table.Lines).Select(line => $"{line}: {files.ShownBy(line)}").ToList();
        for (var i = 0; i < files.Batches.Count; i++)
        {
            var again = await MergeAsync(run, $"again{i}", files.Batches[i], change);
            wrong.AddRange(again.Where(merge => merge.Rows != 0).Select(merge => $"{merge.Rows} rows were written again: {merge.Sql}"));
        }

        return wrong;
    }

    /// <summary>The statements that write a table of the star schema or the dictionary, and how many rows each wrote.</summary>
    private static async Task<List<(string Sql, long Rows)>> MergeAsync(
        WarehouseRun run, string load, SourceFile file, Func<string, string> change)
    {
        var rows = await run.StageAsync(load, file.Dataset, [file]);
        List<string> statements = [.. run.MergeStatements(load, file.Dataset, rows).Select(change)];
        var report = await run.RunAsync(statements);
        Assert.True(report.Status is StatementStatus.Finished, report.Error);
        return
        [
            .. statements.Zip(report.SubStatements, (sql, statement) => (sql, statement.Rows))
                .Where(write => Writes.Any(word => write.sql.StartsWith(word, StringComparison.Ordinal))),
        ];
    }

    /// <summary>A track stands for its three words; of two rows of the dictionary under one key the words are the same.</summary>
    private static IEnumerable<string> Meant(string table, string column) => (table, column) switch
    {
        ("songplays", "track_id") => ["song", "artist", "length"],
        ("tracks", "title" or "artist_name" or "length") => [],
        _ => [column],
    };
}
