using Sparkify.LocalCloud.Template;
using Sparkify.Operations;

namespace Sparkify.LocalCloud.Queues;

/// <summary>An SQS standard queue: at least once, hidden while worked on, to the dead-letter queue when received too often.</summary>
/// <remarks>Of SQS's liberties it takes none: messages come in the order they were sent. The tests shuffle and repeat.</remarks>
public sealed class LocalQueue : IDisposable
{
    private readonly QueueResource _resource;
    private readonly QueueJournal _journal;
    private readonly TimeProvider _time;
    private readonly Lock _messagesLock = new();
    private readonly Dictionary<string, QueueMessage> _messages;

    public LocalQueue(QueueResource resource, string folder, TimeProvider time)
    {
        _resource = resource;
        _time = time;
        _journal = new QueueJournal(Path.Combine(folder, $"{resource.Name}.jsonl"));
        try
        {
            _messages = _journal.Open(time.GetUtcNow()).ToDictionary(message => message.Id, StringComparer.Ordinal);
        }
        catch
        {
            _journal.Dispose();
            throw;
        }
    }

    public string Name => _resource.Name;
    public string Arn => _resource.Arn;

    /// <summary>Where a message goes that was received <c>maxReceiveCount</c> times and comes up again.</summary>
    public LocalQueue? DeadLetters { get; set; }

    public int Count
    {
        get
        {
            lock (_messagesLock)
            {
                return _messages.Count;
            }
        }
    }

    /// <summary>Every message, hidden ones too, in the order of sending.</summary>
    public IReadOnlyList<QueueMessage> Messages
    {
        get
        {
            lock (_messagesLock)
            {
                return [.. _messages.Values];
            }
        }
    }

    /// <summary>After a send of one message or many.</summary>
    public event Action? Arrived;

    /// <summary>Before messages are received, and after some are gone.</summary>
    public event Action? Changing;

    /// <summary>All of them or, where it throws, none.</summary>
    public void Send(IEnumerable<string> bodies)
    {
        var now = _time.GetUtcNow();
        Add([.. bodies.Select(body => new QueueMessage { Id = Guid.NewGuid().ToString(), Body = body, SentAt = now, VisibleAt = now })]);
    }

    /// <summary>When the first message is there to be received; null: there is none.</summary>
    public DateTimeOffset? FirstVisibleAt
    {
        get
        {
            lock (_messagesLock)
            {
                return _messages.Count == 0 ? null : _messages.Values.Min(message => message.VisibleAt);
            }
        }
    }

    /// <summary>When the oldest message was sent, a hidden one too; null: there is none.</summary>
    public DateTimeOffset? OldestSentAt
    {
        get
        {
            lock (_messagesLock)
            {
                return _messages.Count == 0 ? null : _messages.Values.Min(message => message.SentAt);
            }
        }
    }

    /// <summary>What could be received now, in the order of sending.</summary>
    public IReadOnlyList<QueueMessage> Visible()
    {
        var now = _time.GetUtcNow();
        lock (_messagesLock)
        {
            return [.. _messages.Values.Where(message => message.VisibleAt <= now)];
        }
    }

    /// <summary>
    /// Receives these: hides them for the visibility timeout. One that was received too often goes to the dead-letter queue instead.
    /// </summary>
    public IReadOnlyList<QueueMessage> Receive(IReadOnlyList<QueueMessage> wanted)
    {
        Changing?.Invoke();
        var dead = wanted.Where(message => DeadLetters is not null && message.Receives >= _resource.MostReceives).ToList();
        if (dead.Count > 0)
        {
            // There first, then gone here: killed between the two, a message is in both, and none is lost.
            DeadLetters!.Add(dead);
            Delete(dead);
        }

        var hiddenUntil = _time.GetUtcNow() + _resource.VisibilityTimeout;
        List<QueueMessage> received =
        [
            .. (dead.Count == 0 ? wanted : wanted.Except(dead)).Select(message => Received(message) with { VisibleAt = hiddenUntil })
        ];
        lock (_messagesLock)
        {
            // Written first: what can't be written did not happen.
            _journal.Receive(received);
            foreach (var message in received)
            {
                _messages[message.Id] = message;
            }
        }

        return received;
    }

    /// <summary>The message as whoever receives it next sees it.</summary>
    internal static QueueMessage Received(QueueMessage message) => message with { Receives = message.Receives + 1 };

    public void Delete(IReadOnlyCollection<QueueMessage> done)
    {
        if (done.Count == 0)
        {
            return;
        }

        lock (_messagesLock)
        {
            if (_messages.Count == done.Count(message => _messages.ContainsKey(message.Id)))
            {
                _journal.Empty();
            }
            else
            {
                _journal.Delete(done);
            }

            foreach (var message in done)
            {
                _messages.Remove(message.Id);
            }
        }

        Changing?.Invoke();
    }

    public void Dispose() => _journal.Dispose();

    private void Add(List<QueueMessage> added)
    {
        if (added.Count == 0)
        {
            return;
        }

        lock (_messagesLock)
        {
            _journal.Send(added);
            foreach (var message in added)
            {
                _messages[message.Id] = message;
            }
        }

        Arrived?.Invoke();
    }
}
