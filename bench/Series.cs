namespace Sparkify.Bench;

/// <summary>What is measured again and again.</summary>
/// <param name="What">In words, with its size.</param>
/// <param name="Units">Rows or files that one run works on: what is held against another is held against it for each of them.</param>
/// <param name="Baseline">What it is held against; null for a baseline.</param>
/// <param name="Measure">One run; preparing it does not count.</param>
/// <param name="Most">Runs at most: some take minutes.</param>
internal sealed record Series(
    string What, long Units, Series? Baseline, Func<CancellationToken, Task<Cost>> Measure, int Most = int.MaxValue)
{
    private readonly List<Cost> _measured = [];

    public IReadOnlyList<Cost> Measured => _measured;

    public Cost Median => Cost.Median(_measured);

    public async Task MeasureAsync(CancellationToken cancellationToken) => _measured.Add(await Measure(cancellationToken));
}
