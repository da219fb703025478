using System.Globalization;

namespace Sparkify.Bench;

/// <summary>Figures as a document can hold them.</summary>
internal static class MarkdownTable
{
    /// <param name="columns">The first holds words, the others figures.</param>
    public static void Write(TextWriter output, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        output.WriteLine();
        output.WriteLine($"| {string.Join(" | ", columns)} |");
        output.WriteLine($"| --- |{string.Concat(Enumerable.Repeat(" ---: |", columns.Count - 1))}");
        foreach (var row in rows)
        {
            output.WriteLine($"| {string.Join(" | ", row)} |");
        }
    }

    /// <summary>Each series: medians, in brackets the least and the most, and how it stands to its baseline.</summary>
    public static void Write(TextWriter output, IReadOnlyList<Series> series) => Write(
        output,
        ["", "CPU seconds", "seconds", "MB at the peak", "held against", "CPU", "time", "memory"],
        series.Select(one => (IReadOnlyList<string>)
        [
            one.What,
            Spread(one, cost => cost.Cpu.TotalSeconds, "N2"),
            Spread(one, cost => cost.Wall.TotalSeconds, "N2"),
            Spread(one, cost => cost.Peak / 1e6, "N0"),
            .. one.Baseline is { } baseline
                ? (string[])
                [
                    baseline.What,
                    Times(one, baseline, cost => cost.Cpu.TotalSeconds, perUnit: true),
                    Times(one, baseline, cost => cost.Wall.TotalSeconds, perUnit: true),
                    Times(one, baseline, cost => cost.Peak, perUnit: false),
                ]
                : ["", "", "", ""],
        ]));

    /// <summary>CPU seconds, in brackets those of the clock.</summary>
    public static string Seconds(Cost cost) => Text($"{cost.Cpu.TotalSeconds:N2} ({cost.Wall.TotalSeconds:N2})");

    public static string Ratio(Cost one, Cost other) => Text($"{one.Cpu / other.Cpu:N2}");

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Spread(Series one, Func<Cost, double> figure, string format)
    {
        var least = Words(one.Measured.Min(figure));
        var most = Words(one.Measured.Max(figure));
        return one.Measured.Count == 1 ? least : $"{Words(figure(one.Median))} ({least}–{most})";

        string Words(double value) => value.ToString(format, CultureInfo.InvariantCulture);
    }

    private static string Times(Series one, Series baseline, Func<Cost, double> figure, bool perUnit) =>
        Text($"{figure(one.Median) / figure(baseline.Median) * (perUnit ? (double)baseline.Units / one.Units : 1):N2}");
}
