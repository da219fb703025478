namespace Sparkify.Proof.World;

/// <summary>What happened in a run, line by line: kept only for a run that somebody is going to read.</summary>
internal sealed class Trace(bool isKept, Func<DateTimeOffset> now)
{
    private readonly List<string> lines = [];

    public IReadOnlyList<string> Lines => lines;

    public bool IsKept => isKept;

    public void Say(FormattableString what)
    {
        if (isKept)
        {
            lines.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{now():HH:mm:ss.fff} {what}"));
        }
    }
}
