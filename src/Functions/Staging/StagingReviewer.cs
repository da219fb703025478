using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Staging;
using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.Functions.Staging;

/// <summary>Reads what the staging of a load and the load views say of it, and judges it.</summary>
internal static class StagingReviewer
{
    /// <param name="explaining">What the load views were asked later, answered or not; null where they were not asked.</param>
    /// <exception cref="RowsNotConservedException">The warehouse staged another number of rows than it says it loaded.</exception>
    /// <exception cref="LoadViewsSilentException">What the load views say does not add up: ask them again, later.</exception>
    /// <exception cref="RowsUnaccountedException">They were asked as often as they may be.</exception>
    public static async Task<(IReadOnlyList<ListedFile> Files, StagedLoad Staged, StagingReview Review)> ReviewAsync(
        FunctionPorts ports, Load load, StatementTicket staging, StatementTicket? explaining, CancellationToken cancellationToken)
    {
        var files = await FileList.ReadAsync(ports.Objects, load, cancellationToken);
        var batch = StagingBatch.Positions(load, staging);
        var staged = await StagedLoad.ReadAsync(
            ports.Warehouse, staging.StatementId, load.Dataset, (batch.RowsLoaded, batch.RowsStaged), cancellationToken);
        if (staged.RowsLoaded != staged.RowsStaged)
        {
            throw new RowsNotConservedException(
                $"{load.LoadId}: COPY says it loaded {staged.RowsLoaded} rows, {load.StagingTable} holds {staged.RowsStaged}");
        }

        var views = explaining?.Answers(staging) == true
            ? await LoadViews.ReadAsync(ports.Warehouse, explaining.StatementId, StageBatch.LaterViews, cancellationToken)
            : await LoadViews.ReadAsync(ports.Warehouse, staging.StatementId, batch.Views, cancellationToken);
        if (StagingReview.WhyNotBelieved(files, staged, views) is { } doubt)
        {
            throw explaining?.Attempt >= StatementCheck.MostAttempts
                ? new RowsUnaccountedException(
                    $"{load.LoadId}: {doubt}, after the load views were asked {explaining.Attempt} times: nobody knows which rows were "
                    + "refused, so nothing is merged and no file is marked. Redrive this load when the views answer")
                : new LoadViewsSilentException($"{load.LoadId}: {doubt}: the load views are asked again");
        }

        var unusable = await CloserLook.TakeAsync(ports.Objects, load.Dataset, files, staged.Unusable, cancellationToken);
        return (files, staged, StagingReview.Of(load.Dataset, files, staged, views, unusable, ports.Settings.MostRejectedShare));
    }
}
