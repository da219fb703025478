namespace Sparkify.LocalCloud.Watching;

/// <summary>Wakes one who waits. Calls that come before it looks are one call.</summary>
internal sealed class WakeUp : IDisposable
{
    private readonly SemaphoreSlim _called = new(0, 1);

    public void Call()
    {
        try
        {
            if (_called.CurrentCount == 0)
            {
                _called.Release();
            }
        }
        catch (Exception over) when (over is SemaphoreFullException or ObjectDisposedException)
        {
            // Two called at once, or nobody waits any more.
        }
    }

    /// <summary>Ends at a call, at the one before it if nobody waited then, or when the time is up.</summary>
    public Task WaitAsync(TimeSpan most, CancellationToken cancellationToken) => _called.WaitAsync(most, cancellationToken);

    public void Dispose() => _called.Dispose();
}
