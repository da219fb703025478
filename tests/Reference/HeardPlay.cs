namespace Sparkify.Reference;

/// <summary>A play with all that is known of it: what it says, and the song that it is of.</summary>
/// <param name="Length">Of the track in seconds, as the play states it.</param>
/// <param name="SongId">Null where no file has stated the track.</param>
public sealed record HeardPlay(
    string SongplayId, DateTime StartTime, int? UserId, string? Level, long SessionId, string? Title, string? ArtistName, double? Length,
    string? SongId, string? ArtistId, string? Location, string? UserAgent);
