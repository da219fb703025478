using System.Globalization;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Warehouse;

/// <summary>How many plays are loaded, and of how many the song is known: how far an answer goes that rests on known songs.</summary>
public sealed record KnownSongs(long Known, long Plays)
{
    /// <summary>In words; null where the song of every play is known.</summary>
    public string? Coverage => Plays == Known
        ? null
        : Known == 0
            ? string.Create(CultureInfo.InvariantCulture, $"None of {Plays:N0} plays has a known song: their metadata has not come.")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{Known:N0} of {Plays:N0} plays {(Known == 1 ? "has" : "have")} a known song: the metadata of the others has not come.");

    /// <param name="answer">To <see cref="AnalystQuestions.KnownSongs"/>.</param>
    public static KnownSongs Of(QueryResult answer)
    {
        var row = answer.Named.Single();
        return new KnownSongs(row.Number("known_plays"), row.Number("plays"));
    }
}
