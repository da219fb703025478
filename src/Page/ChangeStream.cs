using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Sparkify.Page;

/// <summary>The changes as server-sent events: at most a few a second, each with all that changed since the one before.</summary>
/// <remarks>
/// The id of an event is <c>epoch.change</c>. A browser that lost the connection says the last id that it has, and goes on from there; one
/// that knows another epoch has seen another process, or what the home keeps no longer, and has to start anew.
/// https://html.spec.whatwg.org/multipage/server-sent-events.html
/// </remarks>
internal static class ChangeStream
{
    private static readonly TimeSpan BetweenEvents = TimeSpan.FromMilliseconds(250);

    /// <summary>A comment now and then, so that a connection that died is noticed.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    public static async Task RunAsync(HttpContext context, PageFeed feed)
    {
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, feed.Ending);
        using var reader = feed.AddReader();
        try
        {
            var epoch = feed.Epoch;
            if (KnownChange(context.Request, epoch) is { } change)
            {
                await WriteAsync(context, "retry: 1000\n\n", ending.Token);
                await StreamAsync(context, feed, epoch, change, ending.Token);
            }

            await WriteAsync(context, "event: restart\ndata: {}\n\n", ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The browser went away, or the page ends.
        }
    }

    /// <summary>Ends with the epoch.</summary>
    private static async Task StreamAsync(
        HttpContext context, PageFeed feed, string epoch, long change, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await feed.WhenPastAsync(change, cancellationToken).WaitAsync(Silence, cancellationToken);
            }
            catch (TimeoutException)
            {
                await WriteAsync(context, ": still here\n\n", cancellationToken);
                continue;
            }

            var delta = feed.Since(change);
            if (delta.Epoch != epoch)
            {
                return;
            }

            change = delta.Change;
            var json = JsonSerializer.Serialize(delta, PageJson.Default.FeedDelta);
            await WriteAsync(
                context,
                string.Create(CultureInfo.InvariantCulture, $"id: {delta.Epoch}.{change}\nevent: changes\ndata: {json}\n\n"),
                cancellationToken);
            await Task.Delay(BetweenEvents, cancellationToken);
        }
    }

    /// <summary>Null: it knows another process's numbers, or none.</summary>
    private static long? KnownChange(HttpRequest request, string epoch)
    {
        // The header is that of a connection that was lost; the query that of a first one.
        var known = request.Headers["Last-Event-ID"].FirstOrDefault() ?? request.Query["after"].FirstOrDefault();
        return known?.Split('.') is [var itsEpoch, var number]
            && itsEpoch == epoch
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var change) ? change : null;
    }

    private static async Task WriteAsync(HttpContext context, string text, CancellationToken cancellationToken)
    {
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
    }
}
