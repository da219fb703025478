using System.Text.Json;

namespace Sparkify.Tests.Page;

/// <summary>Server-sent events, as a browser reads them.</summary>
internal sealed class EventStream : IAsyncDisposable
{
    private readonly HttpResponseMessage _answer;
    private readonly StreamReader _reader;

    private EventStream(HttpResponseMessage answer, StreamReader reader) => (_answer, _reader) = (answer, reader);

    public static async Task<EventStream> OpenAsync(PageHome page, string path, string? lastId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastId);
        }

        var answer = await page.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        return new EventStream(answer, new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)));
    }

    /// <summary>The next event with data. Its id, or its type where it has none.</summary>
    public async Task<(string Id, JsonElement Data)> NextAsync()
    {
        var (id, type) = ("", "");
        while (true)
        {
            var line = await Patience.ForAsync(_reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask())
                ?? throw new EndOfStreamException();
            id = line.StartsWith("id: ", StringComparison.Ordinal) ? line[4..] : id;
            type = line.StartsWith("event: ", StringComparison.Ordinal) ? line[7..] : type;
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return (id.Length > 0 ? id : type, JsonDocument.Parse(line[6..]).RootElement);
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        _answer.Dispose();
        return ValueTask.CompletedTask;
    }
}
