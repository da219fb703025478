namespace Sparkify.Operations;

/// <summary>A message as its queue holds it.</summary>
public sealed record QueueMessage
{
    public required string Id { get; init; }
    public required string Body { get; init; }
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Hidden until then; from then on it may be received.</summary>
    public required DateTimeOffset VisibleAt { get; init; }

    /// <summary>How often it was received so far.</summary>
    public int Receives { get; init; }
}
