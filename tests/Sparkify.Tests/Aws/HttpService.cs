using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Sparkify.Tests.Aws;

/// <summary>What a service does with a request that it has taken whole.</summary>
/// <param name="Missing">Bytes that the answer announces and does not send.</param>
internal sealed record Answer(int Status, string Body, string ContentType = "application/x-amz-json-1.1", int Missing = 0)
{
    /// <summary>The connection closes without an answer.</summary>
    public static readonly Answer Lost = new(0, "");

    /// <summary>The connection stays open without an answer.</summary>
    public static readonly Answer Never = new(-1, "");

    /// <summary>What is sent: the body's text, or bytes that are none.</summary>
    public ReadOnlyMemory<byte> Content { get; init; } = Encoding.UTF8.GetBytes(Body);

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public static Answer Ok(JsonNode body) => new(200, body.ToJsonString());

    public static Answer Error(int status, string code, string message = "as scripted") =>
        new(status, new JsonObject { ["__type"] = code, ["message"] = message }.ToJsonString());
}

/// <summary>A request as it came over the wire.</summary>
internal sealed record WireRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Content)
{
    public string Body => Encoding.UTF8.GetString(Content);

    public string Operation => Headers["X-Amz-Target"].Split('.')[1];

    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();
}

/// <summary>An HTTP service on this machine.</summary>
internal sealed class HttpService : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<WireRequest, CancellationToken, Task<Answer>> _answer;
    private readonly ConcurrentQueue<Exception> _faults = new();
    private readonly Task _serving;

    /// <param name="answer">Called for requests side by side; its token ends with the service.</param>
    public HttpService(Func<WireRequest, CancellationToken, Task<Answer>> answer)
    {
        _answer = answer;
        _listener.Start();
        Address = $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _serving = ServeAsync();
    }

    public string Address { get; }

    public string Url => $"http://{Address}";

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        await _stop.CancelAsync();
        await _serving;
        _listener.Stop();
        if (!_faults.IsEmpty)
        {
            throw new AggregateException(_faults);
        }
    }

    private async Task ServeAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                connections.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task AnswerAsync(TcpClient connection)
    {
        using (connection)
        {
            try
            {
                var stream = connection.GetStream();
                var answer = await AskAsync(await ReadAsync(stream));
                if (ReferenceEquals(answer, Answer.Never))
                {
                    await Task.Delay(Timeout.Infinite, _stop.Token);
                }

                if (!ReferenceEquals(answer, Answer.Lost))
                {
                    var headers = string.Concat(answer.Headers.Select(header => $"{header.Key}: {header.Value}\r\n"));
                    var head =
                        $"HTTP/1.1 {answer.Status} Shown\r\nContent-Type: {answer.ContentType}\r\nContent-Length: "
                        + $"{answer.Content.Length + answer.Missing}\r\nx-amzn-RequestId: shown\r\nConnection: close\r\n{headers}\r\n";
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(head), _stop.Token);
                    await stream.WriteAsync(answer.Content, _stop.Token);
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException)
            {
                // The client has gone, or the test has ended.
            }
        }
    }

    /// <summary>
    /// What the test's own code can't answer is a fault of the test: the caller is shown, and so is whoever ends the service.
    /// </summary>
    private async Task<Answer> AskAsync(WireRequest request)
    {
        try
        {
            return await _answer(request, _stop.Token);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            _faults.Enqueue(fault);
            return Answer.Error(400, "TheTestIsAtFault", fault.Message);
        }
    }

    private async Task<WireRequest> ReadAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
        var start = (await reader.ReadLineAsync(_stop.Token) ?? throw new IOException("the connection was closed before a request came"))
            .Split(' ');
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } line)
        {
            headers[line[..line.IndexOf(':', StringComparison.Ordinal)]] = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        }

        if (headers.GetValueOrDefault("Expect") is "100-continue")
        {
            await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), _stop.Token);
        }

        var body = new char[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture)];
        if (body.Length > 0)
        {
            await reader.ReadBlockAsync(body, _stop.Token);
        }

        return new WireRequest(start[0], start[1], headers, Encoding.Latin1.GetBytes(body));
    }
}
