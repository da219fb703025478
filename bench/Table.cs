using System.Globalization;

namespace Sparkify.Bench;

/// <summary>The figures as they are printed.</summary>
internal static class Table
{
    public static void Write(IReadOnlyList<Series> series, TextWriter output)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} processors, {series[0].Measured.Count} runs in turns; seconds"));
        output.WriteLine($"{"",-62}{"median",9}{"least",9}{"most",9}{"a second",12}{"times its baseline",20}");
        foreach (var one in series)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{one.What,-62}{one.Median.TotalSeconds,9:N3}{one.Measured.Min().TotalSeconds,9:N3}{one.Measured.Max().TotalSeconds,9:N3}"
                + $"{one.Units / one.Median.TotalSeconds,12:N0}{Times(one),20}"));
        }
    }

    private static string Times(Series one) =>
        one.Baseline is { } baseline ? string.Create(CultureInfo.InvariantCulture, $"{one.Median / baseline.Median:N1}") : "";
}
