namespace Sparkify.RedshiftOnDuckDb;

/// <summary>
/// The locks of <c>LOCK TABLE</c>: one holder a table, first come first served, held to the end of the holder's transaction. A lock
/// keeps others from the same lock, not from the table: DuckDB's own conflict check does the rest.
/// </summary>
internal sealed class TableLocks
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedList<Claim>> _claims = [];

    /// <exception cref="RedshiftErrorException">The wait would never end: the holder waits for this owner.</exception>
    public Task AcquireAsync(object owner, string table, CancellationToken cancellationToken)
    {
        Claim claim;
        lock (_lock)
        {
            if (!_claims.TryGetValue(table, out var queue))
            {
                _claims[table] = queue = [];
            }

            if (queue.First is { Value: var first } && first.Owner == owner)
            {
                return Task.CompletedTask;
            }

            if (WouldDeadlock(owner, table))
            {
                throw new RedshiftErrorException("ERROR: deadlock detected");
            }

            claim = new Claim(owner, table);
            queue.AddLast(claim);
            if (queue.Count == 1)
            {
                return Task.CompletedTask;
            }
        }

        return claim.WaitAsync(cancellationToken);
    }

    /// <summary>Gives up all that an owner holds or waits for.</summary>
    public void Release(object owner)
    {
        lock (_lock)
        {
            foreach (var queue in _claims.Values)
            {
                for (var node = queue.First; node is not null;)
                {
                    var next = node.Next;
                    if (node.Value.Owner == owner)
                    {
                        queue.Remove(node);
                    }

                    node = next;
                }

                queue.First?.Value.Grant();
            }
        }
    }

    private bool WouldDeadlock(object owner, string table)
    {
        var waitedFor = table;
        while (waitedFor is not null && _claims[waitedFor].First?.Value.Owner is { } holder)
        {
            if (holder == owner)
            {
                return true;
            }

            waitedFor = _claims.Values.SelectMany(queue => queue.Skip(1)).FirstOrDefault(claim => claim.Owner == holder)?.Table;
        }

        return false;
    }

    private sealed class Claim(object owner, string table)
    {
        private readonly TaskCompletionSource _granted = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public object Owner => owner;

        public string Table => table;

        public void Grant() => _granted.TrySetResult();

        /// <summary>Goes on where the caller's scheduler lets it: <c>Task.WaitAsync</c> would go by a thread of the pool.</summary>
        public async Task WaitAsync(CancellationToken cancellationToken)
        {
            using var given = cancellationToken.Register(() => _granted.TrySetCanceled(cancellationToken));
            await _granted.Task;
        }
    }
}
