using System.Text;
using StatesLanguage;

namespace Sparkify.Tests.StatesLanguage;

/// <summary>
/// Ports in memory: time passes when it is waited for, tasks answer what the test says, objects are in a dictionary, events in a list.
/// </summary>
internal sealed class ScriptedPorts : ITaskRunner, IExecutionClock, IExecutionObserver, IMapStore
{
    private readonly SortedDictionary<string, byte[]> _objects = new(StringComparer.Ordinal);

    public Func<TaskCall, CancellationToken, Task<string>> Answer { get; init; } = (task, _) => Task.FromResult(task.Input);

    public DateTimeOffset Now { get; set; } = new(2026, 11, 22, 15, 44, 5, TimeSpan.Zero);

    public List<TimeSpan> Delays { get; } = [];

    public List<(ExecutionStart Execution, HistoryEvent Event)> Events { get; } = [];

    public Action<HistoryEvent> OnRecorded { get; init; } = _ => { };

    public IEnumerable<HistoryEvent> HistoryOf(string executionArn) =>
        Events.Where(one => one.Execution.ExecutionArn == executionArn).Select(one => one.Event);

    public ExecutionPorts Ports(int seed = 1) =>
        new() { Tasks = this, Clock = this, Objects = this, Observer = this, Random = new Random(seed) };

    public static ExecutionStart Start(string input, DateTimeOffset? at = null, ResumePoint? resumeAt = null) => new()
    {
        Name = "run-1",
        ExecutionArn = "arn:aws:states:us-east-1:111111111111:execution:machine:run-1",
        StateMachineArn = "arn:aws:states:us-east-1:111111111111:stateMachine:machine",
        StateMachineName = "machine",
        Input = input,
        StartTime = at ?? new DateTimeOffset(2026, 11, 22, 15, 44, 5, TimeSpan.Zero),
        RoleArn = "snf_role_arn",
        ResumeAt = resumeAt,
    };

    public Task<ExecutionResult> RunAsync(string definition, string input, int seed = 1, CancellationToken cancellationToken = default) =>
        new Interpreter(StateMachineDefinition.Parse(definition, null), Ports(seed)).RunAsync(Start(input), cancellationToken);

    public Task<string> RunAsync(TaskCall task, CancellationToken cancellationToken) => Answer(task, cancellationToken);

    public Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        Delays.Add(delay);
        Now += delay;
        return Task.CompletedTask;
    }

    public void OnEvent(ExecutionStart execution, HistoryEvent entry)
    {
        Events.Add((execution, entry));
        OnRecorded(entry);
    }

    public void Put(string bucket, string key, string content) => _objects[$"s3://{bucket}/{key}"] = Encoding.UTF8.GetBytes(content);

    public Task PutAsync(string bucket, string key, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        _objects[$"s3://{bucket}/{key}"] = content.ToArray();
        return Task.CompletedTask;
    }

    public Task<ReadOnlyMemory<byte>> GetAsync(string bucket, string key, CancellationToken cancellationToken) =>
        _objects.TryGetValue($"s3://{bucket}/{key}", out var content)
            ? Task.FromResult<ReadOnlyMemory<byte>>(content)
            : throw new MapStoreException($"There is no object s3://{bucket}/{key}");

    public IAsyncEnumerable<MapObject> ListAsync(string bucket, string prefix, CancellationToken cancellationToken)
    {
        var root = $"s3://{bucket}/";
        return _objects.Where(one => one.Key.StartsWith(root + prefix, StringComparison.Ordinal))
            .Select(one => new MapObject(one.Key[root.Length..], "e-tag", one.Value.Length, Now))
            .ToAsyncEnumerable();
    }
}
