using System.Collections.Concurrent;

namespace Sparkify.Tests.Aws;

/// <summary>An HTTP service on this machine that keeps every request and answers by a script, in order.</summary>
internal sealed class ScriptedService : IAsyncDisposable
{
    private readonly ConcurrentQueue<WireRequest> _requests = new();
    private readonly HttpService _service;

    public ScriptedService(params Answer[] script)
    {
        var answers = new ConcurrentQueue<Answer>(script);
        _service = new HttpService((request, _) =>
        {
            _requests.Enqueue(request);
            return Task.FromResult(answers.TryDequeue(out var next) ? next : Answer.Error(500, "TheScriptHasEnded"));
        });
    }

    public string Url => _service.Url;

    public IReadOnlyList<WireRequest> Requests => [.. _requests];

    public ValueTask DisposeAsync() => _service.DisposeAsync();
}
