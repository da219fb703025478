namespace Sparkify.LocalCloud.Template;

/// <summary>A function of the template, resolved for this machine.</summary>
public sealed record FunctionResource
{
    public required string Name { get; init; }
    public required string Arn { get; init; }

    /// <summary><c>Assembly::Namespace.Class::Method</c>.</summary>
    public required string Handler { get; init; }
    public required TimeSpan Timeout { get; init; }
    public required int MemoryMegabytes { get; init; }
    public required IReadOnlyDictionary<string, string> Environment { get; init; }
    public required IReadOnlyList<QueueMapping> Queues { get; init; }
}

/// <summary>An SQS event of a function: the event source mapping.</summary>
/// <param name="Queue">The queue's name.</param>
/// <param name="BatchSize">Most messages of an invocation.</param>
/// <param name="Window">How long messages are gathered before an invocation.</param>
/// <param name="ReportsFailures">The function answers with the messages it failed on (<c>ReportBatchItemFailures</c>).</param>
public sealed record QueueMapping(string Queue, int BatchSize, TimeSpan Window, bool ReportsFailures);

/// <param name="Name">The queue's name.</param>
/// <param name="Arn">What notifications and mappings call it.</param>
/// <param name="VisibilityTimeout">How long a received message is hidden.</param>
/// <param name="DeadLetterQueue">Where a message goes that was received too often; null: nowhere.</param>
/// <param name="MostReceives">The redrive policy's <c>maxReceiveCount</c>.</param>
public sealed record QueueResource(string Name, string Arn, TimeSpan VisibilityTimeout, string? DeadLetterQueue, int MostReceives);

/// <summary>A state machine of the template.</summary>
public sealed record StateMachineResource
{
    public required string Name { get; init; }
    public required string Arn { get; init; }

    /// <summary>In the States Language.</summary>
    public required string Definition { get; init; }

    /// <summary>Where the definition is written, relative to the template.</summary>
    public required string DefinitionFile { get; init; }

    /// <summary>What each <c>${Name}</c> of the definition stands for.</summary>
    public required IReadOnlyDictionary<string, string> Substitutions { get; init; }
}

/// <summary>A lifecycle rule of the bucket: objects of this prefix go so long after they were put.</summary>
public sealed record BucketExpiration(string Prefix, TimeSpan After);

/// <summary>A notification of the bucket: which new objects it sends to which queue.</summary>
public sealed record BucketNotification(string Event, string Prefix, string Suffix, string Queue)
{
    public bool Covers(string key) => key.StartsWith(Prefix, StringComparison.Ordinal) && key.EndsWith(Suffix, StringComparison.Ordinal);
}
