namespace Sparkify.Reference;

/// <summary>An event the rules speak of: it has ts, session and item, and its ts is within bounds.</summary>
/// <param name="Row">What else it says: its text is trimmed and never empty.</param>
internal sealed record Event(EventRow Row, long Ts, long SessionId, long ItemInSession, int? UserId)
{
    public bool IsPlay => Row.Page == "NextSong";

    public DateTime StartTime => DateTime.UnixEpoch.AddTicks(Ts * TimeSpan.TicksPerMillisecond);

    public Track Track => new(Row.Song, Row.Artist, Staged.Length(Row.Length));

    /// <summary>The event of a staged row; null when it says too little, or something out of bounds: no table can use it.</summary>
    public static Event? Of(EventRow row) =>
        row is not { Ts: { } ts, SessionId: { } session, ItemInSession: { } item } || EventBounds.Reject(row) is not null
            ? null
            : new Event(
                StagingShape.Trimmed(row),
                Ts: ts,
                SessionId: session,
                ItemInSession: item,
                UserId: Staged.UserId(row.UserId));
}

/// <summary>What plays and song files state of a song: title, artist's name, and length in hundred-thousandths of a second.</summary>
internal sealed record Track(string? Title, string? ArtistName, long? Length)
{
    public static Track Of(SongRow song) => new(song.Title, song.ArtistName, Staged.Length(song.Duration));

    /// <summary>A track that lacks one of the three is that of no song.</summary>
    public bool IsComplete => this is { Title: not null, ArtistName: not null, Length: not null };
}

/// <summary>What an event's ts must be within, or no table can use its row, whatever its page.</summary>
public static class EventBounds
{
    /// <summary>0001-01-01 00:00:00.000, in milliseconds from 1970.</summary>
    public const long MinTs = -62_135_596_800_000;

    /// <summary>9999-12-31 23:59:59.999, in milliseconds from 1970.</summary>
    public const long MaxTs = 253_402_300_799_999;

    /// <summary>Why it is not; null where it is. A NULL is within the bounds.</summary>
    public static string? Reject(EventRow row) =>
        row.Ts is < MinTs or > MaxTs ? $"ts {row.Ts} is outside the years 1 to 9999" : null;
}

internal static class Staged
{
    /// <summary>Trimmed of blanks (U+0020 alone) on the right; '' is NULL.</summary>
    public static string? Text(string? text) => text?.TrimEnd(' ') is { Length: > 0 } trimmed ? trimmed : null;

    /// <summary>One to nine ASCII digits, else NULL.</summary>
    public static int? UserId(string? text) =>
        Text(text) is { Length: <= 9 } digits && digits.All(char.IsAsciiDigit) ? int.Parse(digits, Canonical.Culture) : null;

    /// <summary>Seconds as the nearest whole number of hundred-thousandths, from 0 to 1e9 seconds, else NULL.</summary>
    public static long? Length(double? seconds) => seconds is >= 0 and <= 1e9 ? (long)Math.Floor((seconds.Value * 100_000) + 0.5) : null;
}
