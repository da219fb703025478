using System.Globalization;
using System.Text.Json;

namespace StatesLanguage.Choices;

/// <summary>
/// Timestamps of the States Language: RFC 3339 with an upper-case T and a zone (Z or ±hh:mm), as recorded. Digits beyond the
/// seventh of a second are dropped: the nanoseconds are more than a clock here can hold.
/// </summary>
internal static class Timestamp
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public static bool IsOne(JsonElement value) => value.ValueKind == JsonValueKind.String && TryParse(value.GetString()!, out _);

    public static DateTimeOffset Of(JsonElement value) =>
        TryParse(value.GetString()!, out var time) ? time : throw new FormatException($"'{value}' is not a timestamp");

    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        var hasZone = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (point > 0)
        {
            var end = point + 1;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }

            if (end == point + 1)
            {
                return false;
            }

            text = text[..Math.Min(end, point + 8)] + text[end..];
        }

        return hasZone && text.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
    }

    /// <summary>As the context object and the history write it.</summary>
    public static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
