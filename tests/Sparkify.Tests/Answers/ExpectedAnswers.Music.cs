using System.Globalization;
using Sparkify.Reference;

namespace Sparkify.Tests.Answers;

/// <content>What is listened to.</content>
internal sealed partial class ExpectedAnswers
{
    private IEnumerable<object?[]> TopSongs() => _plays
        .Where(play => play.Title is not null)
        .GroupBy(play => (play.Title, play.ArtistName))
        .OrderByDescending(plays => plays.Count())
        .ThenBy(plays => plays.Key.Title, TextOrder.NullLast).ThenBy(plays => plays.Key.ArtistName, TextOrder.NullLast)
        .Take(Top)
        .Select(plays => new object?[] { plays.Key.Title, plays.Key.ArtistName, Count(plays), Listeners(plays) });

    private IEnumerable<object?[]> SongsWithMetadata() => _plays
        .Where(play => play.SongId is not null)
        .GroupBy(play => (Song: play.SongId!, Title: _songs[play.SongId!][1], Artist: _artists[play.ArtistId!][1]))
        .OrderByDescending(plays => plays.Count())
        .ThenBy(plays => plays.Key.Title, TextOrder.NullLast).ThenBy(plays => plays.Key.Artist, TextOrder.NullLast)
        .Take(Top)
        .Select(plays => new object?[] { plays.Key.Title, plays.Key.Artist, Count(plays), Listeners(plays) });

    private IEnumerable<object?[]> Decades() => _plays
        .Where(play => play.SongId is not null)
        .GroupBy(play => Decade(_songs[play.SongId!][3]))
        .OrderBy(plays => plays.Key, TextOrder.NullLast)
        .Select(plays => new object?[] { plays.Key, Count(plays), plays.Select(play => play.SongId).Distinct().LongCount() });

    private static string Decade(string? year) =>
        int.TryParse(year, CultureInfo.InvariantCulture, out var known) && known > 0 ? $"{known - (known % 10)}s" : "not stated";

    private IEnumerable<object?[]> ArtistsWithoutMetadata()
    {
        var names = _star.Artists.Rows.Select(row => row[1]).ToHashSet();
        return MostPlayed(
            _plays.Where(play => play.ArtistName is not null && !names.Contains(play.ArtistName))
                .GroupBy(play => play.ArtistName!)
                .Where(plays => plays.All(play => play.ArtistId is null)),
            Top)
            .Select(row => new[] { row[0], row[1], row[2], Titles(_plays.Where(play => play.ArtistName == (string?)row[0])) });
    }
}
