namespace Sparkify.Bench.Flat;

/// <summary>What a load took.</summary>
/// <param name="Stage">Up to its commit.</param>
/// <param name="Merge">Up to its commit.</param>
/// <param name="Commits">Of both. Now and then one takes a checkpoint, which is work for all that was committed since the last.</param>
internal readonly record struct LoadCost(Cost Stage, Cost Merge, Cost Commits)
{
    public Cost Work => Stage + Merge;
}
