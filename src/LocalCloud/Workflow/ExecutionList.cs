using System.Text.Json;
using Sparkify.LocalCloud.Home;
using Sparkify.Operations;

namespace Sparkify.LocalCloud.Workflow;

/// <summary>
/// Every execution that ever was, by name: a file with a line when one starts and a line when it ends, the last one counts.
/// </summary>
/// <remarks>A name is taken for good. (Step Functions frees it after 90 days.)</remarks>
public sealed class ExecutionList : IDisposable
{
    private readonly Lock _entriesLock = new();
    private readonly Dictionary<string, ExecutionEntry> _entries = new(StringComparer.Ordinal);
    private readonly LineFile _file;

    public ExecutionList(string path)
    {
        _file = new LineFile(path);
        foreach (var entry in _file.Read(line => JsonSerializer.Deserialize(line, WorkflowJson.Default.ExecutionEntry)
            ?? throw new FormatException("it is no execution")))
        {
            _entries[entry.ExecutionArn] = entry;
        }
    }

    public ExecutionEntry? Find(string executionArn)
    {
        lock (_entriesLock)
        {
            return _entries.GetValueOrDefault(executionArn);
        }
    }

    public IReadOnlyList<ExecutionEntry> All
    {
        get
        {
            lock (_entriesLock)
            {
                return [.. _entries.Values];
            }
        }
    }

    /// <summary>Writes it down, unless the name is taken.</summary>
    /// <returns>The one that has the name: this, or the one before it.</returns>
    public ExecutionEntry Add(ExecutionEntry started)
    {
        lock (_entriesLock)
        {
            if (_entries.TryGetValue(started.ExecutionArn, out var existing))
            {
                return existing;
            }

            Append(started);
            return started;
        }
    }

    public void Update(ExecutionEntry entry)
    {
        lock (_entriesLock)
        {
            Append(entry);
        }
    }

    public void Dispose() => _file.Dispose();

    private void Append(ExecutionEntry entry)
    {
        // Written first: what can't be written did not happen.
        _file.Append([JsonSerializer.Serialize(entry, WorkflowJson.Default.ExecutionEntry)]);
        _entries[entry.ExecutionArn] = entry;
    }
}
