namespace Sparkify.Reference;

/// <summary>What the rules leave to settings.</summary>
public sealed record ReferenceOptions
{
    /// <summary>The share of a file's rows that COPY may reject, or that no table can use, before the file as a whole stays out.</summary>
    public double RejectShare { get; init; } = 0.01;
}

/// <summary>
/// The star schema that a set of files gives, by the words of the data rules and nothing else: no order, no loads, no merging. Every
/// table's row for a key is the first, under the rule's total order, of all that the files ever said about that key.
/// </summary>
public sealed record StarSchema(StarTable Songplays, StarTable Users, StarTable Songs, StarTable Artists, StarTable Time)
{
    /// <summary>The rows of songplays with what each says that was played, in no order, made when they are asked for.</summary>
    public required IEnumerable<HeardPlay> Plays { get; init; }

    public IReadOnlyList<StarTable> Tables => [Songplays, Users, Songs, Artists, Time];

    public static StarSchema Of(IEnumerable<SourceFile> files, ReferenceOptions? options = null) =>
        Of(files.Select(CopyRules.Read), options);

    /// <summary>The same from files that are read already: reading is the larger part of the work.</summary>
    public static StarSchema Of(IEnumerable<FileReading> readings, ReferenceOptions? options = null)
    {
        var share = (options ?? new ReferenceOptions()).RejectShare;
        var good = readings.Where(reading => reading.QuarantinedBecause(share) is null).ToList();
        var events = good.SelectMany(reading => reading.Events).Select(Event.Of).OfType<Event>().ToList();
        var songs = good.SelectMany(reading => reading.Songs).Select(StagingShape.Trimmed).ToList();
        var plays = TableRules.Plays(events, songs);
        return new StarSchema(
            TableRules.Songplays(plays),
            TableRules.Users(events),
            TableRules.Songs(songs),
            TableRules.Artists(songs),
            TableRules.Time(events))
        {
            Plays = plays.Select(TableRules.Heard),
        };
    }
}
