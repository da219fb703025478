using System.Text.Json;
using Sparkify.LocalCloud;

namespace Sparkify.Page;

/// <summary>
/// Reads what the ledger says, while a browser is there and something may have changed: how large loads were, and what needs somebody.
/// </summary>
/// <remarks>It takes a tenth of the time at most, however long one look takes: the workflow has the warehouse for the rest.</remarks>
internal sealed class LedgerWatch(LocalStack stack, PageFeed feed)
{
    private const int ShareOfTime = 10;

    /// <summary>Loads that may have been recorded since the last look. One that is missed shows no rows before the next start.</summary>
    private const int MostNew = 500;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    private string _known = JsonSerializer.Serialize(Attention.None, PageJson.Default.Attention);

    public async Task RunAsync()
    {
        try
        {
            // Before a browser comes: it gets all executions at once then, and later only what changes.
            await LookAsync(ExecutionBoard.MostListed);
            var seen = -1L;
            while (true)
            {
                await Task.Delay(BetweenLooks, feed.Ending);
                if (feed.HasReaders && feed.Data is var data && data != seen)
                {
                    seen = data;
                    var startedAt = TimeProvider.System.GetTimestamp();
                    await LookAsync(MostNew);
                    await Task.Delay(TimeProvider.System.GetElapsedTime(startedAt) * ShareOfTime, feed.Ending);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The page ends.
        }
    }

    private async Task LookAsync(int mostLoads)
    {
        Attention attention;
        try
        {
            feed.Set(await stack.Ledger.NewestLoadsAsync(mostLoads, feed.Ending));
            attention = await Attention.ReadAsync(stack, feed.Ending);
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            attention = Attention.None with { Unreadable = failed.Message };
        }

        var text = JsonSerializer.Serialize(attention, PageJson.Default.Attention);
        if (text != _known)
        {
            _known = text;
            feed.Set(attention);
        }
    }
}
