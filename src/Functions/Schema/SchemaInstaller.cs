using System.Globalization;
using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.Functions.Schema;

/// <summary>
/// Brings a warehouse to the version of <c>src/Warehouse/schema</c>: in AWS when the stack is made or changed, in the local run before the
/// first load.
/// </summary>
public sealed class SchemaInstaller(BatchRunner runner)
{
    public SchemaInstaller(IWarehouse warehouse, TimeProvider time)
        : this(new BatchRunner(warehouse, time))
    {
    }

    /// <summary>Applies the changes in their order. On a warehouse of this version it changes nothing.</summary>
    /// <param name="runId">Of this run: a CloudFormation request, or anything new.</param>
    /// <exception cref="Sparkify.Ingestion.Failures.WarehouseRefusedException">
    /// A change was refused. Those of the batches before it stay, and applying them again is harmless.
    /// </exception>
    public async Task InstallAsync(string runId, CancellationToken cancellationToken)
    {
        var number = 0;
        foreach (var batch in SchemaChanges.Batches())
        {
            await runner.RunAsync(string.Create(CultureInfo.InvariantCulture, $"schema {++number}"), runId, batch, cancellationToken);
        }
    }
}
