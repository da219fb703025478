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
    private readonly LineFile _file;
    private Dictionary<string, ExecutionEntry>? _entries;

    public ExecutionList(string path) => _file = new LineFile(path);

    /// <summary>Read from the file when one of them is asked for: most commands ask for none.</summary>
    private Dictionary<string, ExecutionEntry> Entries
    {
        get
        {
            if (_entries is null)
            {
                var entries = new Dictionary<string, ExecutionEntry>(StringComparer.Ordinal);
                foreach (var entry in _file.Read(line => JsonSerializer.Deserialize(line, WorkflowJson.Default.ExecutionEntry)
                    ?? throw new FormatException("it is no execution")))
                {
                    entries[entry.ExecutionArn] = entry;
                }

                _entries = entries;
            }

            return _entries;
        }
    }

    public ExecutionEntry? Find(string executionArn)
    {
        lock (_entriesLock)
        {
            return Entries.GetValueOrDefault(executionArn);
        }
    }

    public IReadOnlyList<ExecutionEntry> All
    {
        get
        {
            lock (_entriesLock)
            {
                return [.. Entries.Values];
            }
        }
    }

    /// <summary>Writes it down, unless the name is taken.</summary>
    /// <returns>The one that has the name: this, or the one before it.</returns>
    public ExecutionEntry Add(ExecutionEntry started)
    {
        lock (_entriesLock)
        {
            if (Entries.TryGetValue(started.ExecutionArn, out var existing))
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
        var entries = Entries;
        // Written first: what can't be written did not happen.
        _file.Append([JsonSerializer.Serialize(entry, WorkflowJson.Default.ExecutionEntry)]);
        entries[entry.ExecutionArn] = entry;
    }
}
