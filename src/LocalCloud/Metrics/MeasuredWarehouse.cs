using Sparkify.Ingestion.Metrics;
using Sparkify.Ingestion.Statements;

namespace Sparkify.LocalCloud.Metrics;

/// <summary>
/// AWS/Redshift-Serverless: the seconds in which statements ran, written when a batch is first seen to have ended. Seconds in which two ran
/// count once.
/// </summary>
/// <remarks>
/// Redshift reports RPU-seconds, and bills at least 60 seconds each time it wakes:
/// https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-billing.html. Here one processing unit is this machine.
/// </remarks>
internal sealed class MeasuredWarehouse(IWarehouse inner, MetricStore metrics, string workgroup) : IWarehouse
{
    public const string Namespace = "AWS/Redshift-Serverless";

    private readonly Lock _lock = new();
    private readonly HashSet<string> _running = [];
    private readonly CountedTime _counted = new();

    public async Task<string> SubmitAsync(StatementBatch batch, CancellationToken cancellationToken)
    {
        var id = await inner.SubmitAsync(batch, cancellationToken);
        lock (_lock)
        {
            _running.Add(id);
        }

        return id;
    }

    public async Task<StatementReport> DescribeAsync(string statementId, TimeSpan wait, CancellationToken cancellationToken)
    {
        var report = await inner.DescribeAsync(statementId, wait, cancellationToken);
        if (report.HasEnded && Count(report) is { } seconds)
        {
            metrics.Emit(Namespace, [("Workgroup", workgroup)], ("ComputeSeconds", MetricUnit.Seconds, seconds));
        }

        return report;
    }

    public Task<ResultPage> FetchAsync(string statementId, string? nextToken, CancellationToken cancellationToken) =>
        inner.FetchAsync(statementId, nextToken, cancellationToken);

    /// <summary>Null where it was counted before.</summary>
    private double? Count(StatementReport report)
    {
        lock (_lock)
        {
            if (!_running.Remove(report.Id))
            {
                return null;
            }

            return _counted.Add(report.CreatedAt, report.CreatedAt + report.Duration).TotalSeconds;
        }
    }
}
