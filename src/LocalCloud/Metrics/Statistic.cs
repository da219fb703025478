using System.Globalization;

namespace Sparkify.LocalCloud.Metrics;

/// <summary>
/// A period's points as one number: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html.
/// </summary>
public static class Statistic
{
    /// <param name="name">As in a query.</param>
    /// <param name="values">At least one; their order is lost.</param>
    /// <exception cref="ArgumentException">There is no such statistic here.</exception>
    public static double Of(string name, Span<double> values) => name switch
    {
        "Sum" => Sum(values),
        "Average" => Sum(values) / values.Length,
        "Minimum" => Percentile(0, values),
        "Maximum" => Percentile(100, values),
        "SampleCount" => values.Length,
        ['p', .. var share]
            when double.TryParse(share, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent <= 100 =>
            Percentile(percent, values),
        _ => throw new ArgumentException($"'{name}' is none of Sum, Average, Minimum, Maximum, SampleCount, p0 to p100", nameof(name)),
    };

    /// <summary>Between two points, the one of the higher rank weighs by how far the rank asked for is on its way to it.</summary>
    private static double Percentile(double percent, Span<double> values)
    {
        values.Sort();
        var rank = percent / 100 * (values.Length - 1);
        var below = (int)rank;
        return below + 1 < values.Length ? values[below] + ((rank - below) * (values[below + 1] - values[below])) : values[below];
    }

    private static double Sum(Span<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum;
    }
}
