using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.Operations.Asking;

/// <summary>
/// A warehouse as one who asks has it: queries, <c>SHOW TABLES</c> and <c>DESCRIBE</c>; and where a query names a table or a column that is
/// not there, those that are.
/// </summary>
public sealed partial class Relations(IOperatedStack stack)
{
    private const string OfLoads = "dw";

    /// <summary>As <see cref="IOperatedStack.AskAsync"/>.</summary>
    /// <exception cref="WarehouseRefusedException">The statement is refused.</exception>
    public IAsyncEnumerable<QueryResult> AskAsync(string statement, CancellationToken cancellationToken) =>
        Tables().IsMatch(statement) ? stack.AskAsync(SqlCatalog.Catalog.ListRelations.Render(), cancellationToken)
        : Description().Match(statement) is { Success: true } described ? DescribeAsync(described.Groups["name"].Value, cancellationToken)
        : QueryAsync(statement, cancellationToken);

    private async IAsyncEnumerable<QueryResult> QueryAsync(string query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var pages = stack.AskAsync(query, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(pages, query, cancellationToken))
        {
            yield return pages.Current;
        }
    }

    private async Task<bool> NextAsync(IAsyncEnumerator<QueryResult> pages, string query, CancellationToken cancellationToken)
    {
        try
        {
            return await pages.MoveNextAsync();
        }
        catch (WarehouseRefusedException refused)
        {
            throw await HintAsync(refused.Message, query, cancellationToken) is { Length: > 0 } hint
                ? new WarehouseRefusedException($"{refused.Message.TrimEnd('.')}. {hint}", refused)
                : refused;
        }
    }

    /// <summary>It explains another error, so that what goes wrong here is not said.</summary>
    private async Task<string> HintAsync(string error, string query, CancellationToken cancellationToken)
    {
        try
        {
            return NoRelation().Match(error) is { Success: true } relation
                ? ThoseThatAre(relation.Groups["name"].Value, await ListAsync(cancellationToken))
                : NoColumn().Match(error) is { Success: true } column
                ? await NearAsync(column.Groups["name"].Value, query, cancellationToken)
                : "";
        }
        catch (WarehouseRefusedException)
        {
            return "";
        }
    }

    /// <summary>The columns with a name like that, of the tables that the query names.</summary>
    private async Task<string> NearAsync(string column, string query, CancellationToken cancellationToken)
    {
        var named = (await RowsAsync(SqlCatalog.Catalog.ListColumns, cancellationToken))
            .Select(row => (Table: row.Text("table_name"), Column: row.Text("column_name")))
            .Where(one => query.Contains(one.Table, StringComparison.OrdinalIgnoreCase))
            .ToList();
        var near = NearMisses.Of(column, named.Select(one => one.Column))
            .SelectMany(name => named.Where(one => one.Column == name).Select(one => $"{one.Column} of {one.Table}").Distinct());
        return string.Join(", ", near) is { Length: > 0 } names ? $"Near it: {names}" : "";
    }

    private async IAsyncEnumerable<QueryResult> DescribeAsync(string typed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var name = typed.Replace("\"", "", StringComparison.Ordinal).ToLowerInvariant();
        var all = await ListAsync(cancellationToken);
        var (schema, table) = all.FirstOrDefault(relation => relation.Name == name || $"{relation.Schema}.{relation.Name}" == name);
        if (table is null)
        {
            throw new WarehouseRefusedException($"ERROR: relation \"{name}\" does not exist. {ThoseThatAre(name, all)}");
        }

        await foreach (var page in stack.AskAsync($"SELECT * FROM \"{schema}\".\"{table}\" LIMIT 0", cancellationToken))
        {
            yield return new QueryResult(
                [new QueryColumn("column_name", "character varying"), new QueryColumn("type", "character varying")],
                [.. page.Columns.Select(IReadOnlyList<object?> (column) => [column.Name, column.Type])]);
        }
    }

    private static string ThoseThatAre(string wanted, IReadOnlyList<(string Schema, string Name)> all)
    {
        var bare = wanted[(wanted.LastIndexOf('.') + 1)..];
        List<string> near = [.. NearMisses.Of(bare, all.Select(relation => relation.Name))];
        var names = all.Where(relation => relation.Schema != OfLoads || wanted.StartsWith($"{OfLoads}.", StringComparison.OrdinalIgnoreCase)
                || near.Contains(relation.Name))
            .OrderBy(relation => near.IndexOf(relation.Name) is var at and >= 0 ? at : near.Count)
            .Select(relation => relation.Schema is "public" ? relation.Name : $"{relation.Schema}.{relation.Name}");
        return $"There are {string.Join(", ", names)}. SHOW TABLES lists all.";
    }

    private async Task<IReadOnlyList<(string Schema, string Name)>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await RowsAsync(SqlCatalog.Catalog.ListRelations, cancellationToken))
            .Select(row => (row.Text("schema_name"), row.Text("table_name")))];

    private async Task<IEnumerable<ResultRow>> RowsAsync(SqlFile file, CancellationToken cancellationToken) =>
        QueryResult.Of(await stack.AskAsync(file.Render(), cancellationToken).ToListAsync(cancellationToken)).Named;

    [GeneratedRegex(@"\A\s*(show\s+tables|\\dt?)\s*\z", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Tables();

    [GeneratedRegex(
        @"\A\s*(describe|desc|\\d)\s+(?<name>(""?\w+""?\.)?""?\w+""?)\s*\z", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Description();

    [GeneratedRegex("relation \"(?<name>[^\"]+)\" does not exist")]
    private static partial Regex NoRelation();

    [GeneratedRegex("column \"(?<name>[^\"]+)\" does not exist")]
    private static partial Regex NoColumn();
}
