using System.Text;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Sparkify.LocalCloud.Lambda;
using Sparkify.LocalCloud.Template;

[assembly: LambdaSerializer(typeof(SourceGeneratorLambdaJsonSerializer<Sparkify.Tests.LocalCloud.GreetingJson>))]

namespace Sparkify.Tests.LocalCloud;

public sealed class LocalFunctionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_input_reaches_the_handler_and_its_answer_comes_back_as_json()
    {
        var result = await InvokeAsync("""{"to":"you"}""");

        Assert.Null(result.ErrorType);
        Assert.Equal("""{"text":"hello, you"}""", Encoding.UTF8.GetString(result.Payload.Span));
    }

    [Fact]
    public async Task An_exception_is_reported_by_the_bare_name_of_its_class()
    {
        var result = await InvokeAsync("""{"to":"nobody"}""");

        Assert.Equal(nameof(NobodyThereException), result.ErrorType);
        var error = JsonNode.Parse(result.Payload.Span)!;
        Assert.Equal(nameof(NobodyThereException), error["errorType"]!.GetValue<string>());
        Assert.Equal("nobody is there", error["errorMessage"]!.GetValue<string>());
        Assert.Contains(nameof(GreetingHandler), error["stackTrace"]![0]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_input_that_cannot_be_read_is_the_serializers_error() =>
        Assert.Equal("JsonSerializerException", (await InvokeAsync("""{"to":5}""")).ErrorType);

    [Fact]
    public async Task A_function_that_is_not_done_in_its_time_is_ended_by_lambda()
    {
        Assert.Equal("Sandbox.Timedout", (await InvokeAsync("""{"to":"never"}""", TimeSpan.FromMilliseconds(20))).ErrorType);
        Assert.Contains(
            "it goes on, beside its retry",
            await File.ReadAllTextAsync(_folder["Greet.log"], TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_waits_for_the_handler_that_is_at_work()
    {
        using var stop = new CancellationTokenSource();
        var ports = new GreetingPorts("hello");
        var invoked = Function(ports).InvokeAsync("""{"to":"late"}"""u8.ToArray(), stop.Token);
        await ports.Entered.Task;

        await stop.CancelAsync();
        ports.Stopped.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => invoked);
        Assert.True(ports.IsDone);
    }

    private Task<FunctionResult> InvokeAsync(string payload, TimeSpan? timeout = null) =>
        Function(new GreetingPorts("hello"), timeout).InvokeAsync(Encoding.UTF8.GetBytes(payload), TestContext.Current.CancellationToken);

    private LocalFunction Function(GreetingPorts ports, TimeSpan? timeout = null) => new(
        new FunctionResource
        {
            Name = "Greet",
            Arn = "arn:aws:lambda:local:000000000000:function:Greet",
            Handler = "Sparkify.Tests::Sparkify.Tests.LocalCloud.GreetingHandler::HandleAsync",
            Timeout = timeout ?? TimeSpan.FromMinutes(1),
            MemoryMegabytes = 128,
            Environment = new Dictionary<string, string>(),
            Queues = [],
        },
        ports,
        _folder.Path);
}

public sealed record GreetingPorts(string Word)
{
    public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    public TaskCompletionSource Stopped { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    public bool IsDone { get; set; }
}

public sealed record GreetingRequest([property: JsonPropertyName("to")] string To);

public sealed record Greeting([property: JsonPropertyName("text")] string Text);

public sealed class NobodyThereException() : Exception("nobody is there");

public sealed class GreetingHandler(GreetingPorts ports)
{
    public Task<Greeting> HandleAsync(GreetingRequest request, ILambdaContext context) => request.To switch
    {
        "nobody" => throw new NobodyThereException(),
        "late" => GreetLateAsync(),
        "never" => new TaskCompletionSource<Greeting>().Task,
        _ => Task.FromResult(new Greeting($"{ports.Word}, {request.To}")),
    };

    private async Task<Greeting> GreetLateAsync()
    {
        ports.Entered.SetResult();
        await ports.Stopped.Task;
        for (var i = 0; i < 10_000; i++)
        {
            await Task.Yield();
        }

        ports.IsDone = true;
        return new Greeting("late");
    }
}

[JsonSerializable(typeof(GreetingRequest))]
[JsonSerializable(typeof(Greeting))]
public sealed partial class GreetingJson : JsonSerializerContext;
