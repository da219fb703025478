namespace Sparkify.Reference;

/// <summary>An event as the staging table holds it: typed, nothing trimmed. The table has these columns.</summary>
public sealed record EventRow(
    [Key("artist", 1024)] string? Artist,
    [Key("firstName", 256)] string? FirstName,
    [Key("gender", 16)] string? Gender,
    [Key("itemInSession")] long? ItemInSession,
    [Key("lastName", 256)] string? LastName,
    [Key("length")] double? Length,
    [Key("level", 16)] string? Level,
    [Key("location", 512)] string? Location,
    [Key("page", 64)] string? Page,
    [Key("sessionId")] long? SessionId,
    [Key("song", 1024)] string? Song,
    [Key("ts")] long? Ts,
    [Key("userAgent", 1024)] string? UserAgent,
    [Key("userId", 64)] string? UserId);

/// <summary>A song as the staging table holds it: typed, nothing trimmed. The table has these columns.</summary>
public sealed record SongRow(
    [Key("song_id", 64)] string? SongId,
    [Key("title", 1024)] string? Title,
    [Key("artist_id", 64)] string? ArtistId,
    [Key("artist_name", 1024)] string? ArtistName,
    [Key("artist_location", 1024)] string? ArtistLocation,
    [Key("artist_latitude")] double? ArtistLatitude,
    [Key("artist_longitude")] double? ArtistLongitude,
    [Key("year")] int? Year,
    [Key("duration")] double? Duration);

/// <summary>A row that COPY does not take.</summary>
/// <param name="Line">The last line of the rejected text, counted from 1, as SYS_LOAD_ERROR_DETAIL counts.</param>
/// <param name="Column">The column that did not take its value; null when the text is no row at all.</param>
public sealed record ExpectedLoadError(int Line, string? Column, string Reason)
{
    public override string ToString() => Column is null ? $"line {Line}: {Reason}" : $"line {Line}, column {Column}: {Reason}";
}

/// <summary>What COPY makes of one file.</summary>
/// <param name="Damage">Why nothing of the file can be read at all (a broken gzip); null when it can.</param>
public sealed record FileReading(
    SourceFile File,
    IReadOnlyList<EventRow> Events,
    IReadOnlyList<SongRow> Songs,
    IReadOnlyList<ExpectedLoadError> Rejected,
    string? Damage)
{
    public int Accepted => Events.Count + Songs.Count;

    /// <summary>Of the rows that COPY takes: those that no table can use.</summary>
    public int Unusable =>
        Events.Count(row => Event.Of(row) is null)
        + Songs.Select(StagingShape.Trimmed).Count(song => song is { SongId: null, ArtistId: null });

    /// <summary>The rows that were taken, in the order of the staging table's columns.</summary>
    public IEnumerable<object?[]> Rows => Events.Concat<object>(Songs).Select(StagingShape.Of(File.Dataset).Values);

    /// <summary>
    /// Why the file as a whole stays out, given the share of its rows that may be rejected or unusable; null when its rows count.
    /// </summary>
    public string? QuarantinedBecause(double rejectShare) =>
        Damage is not null ? Damage
        : Rejected.Count + Unusable > rejectShare * (Accepted + Rejected.Count)
            ? $"{Rejected.Count} of {Accepted + Rejected.Count} rows rejected, {Unusable} unusable; the first rejected: "
                + $"{(Rejected.Count > 0 ? Rejected[0] : "none")}"
            : null;
}
