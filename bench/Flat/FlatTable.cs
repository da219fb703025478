using static Sparkify.Bench.MarkdownTable;

namespace Sparkify.Bench.Flat;

/// <summary>The figures as they are printed.</summary>
internal static class FlatTable
{
    public static void Write(
        TextWriter output, int runs, IReadOnlyList<long> plays, IReadOnlyList<(string What, IReadOnlyList<Cost> Costs)> loads)
    {
        output.WriteLine(Machine.Words());
        output.WriteLine(Text($"medians of {runs} runs in turns; CPU seconds (seconds)"));
        MarkdownTable.Write(
            output,
            ["stage and merge, into so many plays", .. plays.Select(size => Text($"{size:N0}")), "last / first"],
            loads.Select(load => (IReadOnlyList<string>)
                [load.What, .. load.Costs.Select(Seconds), Ratio(load.Costs[^1], load.Costs[0])]));
    }

    public static void Write(TextWriter output, IReadOnlyList<(string What, Cost View, Cost Table)> questions) => MarkdownTable.Write(
        output,
        ["a question over the most plays", "a stored song", "the view", "view / stored"],
        questions.Select(asked => (IReadOnlyList<string>)
            [asked.What, Seconds(asked.Table), Seconds(asked.View), Ratio(asked.View, asked.Table)]));

    public static void Write(TextWriter output, int events, Cost merge) =>
        MarkdownTable.Write(output, ["all at once", "merge"], [[Text($"{events:N0} events"), Seconds(merge)]]);
}
