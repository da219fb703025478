namespace Sparkify.Bench.Flat;

/// <summary>What a piece of work took of this process's processors, which others on the machine disturb less, and of the clock.</summary>
internal readonly record struct Cost(TimeSpan Cpu, TimeSpan Wall)
{
    public static async Task<Cost> OfAsync(Func<Task> work)
    {
        var start = Now();
        await work();
        return Now() - start;
    }

    /// <summary>Of no meaning by itself.</summary>
    public static Cost Now() => new(Environment.CpuUsage.TotalTime, TimeProvider.System.GetElapsedTime(0));

    /// <summary>Each for itself.</summary>
    public static Cost Median(IReadOnlyList<Cost> measured) => new(
        measured.Select(cost => cost.Cpu).Order().ElementAt(measured.Count / 2),
        measured.Select(cost => cost.Wall).Order().ElementAt(measured.Count / 2));

    public static Cost Mean(IReadOnlyList<Cost> measured) =>
        measured.Aggregate((one, other) => one + other) is var sum ? new(sum.Cpu / measured.Count, sum.Wall / measured.Count) : default;

    public static Cost operator +(Cost one, Cost other) => new(one.Cpu + other.Cpu, one.Wall + other.Wall);

    public static Cost operator -(Cost one, Cost other) => new(one.Cpu - other.Cpu, one.Wall - other.Wall);
}

/// <summary>What a load took.</summary>
/// <param name="Stage">Up to its commit.</param>
/// <param name="Merge">Up to its commit.</param>
/// <param name="Commits">Of both. Now and then one takes a checkpoint, which is work for all that was committed since the last.</param>
internal readonly record struct LoadCost(Cost Stage, Cost Merge, Cost Commits)
{
    public Cost Work => Stage + Merge;
}
