using System.Globalization;
using System.Text.RegularExpressions;

namespace Sparkify.LocalCloud.Keeping;

/// <summary>How long a home keeps what only tells of the past, and how much of it.</summary>
/// <param name="Days">Of the home's time.</param>
/// <param name="Bytes">Of histories, metrics, logs and notices together.</param>
public sealed partial record KeepLimits(int Days, long Bytes)
{
    public const int MostDays = 3_650;
    private const long Megabyte = 1_000_000;
    private const long FewestBytes = 10 * Megabyte;

    public static KeepLimits Usual { get; } = new(Days: 14, Bytes: 1_000 * Megabyte);

    /// <summary>What one text may say.</summary>
    public static string Expected { get; } = $"1d to {MostDays}d, or 10MB or more (500MB, 2GB)";

    public TimeSpan Age => TimeSpan.FromDays(Days);

    /// <summary>In the list. A load leaves some 50 KB in all.</summary>
    public int MostExecutions => (int)Math.Min(int.MaxValue, Bytes / 50_000);

    /// <summary>Half: a history is most of what a load leaves.</summary>
    public long OfHistories => Bytes / 2;

    /// <summary>What metrics may take, and what all logs and notices may take together.</summary>
    public long OfLines => Bytes / 4;

    /// <summary>These limits with the one that a text states: <c>7d</c>, <c>500MB</c> or <c>2GB</c>. Null: it states none.</summary>
    public KeepLimits? With(string text)
    {
        if (Form().Match(text) is not { Success: true } form
            || !long.TryParse(form.Groups["number"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return form.Groups["unit"].Value switch
        {
            "d" => number is >= 1 and <= MostDays ? this with { Days = (int)number } : null,
            var unit => number * (unit is "GB" ? 1_000 * Megabyte : Megabyte) is >= FewestBytes and var bytes
                ? this with { Bytes = bytes }
                : null,
        };
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Days} days and {Bytes / Megabyte:N0} MB");

    [GeneratedRegex(@"\A(?<number>[0-9]{1,9})(?<unit>d|MB|GB)\z")]
    private static partial Regex Form();
}
