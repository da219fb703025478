namespace Sparkify.Cli.Answers;

/// <summary>Sizes drawn with the block elements of Unicode (https://www.unicode.org/charts/PDF/U2580.pdf).</summary>
internal static class Blocks
{
    private const string Eighths = " ▏▎▍▌▋▊▉█";
    private const string Heights = " ▁▂▃▄▅▆▇█";
    private const string Shades = "·░▒▓█";

    /// <summary>To an eighth of a place; what is more than nothing is seen.</summary>
    /// <param name="share">From 0 to 1.</param>
    /// <param name="places">Of a terminal: how long the longest is.</param>
    public static string Bar(double share, int places)
    {
        var eighths = Step(share, places * 8);
        return new string('█', eighths / 8) + (eighths % 8 > 0 ? Eighths[eighths % 8] : "");
    }

    /// <summary>A column of eight steps; blank for nothing.</summary>
    public static char Height(double share) => Heights[Step(share, Heights.Length - 1)];

    /// <summary>A dot for nothing, then a shade for each quarter that is begun.</summary>
    public static char Shade(double share) => Shades[Math.Clamp((int)Math.Ceiling(share * 4), 0, 4)];

    private static int Step(double share, int most) => share > 0 ? Math.Clamp((int)Math.Round(share * most), 1, most) : 0;
}
