using Sparkify.Ingestion.Metrics;

namespace Sparkify.Functions.Metrics;

/// <summary>Writes each line to the process's own standard output, from where Lambda takes it to the log, untouched.</summary>
/// <remarks>
/// <para>Never by Console.WriteLine: the managed runtime puts time, request and level before what is written there, or, with LogFormat
/// JSON, wraps it into an object of its own (ConsoleLoggerWriter in https://github.com/aws/aws-lambda-dotnet), and neither is the format
/// any more.</para>
/// <para>With LogFormat JSON, Lambda leaves a line that is JSON as it is, and takes one that names no level for INFO: it passes as long as
/// the functions' application log level is INFO or finer
/// (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html, .../monitoring-cloudwatchlogs-log-level.html).
/// One line is one write, so that nothing comes in between.</para>
/// </remarks>
/// <param name="stack">The name of the stack that the function is of.</param>
public sealed class StandardOutputMetrics(Stream output, string stack, TimeProvider time) : IMetrics
{
    private readonly Lock writing = new();

    public void Emit(Measurements measurements)
    {
        var line = EmbeddedMetricFormat.Write(measurements, stack, time.GetUtcNow());
        lock (writing)
        {
            output.Write(line.Span);
            output.Flush();
        }
    }
}
