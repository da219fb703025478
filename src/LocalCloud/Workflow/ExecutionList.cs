using System.Text.Json;
using Sparkify.LocalCloud.Home;
using Sparkify.Operations;

namespace Sparkify.LocalCloud.Workflow;

/// <summary>
/// The executions, by name: a file with a line when one starts and a line when it ends, the last one counts.
/// </summary>
/// <remarks>What is old can be dropped. Its name stays taken as long as Step Functions keeps it: <see cref="PastExecutions"/>.</remarks>
public sealed class ExecutionList : IDisposable
{
    private readonly Lock _entriesLock = new();
    private readonly LineFile _file;
    private readonly PastExecutions _past;
    private Dictionary<string, ExecutionEntry>? _entries;

    /// <param name="path">Of the list.</param>
    /// <param name="past">Of the names that it has dropped; null: beside it.</param>
    public ExecutionList(string path, string? past = null)
    {
        _file = new LineFile(path);
        _past = new PastExecutions(past ?? Path.ChangeExtension(path, ".past"));
    }

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
            return Entries.GetValueOrDefault(executionArn) ?? _past.Find(executionArn);
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
            if ((Entries.GetValueOrDefault(started.ExecutionArn) ?? _past.Find(started.ExecutionArn)) is { } existing)
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

    /// <summary>Drops those that this says of, but for their names. One that runs is never dropped.</summary>
    /// <returns>Their names.</returns>
    internal IReadOnlyList<string> Drop(Func<ExecutionEntry, bool> which, DateTimeOffset now)
    {
        lock (_entriesLock)
        {
            var dropped = Entries.Values.Where(entry => !entry.IsRunning && which(entry)).ToList();
            if (dropped.Count > 0)
            {
                // The names first: killed between the two, they are in both.
                _past.Add(dropped, now);
                _file.Replace(Entries.Values.Except(dropped)
                    .Select(entry => JsonSerializer.Serialize(entry, WorkflowJson.Default.ExecutionEntry)));
                dropped.ForEach(entry => Entries.Remove(entry.ExecutionArn));
            }

            return [.. dropped.Select(entry => entry.Name)];
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
