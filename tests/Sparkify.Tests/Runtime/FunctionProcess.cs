using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Sparkify.LocalCloud.Lambda;
using Sparkify.LocalCloud.Template;
using Sparkify.Tests.Aws;
using Sparkify.Tests.StandIns;

namespace Sparkify.Tests.Runtime;

/// <summary>
/// A published function as a process that gets its invocations through the Runtime API: one execution environment of Lambda.
/// </summary>
internal sealed class FunctionProcess : IFunction, IAsyncDisposable
{
    private readonly FunctionResource function;
    private readonly LambdaService lambda = new();
    private readonly ConcurrentQueue<string> log = new();
    private readonly SemaphoreSlim oneAtATime = new(1);
    private readonly SemaphoreSlim ended = new(0);
    private readonly Process process;
    private readonly Task exit;
    private readonly long startedAt = Stopwatch.GetTimestamp();

    /// <param name="folder">What was published.</param>
    /// <param name="services">Where the function finds AWS, beside what the template says of its environment.</param>
    public FunctionProcess(FunctionResource function, string folder, IReadOnlyDictionary<string, string> services)
    {
        this.function = function;
        var start = new ProcessStartInfo(Repository.Dotnet)
        {
            ArgumentList =
            {
                "exec", "--runtimeconfig", Path.Combine(folder, "Sparkify.Functions.runtimeconfig.json"), PublishedFunctions.RuntimeHost
            },
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in Lambda(folder).Concat(services).Concat(function.Environment))
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => Keep(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        exit = process.WaitForExitAsync();
    }

    public string Name => function.Name;

    /// <summary>What the function wrote: when an invocation has been answered, all that it wrote is here.</summary>
    public IReadOnlyList<string> Lines => [.. log];

    public string Log => string.Join('\n', log);

    public void ForgetLog() => log.Clear();

    /// <summary>From the start of the process to its first request for an invocation; null where it never came to that.</summary>
    public async Task<TimeSpan?> InitAsync() =>
        await Task.WhenAny(lambda.Ready, exit) == lambda.Ready ? Stopwatch.GetElapsedTime(startedAt, await lambda.Ready) : null;

    /// <summary>How the process failed before it asked for an invocation, and the code that it ended with.</summary>
    public async Task<(JsonNode Error, int ExitCode)> InitFailureAsync()
    {
        await exit;
        return (JsonNode.Parse((await lambda.InitFailure).Span)!, process.ExitCode);
    }

    public Task<FunctionResult> InvokeAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) =>
        InvokeAsync(payload, function.Timeout, cancellationToken);

    /// <param name="timeLeft">What the deadline is made of.</param>
    public async Task<FunctionResult> InvokeAsync(ReadOnlyMemory<byte> payload, TimeSpan timeLeft, CancellationToken cancellationToken)
    {
        await oneAtATime.WaitAsync(cancellationToken);
        try
        {
            // Lambda's clock runs from the moment when the environment is ready.
            await Task.WhenAny(lambda.Ready, exit).WaitAsync(cancellationToken);
            var answer = lambda.Invoke(function.Arn, payload, TimeProvider.System.GetUtcNow() + timeLeft);
            await Task.WhenAny(answer, exit).WaitAsync(function.Timeout, cancellationToken);
            if (!answer.IsCompleted)
            {
                return Ended();
            }

            // What it wrote comes by another way than its answer.
            return await ended.WaitAsync(function.Timeout, cancellationToken)
                ? await answer
                : throw new TimeoutException($"the end of an answered invocation is not in the log:\n{Log}");
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await exit;
        process.Dispose();
        oneAtATime.Dispose();
        ended.Dispose();
        await lambda.DisposeAsync();
    }

    private void Keep(string line)
    {
        log.Enqueue(line);
        if (line.StartsWith("END RequestId: ", StringComparison.Ordinal))
        {
            ended.Release();
        }
    }

    /// <summary>What Lambda says when the process is gone: the invocation failed, and nobody said why.</summary>
    private FunctionResult Ended()
    {
        const string type = "Runtime.ExitError";
        var error = new JsonObject
        {
            ["errorType"] = type, ["errorMessage"] = $"Runtime exited with error: exit status {process.ExitCode}\n{Log}"
        };
        return new FunctionResult(Encoding.UTF8.GetBytes(error.ToJsonString()), type);
    }

    /// <summary>https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime</summary>
    private Dictionary<string, string> Lambda(string folder) => new()
    {
        ["PATH"] = "/usr/local/bin:/usr/bin:/bin",
        ["HOME"] = folder,
        ["DOTNET_TieredPGO"] = "0", // a process that lives for a few calls gains nothing by counting them
        ["_HANDLER"] = function.Handler,
        ["LAMBDA_TASK_ROOT"] = folder,
        ["AWS_LAMBDA_RUNTIME_API"] = lambda.Address,
        ["AWS_LAMBDA_FUNCTION_NAME"] = function.Name,
        ["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST",
        ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = function.MemoryMegabytes.ToString(CultureInfo.InvariantCulture),
        ["AWS_LAMBDA_LOG_GROUP_NAME"] = $"/aws/lambda/{function.Name}",
        ["AWS_LAMBDA_LOG_STREAM_NAME"] = "test",
        ["AWS_REGION"] = "us-east-1",
        ["AWS_ACCESS_KEY_ID"] = Clients.AccessKey,
        ["AWS_SECRET_ACCESS_KEY"] = Clients.SecretKey,
        ["AWS_EC2_METADATA_DISABLED"] = "true",
    };
}
