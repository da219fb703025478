using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.Operations.Asking;

/// <summary>
/// A warehouse as one who asks has it: queries, <c>SHOW TABLES</c> and <c>DESCRIBE</c>; and where a query names a table that is not there,
/// those that are.
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
        while (await NextAsync(pages, cancellationToken))
        {
            yield return pages.Current;
        }
    }

    private async Task<bool> NextAsync(IAsyncEnumerator<QueryResult> pages, CancellationToken cancellationToken)
    {
        try
        {
            return await pages.MoveNextAsync();
        }
        catch (WarehouseRefusedException refused) when (NoRelation().Match(refused.Message) is { Success: true } missing)
        {
            throw new WarehouseRefusedException(
                $"{refused.Message.TrimEnd('.')}. {await ThoseThatAreAsync(missing.Groups["name"].Value, cancellationToken)}", refused);
        }
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

    /// <summary>It explains another error, so that what goes wrong here is not said.</summary>
    private async Task<string> ThoseThatAreAsync(string wanted, CancellationToken cancellationToken)
    {
        try
        {
            return ThoseThatAre(wanted, await ListAsync(cancellationToken));
        }
        catch (WarehouseRefusedException)
        {
            return "SHOW TABLES lists those that there are.";
        }
    }

    private static string ThoseThatAre(string wanted, IReadOnlyList<(string Schema, string Name)> all)
    {
        var bare = wanted[(wanted.LastIndexOf('.') + 1)..].ToLowerInvariant();
        var names = all.Where(relation => relation.Schema != OfLoads || wanted.StartsWith($"{OfLoads}.", StringComparison.OrdinalIgnoreCase)
                || NearNames.IsNear(relation.Name, bare))
            .OrderBy(relation => NearNames.Distance(relation.Name, bare))
            .Select(relation => relation.Schema is "public" ? relation.Name : $"{relation.Schema}.{relation.Name}");
        return $"There are {string.Join(", ", names)}. SHOW TABLES lists all.";
    }

    private async Task<IReadOnlyList<(string Schema, string Name)>> ListAsync(CancellationToken cancellationToken) =>
        [.. QueryResult.Of(await stack.AskAsync(SqlCatalog.Catalog.ListRelations.Render(), cancellationToken).ToListAsync(cancellationToken))
            .Named.Select(row => (row.Text("schema_name"), row.Text("table_name")))];

    [GeneratedRegex(@"\A\s*(show\s+tables|\\dt?)\s*\z", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Tables();

    [GeneratedRegex(
        @"\A\s*(describe|desc|\\d)\s+(?<name>(""?\w+""?\.)?""?\w+""?)\s*\z", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Description();

    [GeneratedRegex("relation \"(?<name>[^\"]+)\" does not exist")]
    private static partial Regex NoRelation();
}
