using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Sparkify.LocalCloud.Lambda;
using Sparkify.Tests.Aws;

namespace Sparkify.Tests.Runtime;

/// <summary>The Runtime API of one execution environment: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html.</summary>
internal sealed class LambdaService : IAsyncDisposable
{
    private const string Root = "/2018-06-01/runtime/";

    private readonly Channel<Answer> invocations = Channel.CreateUnbounded<Answer>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<FunctionResult>> running = new();
    private readonly TaskCompletionSource<long> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<ReadOnlyMemory<byte>> initFailure = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HttpService service;

    public LambdaService() => service = new HttpService(AnswerAsync);

    public string Address => service.Address;

    /// <summary>When the process first asked for an invocation.</summary>
    public Task<long> Ready => ready.Task;

    /// <summary>What it said instead.</summary>
    public Task<ReadOnlyMemory<byte>> InitFailure => initFailure.Task;

    public Task<FunctionResult> Invoke(string functionArn, ReadOnlyMemory<byte> payload, DateTimeOffset deadline)
    {
        var requestId = Guid.NewGuid().ToString();
        var result = running[requestId] = new TaskCompletionSource<FunctionResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var headers = new Dictionary<string, string>
        {
            ["Lambda-Runtime-Aws-Request-Id"] = requestId,
            ["Lambda-Runtime-Deadline-Ms"] = deadline.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            ["Lambda-Runtime-Invoked-Function-Arn"] = functionArn,
            ["Lambda-Runtime-Trace-Id"] = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0",
        };
        Assert.True(invocations.Writer.TryWrite(new Answer(200, "", "application/json") { Content = payload, Headers = headers }));
        return result.Task;
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    private async Task<Answer> AnswerAsync(WireRequest request, CancellationToken cancellationToken)
    {
        switch (request.Method, request.Path.Split(Root)[^1].Split('/'))
        {
            case ("GET", ["invocation", "next"]):
                ready.TrySetResult(Stopwatch.GetTimestamp());
                return await invocations.Reader.ReadAsync(cancellationToken);
            case ("POST", ["init", "error"]):
                initFailure.TrySetResult(request.Content);
                return Accepted;
            case ("POST", ["invocation", var id, "response"]) when running.TryRemove(id, out var invocation):
                invocation.SetResult(new FunctionResult(request.Content, ErrorType: null));
                return Accepted;
            case ("POST", ["invocation", var id, "error"]) when running.TryRemove(id, out var invocation):
                invocation.SetResult(new FunctionResult(request.Content, request.Headers["Lambda-Runtime-Function-Error-Type"]));
                return Accepted;
            default:
                return new Answer(
                    403, """{"errorType":"InvalidRequestID","errorMessage":"no such route or invocation"}""", "application/json");
        }
    }

    private static Answer Accepted => new(202, """{"status":"OK"}""", "application/json");
}
