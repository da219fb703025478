using System.Text.RegularExpressions;

namespace Sparkify.Tests.Shown;

/// <summary>What no two runs have in common: times, and ids that derive from them or from chance.</summary>
internal static partial class Unrepeatable
{
    /// <returns>The text with a word in the place of each, and with one blank where there are several.</returns>
    public static string Without(string text)
    {
        var plain = Moment().Replace(text, "<moment>");
        plain = EventTime().Replace(plain, "<moment>");
        plain = LoadName().Replace(plain, "$1-data-<load>");
        plain = BackfillName().Replace(plain, "backfill-song_data-<when>");
        plain = Trace().Replace(plain, "<trace>");
        plain = MessageId().Replace(plain, "<id>");
        plain = Seconds().Replace(plain, "<seconds>");
        return Blanks().Replace(plain, " ");
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?(\+00:00|Z)?")]
    private static partial Regex Moment();

    [GeneratedRegex(@"(?<=""event_time"":)\d+")]
    private static partial Regex EventTime();

    [GeneratedRegex(@"(log|song)-data-([0-9a-f]{24}|[0-9a-f]{12})\b")]
    private static partial Regex LoadName();

    [GeneratedRegex(@"backfill-song_data-\d{8}-\d{6}-[0-9a-f]{6}")]
    private static partial Regex BackfillName();

    [GeneratedRegex(@"\b1-[0-9a-f]{8}-[0-9a-f]{24}\b")]
    private static partial Regex Trace();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex MessageId();

    [GeneratedRegex(@"(?<= in |\+)[0-9,]+\.\d+(?= s)|(?<=""seconds"":)[0-9.]+")]
    private static partial Regex Seconds();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Blanks();
}
