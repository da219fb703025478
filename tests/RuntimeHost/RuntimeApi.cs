using System.Globalization;
using System.Net.Http.Headers;

namespace Sparkify.RuntimeHost;

/// <summary>The four routes between a runtime and Lambda: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html.</summary>
internal sealed class RuntimeApi(string address) : IDisposable
{
    // An invocation may be long in coming, and nothing on this machine is behind a proxy.
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false })
    {
        BaseAddress = new Uri($"http://{address}/2018-06-01/runtime/"),
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public async Task<Invocation> NextAsync()
    {
        using var response = await http.GetAsync(new Uri("invocation/next", UriKind.Relative));
        response.EnsureSuccessStatusCode();
        return new Invocation
        {
            RequestId = Header(response.Headers, "Lambda-Runtime-Aws-Request-Id"),
            Deadline = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(
                Header(response.Headers, "Lambda-Runtime-Deadline-Ms"), CultureInfo.InvariantCulture)),
            FunctionArn = Header(response.Headers, "Lambda-Runtime-Invoked-Function-Arn"),
            Payload = await response.Content.ReadAsByteArrayAsync(),
        };
    }

    public Task AnswerAsync(Invocation invocation, byte[] answer) =>
        PostAsync($"invocation/{invocation.RequestId}/response", answer, errorType: null);

    public Task FailAsync(Invocation invocation, Exception failure) =>
        PostAsync($"invocation/{invocation.RequestId}/error", ErrorReport.Write(failure), failure.GetType().Name);

    public Task FailInitAsync(Exception failure) => PostAsync("init/error", ErrorReport.Write(failure), failure.GetType().Name);

    public void Dispose() => http.Dispose();

    private async Task PostAsync(string route, byte[] body, string? errorType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(
            route, UriKind.Relative)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (errorType is not null)
        {
            request.Headers.Add("Lambda-Runtime-Function-Error-Type", errorType);
        }

        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    private static string Header(HttpResponseHeaders headers, string name) => headers.GetValues(name).Single();
}

/// <summary>One call of the function.</summary>
internal sealed record Invocation
{
    public required string RequestId { get; init; }

    /// <summary>When Lambda ends the process if the answer has not come.</summary>
    public required DateTimeOffset Deadline { get; init; }
    public required string FunctionArn { get; init; }
    public required byte[] Payload { get; init; }
}
