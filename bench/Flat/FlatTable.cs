using System.Globalization;

namespace Sparkify.Bench.Flat;

/// <summary>The figures as they are printed: seconds of the processors, in brackets those of the clock.</summary>
internal static class FlatTable
{
    public static void Write(
        TextWriter output, int runs, IReadOnlyList<long> plays, IReadOnlyList<(string What, IReadOnlyList<Cost> Costs)> loads)
    {
        output.WriteLine(Text(
            $"{Environment.ProcessorCount} processors, medians of {runs} runs in turns; seconds of the processors (of the clock)"));
        output.WriteLine();
        output.WriteLine($"{"stage and merge, into so many plays",-52}"
            + $"{string.Concat(plays.Select(size => Text($"{size,15:N0}")))}{"last / first",14}");
        foreach (var (what, costs) in loads)
        {
            output.WriteLine($"{what,-52}{string.Concat(costs.Select(Cell))}{Ratio(costs[^1], costs[0])}");
        }
    }

    public static void Write(TextWriter output, IReadOnlyList<(string What, Cost View, Cost Table)> questions)
    {
        output.WriteLine();
        output.WriteLine($"{"a question over the most plays",-52}{"a stored song",15}{"the view",15}{"view / stored",14}");
        foreach (var (what, view, table) in questions)
        {
            output.WriteLine($"{what,-52}{Cell(table)}{Cell(view)}{Ratio(view, table)}");
        }
    }

    public static void Write(TextWriter output, int events, Cost merge)
    {
        output.WriteLine();
        output.WriteLine(Text($"{$"the merge of {events:N0} events at once",-52}{Cell(merge)}"));
    }

    private static string Cell(Cost cost) => Text($"{Text($"{cost.Cpu.TotalSeconds:N2} ({cost.Wall.TotalSeconds:N2})"),15}");

    private static string Ratio(Cost one, Cost other) => Text($"{one.Cpu / other.Cpu,14:N2}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
