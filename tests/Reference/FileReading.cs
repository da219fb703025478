namespace Sparkify.Reference;

/// <summary>An event as the staging table holds it: typed, nothing trimmed.</summary>
public sealed record EventRow(
    string? Artist,
    string? FirstName,
    string? Gender,
    long? ItemInSession,
    string? LastName,
    double? Length,
    string? Level,
    string? Location,
    string? Page,
    long? SessionId,
    string? Song,
    long? Ts,
    string? UserAgent,
    string? UserId);

/// <summary>A song as the staging table holds it: typed, nothing trimmed.</summary>
public sealed record SongRow(
    string? SongId,
    string? Title,
    string? ArtistId,
    string? ArtistName,
    string? ArtistLocation,
    double? ArtistLatitude,
    double? ArtistLongitude,
    int? Year,
    double? Duration);

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

    /// <summary>Why the file as a whole stays out, given the share of its rows that may be rejected; null when its rows count.</summary>
    public string? QuarantinedBecause(double rejectShare) =>
        Damage is not null ? Damage
        : Rejected.Count > rejectShare * (Accepted + Rejected.Count)
            ? $"{Rejected.Count} of {Accepted + Rejected.Count} rows rejected; the first: {Rejected[0]}"
            : null;
}
