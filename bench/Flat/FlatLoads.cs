using System.Globalization;
using Sparkify.Ingestion;

namespace Sparkify.Bench.Flat;

/// <summary>
/// The same small loads into warehouses that differ in the number of plays alone. Each load is committed, and what comes next are other
/// instants and other songs: no run meets what the one before has left, and the plays grow by what is measured.
/// </summary>
/// <param name="events">Of each load of events; seven in eight are plays.</param>
/// <param name="runs">What counts of each load; one more comes before, in which code is compiled and files are read into memory.</param>
internal sealed class FlatLoads(int events, int runs, TextWriter errors)
{
    private readonly (string What, Dataset Dataset, Func<int, string> Rows)[] _loads =
    [
        (Text($"{events:N0} events of a new day"), Dataset.LogData, run => MadeData.NewDay(events, run)),
        (Text($"the same {events:N0} events again"), Dataset.LogData, run => MadeData.NewDay(events, run)),
        (Text($"{events:N0} other events of a day long past"), Dataset.LogData, run => MadeData.PastDay(events, run)),
        (Text($"{MadeData.LateSongs:N0} songs of tracks that were played"), Dataset.SongData, MadeData.Late),
        ("one song put again", Dataset.SongData, _ => MadeData.OneKnown),
    ];

    /// <summary>For each load, and the commits of all, the medians in the order of the warehouses.</summary>
    public async Task<IReadOnlyList<(string What, IReadOnlyList<Cost> Costs)>> MeasureAsync(
        IReadOnlyList<MadeWarehouse> warehouses, CancellationToken cancellationToken)
    {
        var measured = _loads.Select(_ => warehouses.Select(_ => new List<LoadCost>()).ToList()).ToList();
        for (var run = 0; run <= runs; run++)
        {
            for (var load = 0; load < _loads.Length; load++)
            {
                // In turns: what disturbs the machine for a while disturbs all of them.
                for (var i = 0; i < warehouses.Count; i++)
                {
                    var key = warehouses[i].Put(_loads[load].Dataset, _loads[load].Rows(run));
                    var cost = await warehouses[i].LoadAsync(_loads[load].Dataset, [key], cancellationToken);
                    await errors.WriteLineAsync(
                        Text($"run {run}, warehouse {i + 1}: {_loads[load].What}: {cost.Work.Cpu.TotalSeconds:N3}"));
                    measured[load][i].AddRange(run > 0 ? [cost] : []);
                }
            }
        }

        return
        [
            .. measured.Select((costs, load) => (_loads[load].What, Each(costs.Select(all => Cost.Median([.. all.Select(c => c.Work)]))))),
            ("a commit, now and then a checkpoint: mean", Each(warehouses.Select((_, i) =>
                Cost.Mean([.. measured.SelectMany(costs => costs[i]).Select(c => c.Commits)])))),
        ];
    }

    private static IReadOnlyList<Cost> Each(IEnumerable<Cost> costs) => [.. costs];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
