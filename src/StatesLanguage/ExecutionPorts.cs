namespace StatesLanguage;

/// <summary>All that an execution reaches outside itself. Only <see cref="Tasks"/> has to be given.</summary>
public sealed record ExecutionPorts
{
    public required ITaskRunner Tasks { get; init; }

    /// <summary>The real time, unless given. With a <see cref="VirtualClock"/>, waits cost nothing.</summary>
    public IExecutionClock Clock { get; init; } = new RealClock(TimeProvider.System);

    /// <summary>For the ItemReader and the ResultWriter of a distributed Map, which fail unless it is given.</summary>
    public IMapStore Objects { get; init; } = new NoStore();

    /// <summary>
    /// For jitter, States.MathRandom, States.UUID and the names of a Map Run's executions. With a seed, the run can be repeated.
    /// </summary>
    public Random Random { get; init; } = Random.Shared;

    /// <summary>Nobody looks, unless given.</summary>
    public IExecutionObserver Observer { get; init; } = new NoObserver();

    private sealed class NoObserver : IExecutionObserver
    {
        public void OnEvent(ExecutionStart execution, HistoryEvent entry)
        {
        }
    }

    private sealed class NoStore : IMapStore
    {
        public Task<ReadOnlyMemory<byte>> GetAsync(string bucket, string key, CancellationToken cancellationToken) =>
            throw Missing(bucket, key);

        public Task PutAsync(
            string bucket, string key, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken) =>
            throw Missing(bucket, key);

        public IAsyncEnumerable<MapObject> ListAsync(string bucket, string prefix, CancellationToken cancellationToken) =>
            throw Missing(bucket, prefix);

        private static MapStoreException Missing(string bucket, string key) =>
            new($"s3://{bucket}/{key} is out of reach: this run has no store. Set ExecutionPorts.Objects to an IMapStore.");
    }
}
