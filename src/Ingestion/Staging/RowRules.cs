namespace Sparkify.Ingestion.Staging;

/// <summary>
/// What a row of a dataset must have to be in any table, and by which keys the files have it: docs/data-rules.md, "Unusable rows".
/// </summary>
public sealed class RowRules
{
    private const long FirstTs = -62_135_596_800_000, LastTs = 253_402_300_799_999;

    private static readonly RowRules Events = new(
        ["no ts", "a ts outside the years 1 to 9999", "no sessionId", "no itemInSession"],
        [
            "artist", "auth", "firstName", "gender", "itemInSession", "lastName", "length", "level", "location", "method", "page",
            "registration", "sessionId", "song", "status", "ts", "userAgent", "userId",
        ],
        row =>
        [
            !row.Has("ts"), row.Number("ts") is < FirstTs or > LastTs, !row.Has("sessionId"), !row.Has("itemInSession"),
        ]);

    private static readonly RowRules Songs = new(
        ["neither song_id nor artist_id"],
        [
            "artist_id", "artist_latitude", "artist_location", "artist_longitude", "artist_name", "duration", "num_songs", "song_id",
            "title", "year",
        ],
        row => [!row.Has("song_id") && !row.Has("artist_id")]);

    private readonly Func<JsonRow, IReadOnlyList<bool>> _judge;
    private readonly HashSet<string> _keys;

    private RowRules(IReadOnlyList<string> lacks, IReadOnlyList<string> keys, Func<JsonRow, IReadOnlyList<bool>> judge) =>
        (Lacks, _keys, _judge) = (lacks, keys.ToHashSet(StringComparer.OrdinalIgnoreCase), judge);

    /// <summary>What a row can lack, as one says it behind "have": with any of it, no table can use the row.</summary>
    public IReadOnlyList<string> Lacks { get; }

    public static RowRules Of(Dataset dataset) => dataset == Dataset.LogData ? Events : Songs;

    /// <summary>For each of <see cref="Lacks"/>, whether the row lacks it.</summary>
    internal IReadOnlyList<bool> LackedBy(JsonRow row) => _judge(row);

    /// <summary>Whether the dataset's files have this key. Upper and lower case are one, as COPY takes them.</summary>
    internal bool Expects(string key) => _keys.Contains(key);
}
