using Sparkify.LocalCloud;
using Sparkify.LocalCloud.Bucket;
using Sparkify.LocalCloud.Home;
using Sparkify.Operations;
using StatesLanguage;

namespace Sparkify.Page;

/// <summary>
/// What goes on in the stack, numbered: each change has the next number, and whoever knows a number gets what came after it.
/// </summary>
internal sealed class PageFeed : IDisposable
{
    /// <summary>
    /// Queues are looked at: they change by the thousand a second in a burst, and a browser wants to know twice a second.
    /// </summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    /// <summary>The latest: all of them are in the home's notices.jsonl.</summary>
    private const int MostNotices = 100;

    private readonly LocalStack _stack;
    private readonly Lock _lock = new();
    private readonly ExecutionBoard _board = new();
    private readonly Queue<(long Change, NoticeView Notice)> _notices = new();
    private readonly CancellationTokenSource _ending = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IReadOnlyList<IntakeView> _intake = [];
    private string _epoch = NewEpoch();
    private Attention _attention = Attention.None;
    private long _attentionChange;
    private long _change;
    private long _data;
    private int _readers;

    public PageFeed(LocalStack stack)
    {
        _stack = stack;
        stack.Histories.Written += OnEvent;
        stack.NoticeBoard.Published += OnNotice;
        stack.Bucket.Stored += OnStored;
        stack.Keeping.Dropped += OnDropped;
        stack.Workflows.Ended += OnEnded;
        lock (_lock)
        {
            foreach (var entry in stack.Workflows.Executions)
            {
                _board.Add(entry, ++_change);
            }
        }

        _ = Task.Run(LookAtQueuesAsync);
        _ = Task.Run(new LedgerWatch(stack, this).RunAsync);
        _ = Task.Run(() => EarlierMapRuns.Find(stack, ChangeBoard, _ending.Token));
    }

    /// <summary>
    /// Of this process, and of what the home keeps: numbers of another mean nothing here. A browser that knows another starts anew.
    /// </summary>
    public string Epoch
    {
        get
        {
            lock (_lock)
            {
                return _epoch;
            }
        }
    }

    private string Option => HomeOption.Of(_stack.Home.Called);

    public CancellationToken Ending => _ending.Token;

    /// <summary>
    /// Rises when a file or a notice comes or goes, and when an execution begins or ends: what was read of ledger, queues and tables before
    /// may be old.
    /// </summary>
    public long Data => Interlocked.Read(ref _data);

    /// <summary>Whether a browser follows the changes.</summary>
    public bool HasReaders => Volatile.Read(ref _readers) > 0;

    /// <summary>A browser follows the changes, until this is disposed.</summary>
    public IDisposable AddReader()
    {
        Interlocked.Increment(ref _readers);
        return new Reader(this);
    }

    public FeedDelta Snapshot()
    {
        lock (_lock)
        {
            return new FeedDelta(_epoch, _change, _board.Count, _board.All(), _intake, [], _attention, Option, Data);
        }
    }

    public void Set(Attention attention) =>
        ChangeBoard((_, change) => (_attention, _attentionChange) = (attention, change));

    /// <summary>What the ledger says of loads.</summary>
    public void Set(IReadOnlyList<LoadSize> loads)
    {
        lock (_lock)
        {
            if (!loads.Any(load => _board.IsNews(load)))
            {
                return;
            }
        }

        ChangeBoard((board, change) =>
        {
            foreach (var load in loads)
            {
                board.SetSize(load, change);
            }
        });
    }

    public FeedDelta Since(long change)
    {
        lock (_lock)
        {
            return new FeedDelta(
                _epoch,
                _change,
                _board.Count,
                _board.Since(change),
                _intake,
                [.. _notices.Where(notice => notice.Change > change).Select(notice => notice.Notice)],
                _attentionChange > change ? _attention : null,
                Option,
                Data);
        }
    }

    /// <summary>Ends when there is something after this number.</summary>
    public Task WhenPastAsync(long change, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _change > change ? Task.CompletedTask : _changed.Task.WaitAsync(cancellationToken);
        }
    }

    public ExecutionView? Find(string execution)
    {
        lock (_lock)
        {
            return _board.Find(execution)?.View(long.MaxValue);
        }
    }

    public void Dispose()
    {
        _stack.Histories.Written -= OnEvent;
        _stack.NoticeBoard.Published -= OnNotice;
        _stack.Bucket.Stored -= OnStored;
        _stack.Keeping.Dropped -= OnDropped;
        _stack.Workflows.Ended -= OnEnded;
        _ending.Cancel();
    }

    private void OnEvent(ExecutionStart execution, HistoryEvent entry)
    {
        if (entry.Type is "ExecutionStarted" || ExecutionRow.EndOf(entry.Type) is not null)
        {
            Interlocked.Increment(ref _data);
        }

        var subject = entry.Type is "ExecutionStarted" ? ExecutionSubject.In(entry.Input) : null;
        ChangeBoard((board, change) => board.Take(execution, entry, subject, change));
    }

    /// <summary>The list of executions has its end only now, which is after its history.</summary>
    private void OnEnded(ExecutionEntry execution)
    {
        Interlocked.Increment(ref _data);
        ChangeBoard((_, _) => { });
    }

    private void OnStored(IReadOnlyList<StoredObject> stored)
    {
        if (stored.Any(one => _stack.Notices.IsFile(one.Location.Key)))
        {
            Interlocked.Increment(ref _data);
            ChangeBoard((_, _) => { });
        }
    }

    private void OnDropped(IReadOnlySet<string> names) => ChangeBoard((board, _) =>
    {
        board.Remove(names);
        _epoch = NewEpoch();
    });

    private static string NewEpoch() => Guid.NewGuid().ToString("N")[..8];

    private void OnNotice(string? subject, string message) => ChangeBoard((_, change) =>
    {
        _notices.Enqueue((change, new NoticeView(subject, message, _stack.Clock.Now.ToUnixTimeMilliseconds())));
        while (_notices.Count > MostNotices)
        {
            _notices.Dequeue();
        }
    });

    private void ChangeBoard(Action<ExecutionBoard, long> apply)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            apply(_board, ++_change);
            (changed, _changed) = (_changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        changed.SetResult();
    }

    private async Task LookAtQueuesAsync()
    {
        using var timer = new PeriodicTimer(BetweenLooks);
        try
        {
            while (await timer.WaitForNextTickAsync(_ending.Token))
            {
                var intake = IntakeView.Read(_stack);
                if (!intake.SequenceEqual(_intake))
                {
                    Interlocked.Increment(ref _data);
                    ChangeBoard((_, _) => _intake = intake);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The page ends.
        }
    }

    private sealed class Reader(PageFeed feed) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref feed._readers);
    }
}
