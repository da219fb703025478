namespace Sparkify.Tests;

/// <summary>Waits that end: with what is waited for, with the failure of who should bring it about, or with the time that is up.</summary>
internal static class Patience
{
    /// <summary>Longer than anything takes here on a machine that has much else to do.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public static Task<T> ForAsync<T>(Task<T> awaited) => awaited.WaitAsync(Limit, TestContext.Current.CancellationToken);

    /// <param name="worker">Who should bring it about, and does not end before.</param>
    public static async Task ForAsync(Task awaited, Task worker)
    {
        var first = await Task.WhenAny(awaited, worker).WaitAsync(Limit, TestContext.Current.CancellationToken);
        await first;
        Assert.True(first == awaited, "who should bring it about has ended");
    }
}
