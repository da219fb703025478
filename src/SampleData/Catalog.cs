namespace Sparkify.SampleData;

/// <summary>
/// The songs of a seed, each a pure function of its index: those below <paramref name="songs"/> have files, the plays of unknown songs
/// are of those behind. Nothing is kept, so a set of any size needs no memory.
/// </summary>
internal sealed class Catalog(long seed, int songs)
{
    private readonly int artists = Math.Clamp((int)(songs * 7L / 10), 1, SeedRange.MaxArtists);

    public Song this[int index]
    {
        get
        {
            var random = SplitMix64.For(seed, Stream.Song, index);
            var artist = (int)((long)random.Below(artists) * (1 + random.Below(artists)) / artists);
            return new Song(
                Index: index,
                Artist: artist,
                Guest: random.Chance(6, 100) ? random.Pick(Words.Guests) : null,
                First: random.Pick(Words.First),
                Second: random.Pick(Words.Second),
                Third: random.Chance(1, 2) ? random.Pick(Words.Second) : null,
                End: random.Chance(1, 4) ? random.Pick(Words.TitleEnds) : null,
                TrailingBlank: random.Chance(1, 100),
                Duration: Duration(ref random),
                Year: random.Chance(45, 100) ? 0 : 1955 + random.Below(64),
                LeavesOutLocation: random.Chance(5, 100),
                LeavesOutCoordinates: random.Chance(5, 100));
        }
    }

    /// <summary>The song's file, as a Python program writes it: one object, blanks after colons and commas, no end of line.</summary>
    public byte[] File(int index, Utf8Buffer to)
    {
        var song = this[index];
        var artist = Artist(song.Artist);
        to.Clear();
        to.Write("{\"num_songs\": 1, \"artist_id\": \""u8);
        SeedRange.WriteArtistId(to, seed, song.Artist);
        to.Write("\", \"artist_latitude\": "u8);
        WriteCoordinate(to, song.LeavesOutCoordinates ? null : artist.Latitude);
        to.Write(", \"artist_longitude\": "u8);
        WriteCoordinate(to, song.LeavesOutCoordinates ? null : artist.Longitude);
        to.Write(", \"artist_location\": \""u8);
        to.Write(song.LeavesOutLocation ? default : (artist.Place?.InSongs).AsSpan());
        to.Write("\", \"artist_name\": "u8);
        to.Write(artist.Number is null ? "\""u8 : default);
        WriteArtistName(to, song, inLogs: false);
        to.Write(artist.Number is null ? "\""u8 : default);
        to.Write(", \"song_id\": \""u8);
        SeedRange.WriteSongId(to, seed, index);
        to.Write("\", \"title\": \""u8);
        WriteTitle(to, song, inLogs: false);
        to.Write("\", \"duration\": "u8);
        to.WriteDecimal(song.Duration);
        to.Write(", \"year\": "u8);
        to.Write(song.Year);
        to.Write("}"u8);
        return to.ToArray();
    }

    public static void WriteTitle(Utf8Buffer to, in Song song, bool inLogs)
    {
        Write(to, song.First, inLogs);
        to.Write(" "u8);
        Write(to, song.Second, inLogs);
        if (song.Third is not null)
        {
            to.Write(" "u8);
            Write(to, song.Third, inLogs);
        }

        Write(to, song.End, inLogs);
        to.Write(song.TrailingBlank ? " "u8 : default);
    }

    /// <summary>The name as this song's file has it: the same artist goes by several.</summary>
    public void WriteArtistName(Utf8Buffer to, in Song song, bool inLogs)
    {
        var artist = Artist(song.Artist);
        if (artist.Number is { } number)
        {
            to.Write(number);
            return;
        }

        Write(to, artist.First, inLogs);
        to.Write(" "u8);
        Write(to, artist.Second, inLogs);
        Write(to, artist.End, inLogs);
        Write(to, song.Guest, inLogs);
    }

    private ArtistFacts Artist(int index)
    {
        var random = SplitMix64.For(seed, Stream.Artist, index);
        var located = random.Chance(45, 100);
        return new ArtistFacts(
            Number: random.Chance(3, 1000) ? 100 + random.Below(3000) : null,
            First: random.Pick(Words.First),
            Second: random.Pick(Words.Second),
            End: random.Pick(Words.BandEnds),
            Place: located || random.Chance(1, 4) ? random.Pick(Words.Places) : null,
            Latitude: located ? random.Below(14_000_000) - 6_000_000 : null,
            Longitude: located ? random.Below(36_000_000) - 18_000_000 : null);
    }

    /// <summary>In hundred-thousandths of a second: mostly five decimals, now and then four or three, never ending in zero.</summary>
    private static int Duration(ref SplitMix64 random)
    {
        var unit = random.Below(20) switch { 0 => 100, 1 or 2 => 10, _ => 1 };
        var units = ((30 + random.Below(400)) * (100_000 / unit)) + random.Below(100_000 / unit);
        return unit * (units % 10 == 0 ? units + 1 : units);
    }

    private static void WriteCoordinate(Utf8Buffer to, int? hundredThousandths)
    {
        if (hundredThousandths is { } value)
        {
            to.WriteDecimal(value);
        }
        else
        {
            to.Write("null"u8);
        }
    }

    private static void Write(Utf8Buffer to, Phrase? phrase, bool inLogs) => to.Write(inLogs ? phrase?.InLogs : phrase?.InSongs);

    private readonly record struct ArtistFacts(
        int? Number, Phrase First, Phrase Second, Phrase End, Phrase? Place, int? Latitude, int? Longitude);
}

/// <summary>One song: what its file says, and what an event that plays it says.</summary>
/// <param name="Duration">In hundred-thousandths of a second.</param>
internal readonly record struct Song(
    int Index,
    int Artist,
    Phrase? Guest,
    Phrase First,
    Phrase Second,
    Phrase? Third,
    Phrase? End,
    bool TrailingBlank,
    int Duration,
    int Year,
    bool LeavesOutLocation,
    bool LeavesOutCoordinates);
