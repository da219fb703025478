using Sparkify.Ingestion.Statements;

namespace Sparkify.Functions.Statements;

/// <summary>Waits for the end of a batch.</summary>
public static class BatchEnd
{
    /// <summary>Asks after a batch until it has ended, or too little is left of the time to wait.</summary>
    /// <param name="left">Asked before each question.</param>
    /// <exception cref="Ingestion.Failures.StatementLostException">The warehouse does not know it (any more).</exception>
    public static async Task<StatementReport> AwaitAsync(
        IWarehouse warehouse, string id, TimeProvider time, Func<TimeSpan> left, CancellationToken cancellationToken)
    {
        for (var asked = 0; ; asked++)
        {
            var wait = Least(IWarehouse.LongestWait, left());
            var askedAt = time.GetTimestamp();
            var report = await warehouse.DescribeAsync(id, wait, cancellationToken);
            if (report.HasEnded || left() < IWarehouse.ShortestWait)
            {
                return report;
            }

            // An answer before its time: others wait already, and this one may not.
            if (time.GetElapsedTime(askedAt) < wait)
            {
                await Task.Delay(Least(TimeSpan.FromSeconds(StatementCheck.PauseSeconds(asked)), left()), time, cancellationToken);
            }
        }
    }

    /// <summary>In whole seconds, as the Data API waits.</summary>
    private static TimeSpan Least(TimeSpan one, TimeSpan other) =>
        TimeSpan.FromSeconds(Math.Floor((one < other ? one : other).TotalSeconds));
}
