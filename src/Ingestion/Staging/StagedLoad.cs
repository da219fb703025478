using System.Globalization;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Ingestion.Staging;

/// <summary>What the COPY of a load says of itself, and what its staging table holds.</summary>
public sealed record StagedLoad
{
    /// <summary>Rows that COPY says it loaded.</summary>
    public required long RowsLoaded { get; init; }

    /// <summary>The COPY's name in the load views.</summary>
    public required long CopyId { get; init; }

    /// <summary>Rows that the staging table holds.</summary>
    public required long RowsStaged { get; init; }

    /// <summary>Of these: those that no table can use.</summary>
    public UnusableRows Unusable { get; init; } = UnusableRows.None;

    /// <summary>When the first and the last staged event happened; null where none has a time.</summary>
    public DateTimeOffset? FirstEvent { get; init; }

    public DateTimeOffset? LastEvent { get; init; }

    /// <summary>Reads it from the results of the staging batch.</summary>
    /// <param name="dataset">The load's.</param>
    /// <param name="positions">Where in the batch the results stand, from 1.</param>
    /// <exception cref="StatementLostException">
    /// A batch of the version before has staged the load, and did not ask all that must be known: it is to be staged again.
    /// </exception>
    public static async Task<StagedLoad> ReadAsync(
        IWarehouse warehouse,
        string batchId,
        Dataset dataset,
        (int RowsLoaded, int RowsStaged) positions,
        CancellationToken cancellationToken)
    {
        var loaded = (await warehouse.ReadAsync(batchId, positions.RowsLoaded, cancellationToken))[0];
        if (!loaded.Has("copy_id"))
        {
            throw new StatementLostException($"{batchId} was submitted by the version before, which did not ask for the COPY's name");
        }

        var staged = (await warehouse.ReadAsync(batchId, positions.RowsStaged, cancellationToken))[0];
        return new StagedLoad
        {
            RowsLoaded = loaded.Number("rows_loaded"),
            CopyId = loaded.Number("copy_id"),
            RowsStaged = staged.Number("rows_staged"),
            Unusable = new UnusableRows
            {
                Count = staged.Number("rows_unusable"),
                Lacks = [.. RowRules.Of(dataset).Lacks.Select((_, i) => staged.Number(LackColumn(i)))],
            },
            FirstEvent = Moment(staged, "first_event"),
            LastEvent = Moment(staged, "last_event"),
        };
    }

    /// <summary>The result's column that counts the rows which lack the i-th of <see cref="RowRules.Lacks"/>.</summary>
    public static string LackColumn(int i) => string.Create(CultureInfo.InvariantCulture, $"lacks_{i + 1}");

    private static DateTimeOffset? Moment(ResultRow row, string column) =>
        row.NumberOrNull(column) is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
}
