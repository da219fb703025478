namespace StatesLanguage;

/// <summary>All that an execution reaches outside itself.</summary>
public sealed record ExecutionPorts
{
    public required ITaskRunner Tasks { get; init; }

    public required IExecutionClock Clock { get; init; }

    /// <summary>For the ItemReader and the ResultWriter of a distributed Map.</summary>
    public required IMapStore Objects { get; init; }

    /// <summary>For jitter, States.MathRandom, States.UUID and the names of a Map Run's executions. With a seed, the run can be repeated.</summary>
    public required Random Random { get; init; }

    public required IExecutionObserver Observer { get; init; }
}
