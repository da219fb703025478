using Sparkify.Ingestion.Metrics;
using Sparkify.LocalCloud.Queues;

namespace Sparkify.LocalCloud.Metrics;

/// <summary>
/// AWS/SQS of one queue: how many messages can be received, and how long the oldest has been there; each stands until the next is written.
/// </summary>
/// <remarks>
/// Written before every receive, after every delete, and at most once a second while messages come.
/// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
/// </remarks>
internal sealed class QueueMetrics
{
    public const string Namespace = "AWS/SQS";

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    private readonly LocalQueue _queue;
    private readonly MetricStore _metrics;
    private readonly TimeProvider _time;
    private DateTimeOffset _writtenAt;

    private QueueMetrics(LocalQueue queue, MetricStore metrics, TimeProvider time) => (_queue, _metrics, _time) = (queue, metrics, time);

    public static void Watch(LocalQueue queue, MetricStore metrics, TimeProvider time)
    {
        var watch = new QueueMetrics(queue, metrics, time);
        queue.Arrived += watch.WriteNowAndThen;
        queue.Changing += watch.Write;
    }

    private void WriteNowAndThen()
    {
        if (_time.GetUtcNow() - _writtenAt >= Between)
        {
            Write();
        }
    }

    private void Write()
    {
        _writtenAt = _time.GetUtcNow();
        Emit(_queue, _writtenAt);
        if (_queue.DeadLetters is { } dead)
        {
            // Nothing comes there for weeks, and that is worth knowing.
            Emit(dead, _writtenAt);
        }
    }

    private void Emit(LocalQueue queue, DateTimeOffset now)
    {
        var visible = queue.Visible();
        var age = visible.Count == 0 ? 0 : Math.Max(0, (now - visible.Min(message => message.SentAt)).TotalSeconds);
        _metrics.Emit(
            Namespace,
            [("QueueName", queue.Name)],
            ("ApproximateNumberOfMessagesVisible", MetricUnit.Count, visible.Count),
            ("ApproximateAgeOfOldestMessage", MetricUnit.Seconds, age));
    }
}
