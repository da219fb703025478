using Sparkify.Ingestion.Statements;
using Sparkify.Proof.World;

namespace Sparkify.Proof.Sabotages;

/// <summary>Says of what would fail every file alike that it is a file's.</summary>
internal sealed class FaultLaidAtFiles(IWarehouse warehouse) : ChangedBatches(warehouse, batch => batch)
{
    private const string OfAFile = "ERROR: Load into table 'staging' failed.  Check 'sys_load_error_detail' system table for details.";

    public override async Task<StatementReport> DescribeAsync(string statementId, TimeSpan wait, CancellationToken cancellationToken)
    {
        var report = await Warehouse.DescribeAsync(statementId, wait, cancellationToken);
        return DatabaseError.FaultOf(report.Error) is DatabaseFault.Stack ? report with { Error = OfAFile } : report;
    }
}
