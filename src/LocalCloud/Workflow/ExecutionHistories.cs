using System.Collections.Concurrent;
using System.Text;
using Sparkify.LocalCloud.Home;
using StatesLanguage;

namespace Sparkify.LocalCloud.Workflow;

/// <summary>The histories as files, an event a line: <c>executions/&lt;name&gt;.jsonl</c>.</summary>
/// <remarks>An event is with the operating system before the execution goes on: what a killed process began is known.</remarks>
public sealed class ExecutionHistories(string folder) : IExecutionObserver, IDisposable
{
    private readonly ConcurrentDictionary<string, FileStream> _open = new(StringComparer.Ordinal);

    private long _written;

    /// <summary>After an event is written.</summary>
    public event Action<ExecutionStart, HistoryEvent>? Written;

    public void OnEvent(ExecutionStart execution, HistoryEvent entry)
    {
        var file = _open.GetOrAdd(execution.ExecutionArn, _ => new FileStream(
            PathOf(execution.ExecutionArn), FileMode.Append, FileAccess.Write, FileShare.Read));
        var line = Encoding.UTF8.GetBytes(entry.ToJson() + "\n");
        file.Write(line);
        file.Flush();
        Interlocked.Add(ref _written, line.Length);
        if (entry.Type is "ExecutionSucceeded" or "ExecutionFailed" or "ExecutionTimedOut" or "ExecutionAborted")
        {
            Close(execution.ExecutionArn);
        }

        Written?.Invoke(execution, entry);
    }

    /// <summary>What is written of an execution. A line that was not finished is taken away.</summary>
    public IReadOnlyList<HistoryEvent> Read(string executionArn)
    {
        Close(executionArn);
        var path = PathOf(executionArn);
        if (!File.Exists(path))
        {
            return [];
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        var lines = WholeLines.Read(file);
        file.SetLength(lines.Count == 0 ? 0 : lines[^1].End);
        return [.. lines.Select(line => HistoryEvent.FromJson(line.Line))];
    }

    /// <summary>
    /// What is written so far of an execution, for one who only looks: the file stays as it is, and open where it is written to.
    /// </summary>
    public IReadOnlyList<HistoryEvent> Peek(string name)
    {
        var path = Path.Combine(folder, $"{Path.GetFileName(name)}.jsonl");
        if (!File.Exists(path))
        {
            return [];
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return [.. WholeLines.Read(file).Select(line => HistoryEvent.FromJson(line.Line))];
    }

    /// <summary>The bytes that were written since the question before.</summary>
    internal long TakeWritten() => Interlocked.Exchange(ref _written, 0);

    internal IEnumerable<FileInfo> Files() => new DirectoryInfo(folder).EnumerateFiles("*.jsonl");

    internal void Delete(string name) => File.Delete(Path.Combine(folder, $"{name}.jsonl"));

    public void Dispose()
    {
        foreach (var executionArn in _open.Keys)
        {
            Close(executionArn);
        }
    }

    private void Close(string executionArn)
    {
        if (_open.TryRemove(executionArn, out var file))
        {
            file.Dispose();
        }
    }

    private string PathOf(string executionArn) => Path.Combine(folder, $"{executionArn[(executionArn.LastIndexOf(':') + 1)..]}.jsonl");
}
