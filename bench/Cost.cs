using System.Diagnostics;
using System.Globalization;

namespace Sparkify.Bench;

/// <summary>What a piece of work took: of the processors, which others on the machine disturb less, of the clock, and of memory.</summary>
/// <param name="Peak">The most memory that its process had at once, in bytes; 0 where the process did other work, too.</param>
internal readonly record struct Cost(TimeSpan Cpu, TimeSpan Wall, long Peak = 0)
{
    public static async Task<Cost> OfAsync(Func<Task> work)
    {
        var start = Now();
        await work();
        return Now() - start;
    }

    /// <summary>Of no meaning by itself.</summary>
    public static Cost Now() => new(Environment.CpuUsage.TotalTime, TimeProvider.System.GetElapsedTime(0));

    /// <summary>The most memory that this process has had at once, in bytes.</summary>
    public static long PeakSoFar()
    {
        const string line = "VmHWM:";
        const string status = "/proc/self/status";
        if (!File.Exists(status))
        {
            using var process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64;
        }

        var kilobytes = File.ReadLines(status).Single(text => text.StartsWith(line, StringComparison.Ordinal))[line.Length..^2];
        return long.Parse(kilobytes, CultureInfo.InvariantCulture) * 1024;
    }

    /// <summary>Each for itself.</summary>
    public static Cost Median(IReadOnlyCollection<Cost> measured) => new(
        measured.Select(cost => cost.Cpu).Order().ElementAt(measured.Count / 2),
        measured.Select(cost => cost.Wall).Order().ElementAt(measured.Count / 2),
        measured.Select(cost => cost.Peak).Order().ElementAt(measured.Count / 2));

    public static Cost Mean(IReadOnlyCollection<Cost> measured) =>
        measured.Aggregate((one, other) => one + other) is var sum ? new(sum.Cpu / measured.Count, sum.Wall / measured.Count) : default;

    public static Cost operator +(Cost one, Cost other) => new(one.Cpu + other.Cpu, one.Wall + other.Wall);

    public static Cost operator -(Cost one, Cost other) => new(one.Cpu - other.Cpu, one.Wall - other.Wall);
}
