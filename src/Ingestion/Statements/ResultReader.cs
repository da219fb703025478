using System.Globalization;

namespace Sparkify.Ingestion.Statements;

/// <summary>What is often asked of an <see cref="IWarehouse"/>.</summary>
public static class ResultReader
{
    /// <summary>What is known of a batch now.</summary>
    /// <exception cref="Failures.StatementLostException">As where it waits.</exception>
    public static Task<StatementReport> DescribeAsync(
        this IWarehouse warehouse, string statementId, CancellationToken cancellationToken) =>
        warehouse.DescribeAsync(statementId, TimeSpan.Zero, cancellationToken);

    /// <summary>All rows of the n-th statement of a batch, n from 1.</summary>
    public static async Task<IReadOnlyList<ResultRow>> ReadAsync(
        this IWarehouse warehouse, string batchId, int number, CancellationToken cancellationToken)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{batchId}:{number}");
        var rows = new List<ResultRow>();
        IReadOnlyList<string>? columns = null;
        string? token = null;
        do
        {
            var page = await warehouse.FetchAsync(id, token, cancellationToken);
            columns ??= page.Columns; // those of the first page: nobody promises that another one repeats them
            rows.AddRange(page.Rows.Select(row => new ResultRow(columns, row)));
            token = page.NextToken;
        }
        while (token is not null);

        return rows;
    }
}
