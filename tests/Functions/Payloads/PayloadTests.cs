using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Sparkify.Functions.Schema;
using Sparkify.Functions.Tests.Schema;
using Sparkify.Tests;

namespace Sparkify.Functions.Tests.Payloads;

/// <summary>
/// Each function answers each of its payloads as a person expects. The functions' serializer and classes are the published ones.
/// </summary>
public sealed class PayloadTests
{
    /// <summary>As the template gives it to the local run.</summary>
    private static readonly Dictionary<string, string> Environment = new()
    {
        ["BUCKET_NAME"] = "sparkify-000000000000-local",
        ["INGEST_STATE_MACHINE_ARN"] = "arn:aws:states:local:000000000000:stateMachine:Ingest",
        ["COPY_ROLE_ARN"] = "arn:aws:iam::000000000000:role/copy",
        ["MOST_REJECTED_SHARE"] = "0.01",
        ["FRESHNESS_OBJECTIVE_MINUTES"] = "10",
    };

    public static TheoryData<string> Names => [.. Payload.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_payload_is_answered_as_a_person_expects(string name)
    {
        var text = Payload.Read(name);
        var world = await World.ForAsync(JsonNode.Parse(text)!);
        try
        {
            Payload.AssertAnswer(name, await AnswerAsync(Payload.FunctionOf(name), text, world.Ports(Environment)));
        }
        catch (Exception error) when (error is not Xunit.Sdk.IAssertionException)
        {
            Payload.AssertError(name, error.GetType().Name, error.Message);
        }
    }

    private static async Task<byte[]> AnswerAsync(string function, string payload, FunctionPorts ports)
    {
        using var stack = new StackHost { RemainingTime = Payload.TimeLeft };
        using var http = new HttpClient(stack, disposeHandler: false);
        var type = typeof(FunctionPorts).Assembly.GetTypes().Single(type => type.Name == function);
        object handler = function switch
        {
            nameof(ApplySchema) => new ApplySchema(ports, http),
            nameof(GrantLoader) => new GrantLoader(_ => ports.Warehouse, ports.Time, http),
            _ => Activator.CreateInstance(type, ports)!,
        };
        var handle = type.GetMethod("HandleAsync")!;
        var serializer = new SourceGeneratorLambdaJsonSerializer<FunctionsJson>();
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(payload));
        var argument = Generic(nameof(ILambdaSerializer.Deserialize), handle.GetParameters()[0].ParameterType, input);
        var task = (Task)handle.Invoke(handler, BindingFlags.DoNotWrapExceptions, null, [argument, stack], null)!;
        await task;
        using var output = new MemoryStream();
        Generic(
            nameof(ILambdaSerializer.Serialize),
            handle.ReturnType.GetGenericArguments()[0],
            task.GetType().GetProperty("Result")!.GetValue(task),
            output);
        return output.ToArray();

        object? Generic(string method, Type argument, params object?[] arguments) =>
            typeof(ILambdaSerializer).GetMethod(method)!.MakeGenericMethod(argument).Invoke(
                serializer, BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }
}
