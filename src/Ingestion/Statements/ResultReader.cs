using System.Globalization;

namespace Sparkify.Ingestion.Statements;

/// <summary>Reads whole results through an <see cref="IWarehouse"/>.</summary>
public static class ResultReader
{
    /// <summary>All rows of the n-th statement of a batch, n from 1.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<object?>>> ReadAsync(
        this IWarehouse warehouse, string batchId, int number, CancellationToken cancellationToken)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{batchId}:{number}");
        var rows = new List<IReadOnlyList<object?>>();
        string? token = null;
        do
        {
            var page = await warehouse.FetchAsync(id, token, cancellationToken);
            rows.AddRange(page.Rows);
            token = page.NextToken;
        }
        while (token is not null);

        return rows;
    }

    /// <summary>A whole number: the Data API gives BIGINT as a long and NUMERIC, as SUM of BIGINT is, as text.</summary>
    public static long ToLong(object? value) => value switch
    {
        null => 0,
        long number => number,
        double number => (long)number,
        string text => (long)decimal.Parse(text, CultureInfo.InvariantCulture),
        _ => throw new FormatException($"'{value}' is no number"),
    };
}
