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
    private readonly Dictionary<string, ExecutionEntry> _entries = new(StringComparer.Ordinal);
    private readonly LineFile _file;
    private readonly PastExecutions _past;

    /// <param name="path">Of the list.</param>
    /// <param name="past">Of the names that it has dropped; null: beside it.</param>
    public ExecutionList(string path, string? past = null)
    {
        _file = new LineFile(path);
        _past = new PastExecutions(past ?? Path.ChangeExtension(path, ".past"));
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
            return _entries.GetValueOrDefault(executionArn) ?? _past.Find(executionArn);
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
            if ((_entries.GetValueOrDefault(started.ExecutionArn) ?? _past.Find(started.ExecutionArn)) is { } existing)
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
            var dropped = _entries.Values.Where(entry => !entry.IsRunning && which(entry)).ToList();
            if (dropped.Count > 0)
            {
                // The names first: killed between the two, they are in both.
                _past.Add(dropped, now);
                _file.Replace(_entries.Values.Except(dropped)
                    .Select(entry => JsonSerializer.Serialize(entry, WorkflowJson.Default.ExecutionEntry)));
                dropped.ForEach(entry => _entries.Remove(entry.ExecutionArn));
            }

            return [.. dropped.Select(entry => entry.Name)];
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
