using Microsoft.Extensions.Time.Testing;
using Sparkify.Functions;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Metrics;
using Sparkify.Ingestion.Objects;
using Sparkify.Ingestion.Workflows;
using Sparkify.Tests;

namespace Sparkify.Functions.Tests;

/// <summary>All that a function reaches outside itself, in memory, and what it did there.</summary>
internal sealed class Surroundings : IMetrics, ITraces, IWorkflows
{
    private readonly HashSet<string> startedNames = [];

    public Surroundings()
    {
        Time = new FakeTimeProvider(Inputs.Now);
        Objects = new InMemoryObjectStore(Time);
        Settings = new Dictionary<string, string?>
        {
            ["BUCKET_NAME"] = Inputs.Bucket,
            ["INGEST_STATE_MACHINE_ARN"] = "arn:ingest",
            ["COPY_ROLE_ARN"] = Inputs.CopyRole,
            ["MOST_REJECTED_SHARE"] = "0.1",
            ["FRESHNESS_OBJECTIVE_MINUTES"] = "10",
        };
    }

    public FakeTimeProvider Time { get; }
    public InMemoryObjectStore Objects { get; }
    public ScriptedWarehouse Warehouse { get; } = new();
    public FakeContext Context { get; } = new();
    public Dictionary<string, string?> Settings { get; }

    public List<(string Machine, string Name, string Input, string? TraceId)> Started { get; } = [];
    public List<Measurements> Measured { get; } = [];
    public List<IReadOnlyDictionary<string, string>> Annotated { get; } = [];

    public FunctionPorts Ports =>
        new(Objects, Warehouse, this, this, Time, new FunctionSettings(Settings.GetValueOrDefault)) { Traces = this };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>An object's lines; empty where there is no such object.</summary>
    public async Task<IReadOnlyList<string>> LinesAsync(ObjectLocation location) =>
        (await TextAsync(location) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Null where there is no such object.</summary>
    public async Task<string?> TextAsync(ObjectLocation location)
    {
        try
        {
            return System.Text.Encoding.UTF8.GetString((await Objects.GetAsync(location, Cancellation)).Span);
        }
        catch (Ingestion.Failures.ObjectMissingException)
        {
            return null;
        }
    }

    public async Task<IReadOnlyList<string>> KeysAsync(string prefix) =>
        [.. (await Objects.ListAsync(Inputs.Bucket, prefix, startAfter: null, Cancellation)).Objects.Select(found => found.Key)];

    public void Emit(Measurements measurements) => Measured.Add(measurements);

    public void Annotate(IReadOnlyDictionary<string, string> annotations) => Annotated.Add(annotations);

    public Task<StartOutcome> StartAsync(
        string stateMachineArn, string name, string input, string? traceId, CancellationToken cancellationToken)
    {
        Started.Add((stateMachineArn, name, input, traceId));
        return Task.FromResult(startedNames.Add(name) ? StartOutcome.Started : StartOutcome.AlreadyStarted);
    }

    /// <summary>The values of a metric that was measured once.</summary>
    public IReadOnlyList<double> Values(Metric metric) =>
        Assert.Single(Measured.SelectMany(one => one.Values), value => value.Metric == metric).Values;
}
