namespace Sparkify.Bench;

/// <summary>What is measured again and again.</summary>
/// <param name="What">In words, with its size.</param>
/// <param name="Units">Rows or files that one run works on.</param>
/// <param name="Baseline">What it is held against; null for a baseline.</param>
/// <param name="Measure">One run; preparing it does not count.</param>
internal sealed record Series(string What, long Units, Series? Baseline, Func<CancellationToken, Task<TimeSpan>> Measure)
{
    private readonly List<TimeSpan> _measured = [];

    public IReadOnlyList<TimeSpan> Measured => _measured;

    public TimeSpan Median => _measured.Order().ElementAt(_measured.Count / 2);

    public void Add(TimeSpan measured) => _measured.Add(measured);
}
