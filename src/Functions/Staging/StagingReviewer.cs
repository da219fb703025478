using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Staging;
using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.Functions.Staging;

/// <summary>Reads what the staging of a load says of itself, and judges it.</summary>
internal static class StagingReviewer
{
    /// <exception cref="RowsNotConservedException">The warehouse staged another number of rows than it says it loaded.</exception>
    public static async Task<(IReadOnlyList<ListedFile> Files, StagedLoad Staged, StagingReview Review)> ReviewAsync(
        FunctionPorts ports, Load load, StatementTicket staging, CancellationToken cancellationToken)
    {
        var files = await FileList.ReadAsync(ports.Objects, load, cancellationToken);
        var staged = await StagedLoad.ReadAsync(
            ports.Warehouse,
            staging.StatementId,
            (StageBatch.RowsLoaded, StageBatch.RowsStaged, StageBatch.FilesRead, StageBatch.LoadErrors),
            cancellationToken);
        return staged.RowsLoaded == staged.RowsStaged
            ? (files, staged, StagingReview.Of(files, staged, ports.Settings.MostRejectedShare))
            : throw new RowsNotConservedException(
                $"{load.LoadId}: COPY says it loaded {staged.RowsLoaded} rows, {load.StagingTable} holds {staged.RowsStaged}");
    }
}
