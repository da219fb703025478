using System.Text;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Sparkify.Local.Lambda;
using Sparkify.Local.Template;

[assembly: LambdaSerializer(typeof(SourceGeneratorLambdaJsonSerializer<Sparkify.Tests.Local.GreetingJson>))]

namespace Sparkify.Tests.Local;

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
    public async Task An_exception_is_told_by_the_bare_name_of_its_class()
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
    public async Task A_function_that_is_not_done_in_its_time_is_ended_by_lambda() =>
        Assert.Equal("Sandbox.Timedout", (await InvokeAsync("""{"to":"never"}""", TimeSpan.FromMilliseconds(20))).ErrorType);

    private Task<FunctionResult> InvokeAsync(string payload, TimeSpan? timeout = null) => new LocalFunction(
        new FunctionResource
        {
            Name = "Greet",
            Arn = "arn:aws:lambda:local:000000000000:function:Greet",
            Handler = "Sparkify.Tests::Sparkify.Tests.Local.GreetingHandler::HandleAsync",
            Timeout = timeout ?? TimeSpan.FromMinutes(1),
            MemoryMegabytes = 128,
            Environment = new Dictionary<string, string>(),
            Queues = [],
        },
        new GreetingPorts("hello"),
        _folder.Path).InvokeAsync(Encoding.UTF8.GetBytes(payload), TestContext.Current.CancellationToken);
}

public sealed record GreetingPorts(string Word);

public sealed record GreetingRequest([property: JsonPropertyName("to")] string To);

public sealed record Greeting([property: JsonPropertyName("text")] string Text);

public sealed class NobodyThereException() : Exception("nobody is there");

public sealed class GreetingHandler(GreetingPorts ports)
{
    public Task<Greeting> HandleAsync(GreetingRequest request, ILambdaContext context) => request.To switch
    {
        "nobody" => throw new NobodyThereException(),
        "never" => new TaskCompletionSource<Greeting>().Task,
        _ => Task.FromResult(new Greeting($"{ports.Word}, {request.To}")),
    };
}

[JsonSerializable(typeof(GreetingRequest))]
[JsonSerializable(typeof(Greeting))]
public sealed partial class GreetingJson : JsonSerializerContext;
