namespace Sparkify.Functions.Aws;

/// <summary>A call of an AWS client, and what its exceptions mean to the caller.</summary>
public static class SdkCall
{
    /// <param name="failure">The failure that an exception is; null: none of the service's, and it passes through.</param>
    /// <param name="cancellationToken">The caller's own: a call that it ended has not failed.</param>
    public static async Task<T> AskAsync<T>(
        Func<Task<T>> ask, Func<Exception, Exception?> failure, CancellationToken cancellationToken)
    {
        try
        {
            return await ask();
        }
        catch (Exception exception) when (
            !(exception is OperationCanceledException && cancellationToken.IsCancellationRequested)
            && failure(exception) is { } meant)
        {
            throw meant;
        }
    }
}
