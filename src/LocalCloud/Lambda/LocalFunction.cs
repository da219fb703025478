using Sparkify.LocalCloud.Template;

namespace Sparkify.LocalCloud.Lambda;

/// <summary>A function of the template, its class constructed once with the local ports, as a warm Lambda environment holds it.</summary>
public sealed class LocalFunction : IFunction
{
    /// <summary>
    /// How long a stop waits for a handler that is at work: nothing takes a handler's thread from it, and whoever is stopped next gives up
    /// the home that it writes to.
    /// </summary>
    private static readonly TimeSpan MostAfterStop = TimeSpan.FromSeconds(5);

    private readonly FunctionResource _resource;
    private readonly HandlerMethod _handler;
    private readonly Lazy<object> _instance;
    private readonly FunctionLog _log;

    public LocalFunction(FunctionResource resource, object ports, string logFolder)
    {
        _resource = resource;
        _handler = HandlerMethod.Find(resource.Handler, ports.GetType());
        _instance = new Lazy<object>(() => _handler.CreateInstance(ports));
        _log = new FunctionLog(Path.Combine(logFolder, $"{resource.Name}.log"));
    }

    public string Name => _resource.Name;

    internal FunctionLog Log => _log;

    public async Task<FunctionResult> InvokeAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var requestId = Guid.NewGuid().ToString();
        var log = _log.For(requestId);
        var context = new LocalContext(_resource, requestId, log);
        var answer = Task.Run(() => _handler.InvokeAsync(_instance.Value, payload, context), cancellationToken);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(answer, Task.Delay(_resource.Timeout, timeout.Token));
        await timeout.CancelAsync();
        if (cancellationToken.IsCancellationRequested)
        {
            await Task.WhenAny(answer, Task.Delay(MostAfterStop, CancellationToken.None));
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (!answer.IsCompleted)
        {
            // Lambda would end its process.
            log.LogError("{function} is not done after {seconds} s: it goes on, beside its retry", Name, _resource.Timeout.TotalSeconds);
            return FunctionError.TimedOut(requestId, _resource.Timeout);
        }

        try
        {
            return new FunctionResult(await answer, ErrorType: null);
        }
        catch (Exception failure)
        {
            log.LogError(failure, "{function} failed", Name);
            return FunctionError.Of(failure);
        }
    }
}
