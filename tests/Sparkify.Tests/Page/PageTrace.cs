using System.Text.Json;
using PuppeteerSharp;

namespace Sparkify.Tests.Page;

/// <summary>A trace of the browser: what the page's main thread did.</summary>
/// <remarks>Counted is the time that the thread had the processor (tdur): a machine that is busy with other things makes no page slow.</remarks>
internal sealed class PageTrace(IPage page) : IAsyncDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public static async Task<PageTrace> StartAsync(IPage page)
    {
        var trace = new PageTrace(page);
        await page.Tracing.StartAsync(new TracingOptions { Path = trace._path });
        return trace;
    }

    /// <summary>Each task of the main thread of the renderer that worked most: script, style, layout and paint until the thread is free again.</summary>
    public async Task<IReadOnlyList<TimeSpan>> TasksOfThePageAsync()
    {
        using var trace = JsonDocument.Parse(await page.Tracing.StopAsync());
        var events = trace.RootElement.GetProperty("traceEvents").EnumerateArray().ToList();
        var mains = events.Where(entry => Name(entry) is "thread_name" && entry.GetProperty("args").GetProperty("name").GetString() is "CrRendererMain").Select(Thread).ToHashSet();
        return events.Where(entry => Name(entry) is "RunTask" && entry.TryGetProperty("tdur", out _) && mains.Contains(Thread(entry)))
            .GroupBy(Thread, entry => TimeSpan.FromMicroseconds(entry.GetProperty("tdur").GetInt64()))
            .MaxBy(tasks => tasks.Aggregate(TimeSpan.Zero, (sum, task) => sum + task))!.ToList();
    }

    public ValueTask DisposeAsync()
    {
        File.Delete(_path);
        return ValueTask.CompletedTask;
    }

    private static string? Name(JsonElement entry) => entry.TryGetProperty("name", out var name) ? name.GetString() : null;

    private static (int Process, int Thread) Thread(JsonElement entry) => (entry.GetProperty("pid").GetInt32(), entry.GetProperty("tid").GetInt32());
}
