using System.Globalization;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.Functions.Schema;

/// <summary>
/// Brings a warehouse to the version of <c>src/Warehouse/schema</c>: in AWS when the stack is made or changed, in the local run when a home
/// is opened.
/// </summary>
/// <param name="ask">Answers one query at once, where the warehouse can do that; null: what is asked is a batch, too.</param>
public sealed class SchemaInstaller(
    IWarehouse warehouse, BatchRunner runner, Func<string, CancellationToken, Task<QueryResult>>? ask = null)
{
    public SchemaInstaller(IWarehouse warehouse, TimeProvider time)
        : this(warehouse, new BatchRunner(warehouse, time))
    {
    }

    /// <summary>
    /// Applies the changes that the warehouse lacks, in their order, each in one transaction with its record and under the lock of the
    /// loads. On a warehouse of this version it changes nothing. One that ended half-way is gone on with.
    /// </summary>
    /// <param name="runId">Of this run: a CloudFormation request, or anything new.</param>
    /// <param name="mayUpgrade">False: a warehouse that has a schema already is left as it is.</param>
    /// <exception cref="SchemaRefusedException">The warehouse is of a newer version, or its changes are others.</exception>
    /// <exception cref="WarehouseRefusedException">A change was refused: it has left nothing, and those before it stay.</exception>
    public async Task<SchemaUpgrade> InstallAsync(string runId, CancellationToken cancellationToken, bool mayUpgrade = true)
    {
        var applied = await AppliedAsync(runId, 0, cancellationToken);
        var (before, batches) = (applied.Count, SchemaChanges.After(applied));
        for (var look = 1; batches.Count > 0 && (mayUpgrade || before == 0); look++)
        {
            try
            {
                await runner.RunAsync(batches[0].Name, runId, batches[0].Statements, cancellationToken);
                batches = [.. batches.Skip(1)];
            }
            catch (WarehouseRefusedException)
            {
                // Another one may have applied it, or this one has and the answer was lost.
                var lacking = SchemaChanges.After(await AppliedAsync(runId, look, cancellationToken));
                if (Changes(lacking) == Changes(batches))
                {
                    throw;
                }

                batches = lacking;
            }
        }

        return new SchemaUpgrade(before, SchemaChanges.All.Count - Changes(batches));
    }

    private static int Changes(IEnumerable<SchemaBatch> batches) => batches.Sum(batch => batch.Changes.Count);

    private async Task<IReadOnlyList<AppliedChange>> AppliedAsync(string runId, int look, CancellationToken cancellationToken)
    {
        var columns = await AskAsync("schema list", SchemaChanges.Find());
        if (columns.Count == 0)
        {
            return [];
        }

        var rows = await AskAsync("schema changes", SchemaChanges.Applied([.. columns.Select(row => row.Text("column_name"))]));
        return [.. rows.Select(row => new AppliedChange(row.Text("change"), row.TextOrNull("digest")))];

        async Task<IReadOnlyList<ResultRow>> AskAsync(string name, string question)
        {
            if (ask is not null)
            {
                return [.. (await ask(question, cancellationToken)).Named];
            }

            // The answer changes with every change: each look is a submission of its own.
            var report = await runner.RunAsync(
                string.Create(CultureInfo.InvariantCulture, $"{name} {look}"), runId, [question], cancellationToken);
            return await warehouse.ReadAsync(report.Id, StatementBatch.OnlyStatement, cancellationToken);
        }
    }
}

/// <summary>What an installation met and what it left.</summary>
/// <param name="Before">Changes that the warehouse had; 0: it was new.</param>
/// <param name="After">Changes that it has.</param>
public sealed record SchemaUpgrade(int Before, int After)
{
    /// <summary>Whether the warehouse lacks changes of this version: it may not be upgraded by who opened it.</summary>
    public bool IsBehind => After < SchemaChanges.All.Count;

    /// <summary>Whether a warehouse of an earlier version was changed.</summary>
    public bool IsUpgrade => Before > 0 && After > Before;

    /// <summary>The schema that it had, by its newest change.</summary>
    public string From => SchemaChanges.All[Before - 1].Name;

    public string To => SchemaChanges.All[After - 1].Name;
}
