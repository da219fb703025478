using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Sparkify.Ingestion.Statements;
using Sparkify.RedshiftOnDuckDb.Dialect;

namespace Sparkify.RedshiftOnDuckDb;

/// <summary>
/// One batch from its submit to its end, and what can be said of it meanwhile.
/// </summary>
/// <remarks>
/// | status    | sub-statements                                                             | the database            |
/// | Submitted | Submitted                                                                  | untouched               |
/// | Started   | Finished before the one that is Started, Submitted behind it               | the batch's transaction |
/// | Finished  | Finished                                                                   | committed               |
/// | Failed    | Finished, then one Failed with its error, then Aborted                     | rolled back             |
/// | Aborted   | Finished, then Aborted                                                     | rolled back             |
/// </remarks>
[SuppressMessage(
    "Reliability",
    "CA1001",
    Justification = "A cancellation source without a timer or a wait handle holds nothing to give back, and Abort may come after the end.")]
internal sealed class BatchRun(string id, StatementBatch batch, TimeProvider time)
{
    /// <summary>The Data API's words, typing error included, for a statement that never ran.</summary>
    private const string NeverRan = "Connection or an prior query failed.";

    private readonly Lock _lock = new();
    private readonly string _name = batch.Name;
    private readonly byte[] _hash = HashOf(batch);
    private readonly Sub[] _subs = [.. batch.Statements.Select(_ => new Sub())];
    private readonly CancellationTokenSource _abort = new();
    private readonly List<TaskCompletionSource> _waiting = [];
    private StatementStatus _status = StatementStatus.Submitted;
    private bool _isOver;

    /// <summary>Let go at the end, a day before the rest of what is kept.</summary>
    private IReadOnlyList<string> _statements = batch.Statements;
    private string? _error;
    private int _pid;
    private long _startedAt;
    private TimeSpan _duration;

    public string Id => id;

    public string ClientToken { get; } = batch.ClientToken;

    /// <summary>Whether it is this batch that was submitted: the same statements.</summary>
    public bool IsOf(StatementBatch other) => HashOf(other).AsSpan().SequenceEqual(_hash);

    public DateTimeOffset CreatedAt { get; } = time.GetUtcNow();

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Whether the batch vanished with its process.</summary>
    public bool HasVanished { get; private set; }

    /// <summary>Whether it has a COPY into a table that stays: temporary ones have no schema.</summary>
    public bool Copies => _statements.Any(Translator.CopiesIntoSchema);

    public void Abort() => _abort.Cancel();

    /// <summary>Waits for the turn of this batch. False: it was stopped meanwhile.</summary>
    public async Task<bool> WaitAsync(SemaphoreSlim turn)
    {
        try
        {
            await turn.WaitAsync(_abort.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Waits for the end of the batch and of what it holds, but no longer than this.</summary>
    public async Task EndAsync(TimeSpan most, CancellationToken cancellationToken)
    {
        // Awaited itself, and by nothing that would go on elsewhere: a simulation keeps to one thread.
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_isOver || most == TimeSpan.Zero)
            {
                return;
            }

            _waiting.Add(over);
        }

        using var timer = time.CreateTimer(_ => over.TrySetResult(), null, most, Timeout.InfiniteTimeSpan);
        await using var stopped = cancellationToken.Register(() => over.TrySetCanceled(cancellationToken));
        try
        {
            await over.Task;
        }
        finally
        {
            Change(() => _waiting.Remove(over));
        }
    }

    /// <summary>Whoever waits goes on: nothing of the batch is left.</summary>
    public void LetGo()
    {
        List<TaskCompletionSource> waiting = [];
        Change(() =>
        {
            _isOver = true;
            waiting.AddRange(_waiting);
        });
        waiting.ForEach(over => over.TrySetResult());
    }

    public StatementReport Report()
    {
        lock (_lock)
        {
            return new StatementReport
            {
                Id = id,
                Status = _status,
                Error = _error,
                Pid = _pid,
                CreatedAt = CreatedAt,
                Duration = _status is StatementStatus.Started ? time.GetElapsedTime(_startedAt) : _duration,
                SubStatements = [.. _subs.Select((sub, i) => new SubStatementReport(
                    $"{id}:{i + 1}", sub.Status, sub.Error, sub.Rows, sub.Duration, sub.Result is not null))],
            };
        }
    }

    /// <summary>A sub-statement's result; null where it has none, or the batch did not finish.</summary>
    public StatementResult? Result(int number)
    {
        lock (_lock)
        {
            return _status is StatementStatus.Finished && number >= 1 && number <= _subs.Length ? _subs[number - 1].Result : null;
        }
    }

    public async Task RunAsync(Func<BatchSession> open, IStatementGate? gate)
    {
        using var session = open();
        Change(() => (_status, _pid, _startedAt) = (StatementStatus.Started, session.Pid, time.GetTimestamp()));
        var isCommitted = false;
        try
        {
            await StepAsync(gate, StepKind.Begin, 0, "", () => Task.CompletedTask);
            for (var number = 1; number <= _subs.Length; number++)
            {
                await RunStatementAsync(session, gate, number);
            }

            await StepAsync(gate, StepKind.Commit, _subs.Length + 1, "", () =>
            {
                session.Commit();
                isCommitted = true;
                return Task.CompletedTask;
            });
            End(session, StatementStatus.Finished, null);
        }
        catch (Exception failure)
        {
            HasVanished = failure is StatementFaultException { Kind: FaultKind.Vanished };
            try
            {
                if (!isCommitted)
                {
                    session.Rollback(keepLoads: !HasVanished);
                }
            }
            finally
            {
                EndBadly(session, failure);
            }
        }
    }

    private async Task RunStatementAsync(BatchSession session, IStatementGate? gate, int number)
    {
        var sub = _subs[number - 1];
        var sql = _statements[number - 1];
        var startedAt = time.GetTimestamp();
        Change(() => sub.Status = StatementStatus.Started);
        var outcome = new StatementOutcome(0, null);
        await StepAsync(gate, StepKind.Statement, number, sql, async () => outcome = await session.ExecuteAsync(sql, _abort.Token));
        Change(() => (sub.Status, sub.Rows, sub.Result, sub.Duration) = (
            StatementStatus.Finished, outcome.Rows, outcome.Result, time.GetElapsedTime(startedAt)));
    }

    private async Task StepAsync(IStatementGate? gate, StepKind kind, int number, string sql, Func<Task> effect)
    {
        var step = new StatementStep(id, _name, kind, number, sql);
        _abort.Token.ThrowIfCancellationRequested();
        if (gate is not null)
        {
            await gate.BeforeAsync(step);
        }

        _abort.Token.ThrowIfCancellationRequested();
        await effect();
        if (gate is not null)
        {
            await gate.AfterAsync(step);
        }
    }

    private void EndBadly(BatchSession session, Exception failure)
    {
        var isAborted = failure is OperationCanceledException or StatementFaultException { Kind: FaultKind.Aborted };
        var message = failure switch
        {
            RedshiftErrorException or StatementFaultException => failure.Message,
            OutOfMemoryException => DuckDbErrors.OutOfMemory(failure.Message),
            OperationCanceledException => "ERROR: Query (150) cancelled on user's request",
            _ => $"ERROR: {failure.Message}",
        };
        var at = Array.FindIndex(_subs, sub => sub.Status is StatementStatus.Started);
        Change(() =>
        {
            for (var i = 0; i < _subs.Length; i++)
            {
                if (_subs[i].Status is not StatementStatus.Finished)
                {
                    (_subs[i].Status, _subs[i].Error) = i == at
                        ? (isAborted ? StatementStatus.Aborted : StatementStatus.Failed, message)
                        : (StatementStatus.Aborted, NeverRan);
                }
            }
        });
        End(
            session,
            isAborted ? StatementStatus.Aborted : StatementStatus.Failed,
            at < 0 ? message : $"Query #{at + 1} failed with {message}");
    }

    /// <summary>Whoever sees the end finds the locks free.</summary>
    private void End(BatchSession session, StatementStatus status, string? error)
    {
        session.Dispose();
        Change(() =>
        {
            (_status, _error, _duration) = (status, error, time.GetElapsedTime(_startedAt));
            _statements = [];
            EndedAt = time.GetUtcNow();
        });
    }

    /// <summary>Each text comes with its length: the same characters parted otherwise are other statements.</summary>
    private static byte[] HashOf(StatementBatch batch)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var text in batch.Statements.Select(Encoding.UTF8.GetBytes))
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
            hash.AppendData(length);
            hash.AppendData(text);
        }

        return hash.GetHashAndReset();
    }

    private void Change(Action change)
    {
        lock (_lock)
        {
            change();
        }
    }

    private sealed class Sub
    {
        public StatementStatus Status { get; set; } = StatementStatus.Submitted;
        public string? Error { get; set; }
        public long Rows { get; set; } = -1;
        public TimeSpan Duration { get; set; }
        public StatementResult? Result { get; set; }
    }
}
