namespace Sparkify.Reference;

/// <summary>An event the rules speak of: it has ts, session and item, all within bounds.</summary>
/// <param name="Row">What else it says: its text is trimmed and never empty.</param>
internal sealed record Event(EventRow Row, DateTime StartTime, long SessionId, int ItemInSession, int? UserId)
{
    public bool IsPlay => Row.Page == "NextSong";

    /// <summary>The event of a staged row; null when it says too little (filtered) or something out of bounds (rejected).</summary>
    public static Event? Of(EventRow row) =>
        row is not { Ts: { } ts, SessionId: { } session, ItemInSession: { } item } || EventBounds.Reject(row) is not null
            ? null
            : new Event(
                StagingShape.Trimmed(row),
                StartTime: DateTime.UnixEpoch.AddTicks(ts * TimeSpan.TicksPerMillisecond),
                SessionId: session,
                ItemInSession: (int)item,
                UserId: Staged.UserId(row.UserId));
}

/// <summary>What an event's numbers must be within, or its row is rejected whatever its page.</summary>
public static class EventBounds
{
    public const long MaxItemInSession = 999_999;

    /// <summary>The largest session, either way, for which session_id * 1000000 + item_in_session is a BIGINT for every item.</summary>
    public const long MaxSessionId = 9_223_372_036_853;

    /// <summary>0001-01-01 00:00:00.000, in milliseconds from 1970.</summary>
    public const long MinTs = -62_135_596_800_000;

    /// <summary>9999-12-31 23:59:59.999, in milliseconds from 1970.</summary>
    public const long MaxTs = 253_402_300_799_999;

    /// <summary>Why the row is rejected; null when it is not. A NULL is within all bounds.</summary>
    public static string? Reject(EventRow row) =>
        row.ItemInSession is < 0 or > MaxItemInSession ? $"itemInSession {row.ItemInSession} is not within 0..{MaxItemInSession}"
        : row.SessionId is < -MaxSessionId or > MaxSessionId ? $"sessionId {row.SessionId} is too large for a songplay_id"
        : row.Ts is < MinTs or > MaxTs ? $"ts {row.Ts} is not within the years 1 to 9999"
        : null;
}

internal static class Staged
{
    /// <summary>Trimmed of blanks (U+0020 alone) on the right; '' is NULL.</summary>
    public static string? Text(string? text) => text?.TrimEnd(' ') is { Length: > 0 } trimmed ? trimmed : null;

    /// <summary>One to nine ASCII digits, else NULL.</summary>
    public static int? UserId(string? text) =>
        Text(text) is { Length: <= 9 } digits && digits.All(char.IsAsciiDigit) ? int.Parse(digits, Canonical.Culture) : null;
}
