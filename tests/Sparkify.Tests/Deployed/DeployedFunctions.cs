using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Sparkify.LocalCloud.Lambda;
using Sparkify.LocalCloud.Template;
using Sparkify.Tests.Runtime;

namespace Sparkify.Tests.Deployed;

/// <summary>The stack's functions as processes, each started at its first call.</summary>
internal sealed class DeployedFunctions(
    IReadOnlyDictionary<string, FunctionResource> functions,
    string published,
    IReadOnlyDictionary<string, string> services) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<FunctionProcess>> started = new();

    /// <summary>By the names that the stack gave them, for whoever calls them by their ARNs.</summary>
    public IReadOnlyDictionary<string, IFunction> ByName => functions.ToDictionary(
        function => function.Value.Name, IFunction (function) => new Called(this, function.Key, function.Value.Name));

    /// <summary>Those that were called, by their ids in the template.</summary>
    public IEnumerable<string> CalledIds => started.Keys;

    /// <summary>Calls a function by its id in the template, and takes no error for an answer.</summary>
    public async Task<JsonNode> CallAsync(string id, ReadOnlyMemory<byte> payload)
    {
        var process = Process(id);
        var result = await process.InvokeAsync(payload, TestContext.Current.CancellationToken);
        Assert.True(!result.IsError, $"{id}: {Encoding.UTF8.GetString(result.Payload.Span)}\n{process.Log}");
        return JsonNode.Parse(result.Payload.Span)!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in started.Values)
        {
            await process.Value.DisposeAsync();
        }
    }

    private FunctionProcess Process(string id) =>
        started.GetOrAdd(id, _ => new Lazy<FunctionProcess>(() => new FunctionProcess(functions[id], published, services))).Value;

    private sealed class Called(DeployedFunctions stack, string id, string name) : IFunction
    {
        public string Name => name;

        public Task<FunctionResult> InvokeAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) =>
            stack.Process(id).InvokeAsync(payload, cancellationToken);
    }
}
