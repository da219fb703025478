using System.Collections.Concurrent;
using Sparkify.LocalCloud.Template;
using Sparkify.Tests.Aws;
using Sparkify.Tests.Template;

namespace Sparkify.Tests.Runtime;

/// <summary>Each function of the template as a process, started at its first use, and the services that all of them find.</summary>
public sealed class RuntimeFixture : IAsyncDisposable
{
    private readonly PublishedFunctions published;
    private readonly ConcurrentDictionary<string, FunctionProcess> processes = new();
    private readonly ObjectStoreService objects;
    private readonly WarehouseService warehouse;
    private readonly WorkflowsService workflows;
    private readonly HttpService stack;
    private World? world;

    public RuntimeFixture(PublishedFunctions published)
    {
        this.published = published;
        objects = new ObjectStoreService(() => Current);
        warehouse = new WarehouseService(() => Current);
        workflows = new WorkflowsService(() => Current);
        stack = new HttpService((request, _) =>
        {
            Answers.Enqueue(request.Body);
            return Task.FromResult(new Answer(200, "", "text/plain"));
        });
    }

    internal static IReadOnlyList<FunctionResource> Functions { get; } = [.. StackTemplate.Read(Deployment.Root).Functions];

    /// <summary>Where a custom resource's answer is put.</summary>
    internal string StackUrl => stack.Url;

    /// <summary>What was put there.</summary>
    internal ConcurrentQueue<string> Answers { get; } = new();

    internal World Current
    {
        get => world ?? throw new InvalidOperationException("a function called before the test said what it finds");
        set => world = value;
    }

    internal FunctionProcess Process(string name) =>
        processes.GetOrAdd(name, _ => Start(Functions.Single(function => function.Name == name)));

    internal FunctionProcess Start(FunctionResource function) => new(
        function,
        published.Folder,
        new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL_S3"] = objects.Url,
            ["AWS_ENDPOINT_URL_SFN"] = workflows.Url,
            ["AWS_ENDPOINT_URL_REDSHIFT_DATA"] = warehouse.Url,
        });

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes.Values)
        {
            await process.DisposeAsync();
        }

        await objects.DisposeAsync();
        await warehouse.DisposeAsync();
        await workflows.DisposeAsync();
        await stack.DisposeAsync();
    }
}
