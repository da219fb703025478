using Sparkify.LocalCloud.Bucket;

namespace Sparkify.LocalCloud.Queues;

/// <summary>
/// Gathers objects whose notices are sent together, so that a queue writes many at once: at most so many, and so many bytes of files, that
/// none waits long for the others.
/// </summary>
/// <param name="send">Gets them in the order in which they came.</param>
internal sealed class NoticeBatch(Action<IReadOnlyList<StoredObject>> send)
{
    public const int MostObjects = 500;
    private const long MostBytes = 64L << 20;

    private List<StoredObject> _gathered = [];
    private long _bytes;

    public void Add(StoredObject stored)
    {
        _gathered.Add(stored);
        _bytes += stored.Size;
        if (_gathered.Count == MostObjects || _bytes >= MostBytes)
        {
            Send();
        }
    }

    /// <summary>Those that were gathered since the last time, if any.</summary>
    public void Send()
    {
        if (_gathered.Count == 0)
        {
            return;
        }

        var gathered = _gathered;
        (_gathered, _bytes) = ([], 0);
        send(gathered);
    }
}
