using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Sparkify.Reference;
using Sparkify.SampleData;
using Sparkify.Tests.LocalCloud;

namespace Sparkify.Tests.SampleData;

public sealed class DatasetGeneratorTests
{
    private static readonly Gen<GenerateOptions> Small = Gen.Select(
        Gen.Long[0, 3000], Gen.Int[0, 200], Gen.OneOf(Gen.Long[0, 100], Gen.Long[0, SeedRange.MaxSeed]),
        (events, songs, seed) => new GenerateOptions(events, songs, seed, ""));

    [Fact]
    public void The_same_options_give_the_same_bytes_on_every_machine()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in DatasetGenerator.Files(new GenerateOptions(5000, 200, 42, "")))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file.Key));
            hash.AppendData(file.Bytes.Span);
        }

        // Approved: a change of it is a change of every data set that anyone has generated.
        Assert.Equal("a4bfdc0f39bd607d287529af50d2c7d91e6a150dbb7172b26dfb1b2ba335d86f", Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    [Fact]
    public void Events_and_songs_are_as_many_as_asked_for_and_every_one_is_taken() => Small.Sample(options =>
    {
        var readings = Read(options);

        Assert.All(readings, reading => Assert.Empty(reading.Rejected));
        Assert.Equal(options.Events, readings.Sum(reading => reading.Events.Count));
        Assert.Equal(options.Songs, readings.Sum(reading => reading.Songs.Count));
        Assert.Equal(options.Songs, readings.Count(reading => reading.File.Dataset == Dataset.SongData));
    }, iter: 30, threads: 1);

    [Fact]
    public void No_item_of_a_session_is_said_twice() => Small.Sample(options =>
    {
        var items = Read(options).SelectMany(reading => reading.Events).Select(e => (e.SessionId, e.ItemInSession)).ToList();

        Assert.All(items, item => Assert.True(item is { SessionId: > 0, ItemInSession: >= 0 }, $"{item}"));
        Assert.Equal(items.Count, items.Distinct().Count());
    }, iter: 30, threads: 1);

    [Fact]
    public void Two_seeds_share_no_session_no_song_no_artist_and_no_song_file() => Gen.Select(Small, Small).Where(
        (one, other) => one.Seed != other.Seed).Sample((one, other) =>
    {
        var (left, right) = (Read(one), Read(other));

        Assert.Empty(Sessions(left).Intersect(Sessions(right)));
        Assert.Empty(left.SelectMany(r => r.Songs).Select(s => s.SongId).Intersect(right.SelectMany(r => r.Songs).Select(s => s.SongId)));
        Assert.Empty(
            left.SelectMany(r => r.Songs).Select(s => s.ArtistId).Intersect(right.SelectMany(r => r.Songs).Select(s => s.ArtistId)));
        Assert.Empty(SongKeys(left).Intersect(SongKeys(right)));
    }, iter: 50, threads: 1);

    [Fact]
    public void The_ids_of_neighbouring_seeds_never_touch() => Gen.OneOf(
        Gen.Long[0, SeedRange.MaxSeed - 1], Gen.Const(0L), Gen.Const(65_534L), Gen.Const(65_535L), Gen.Const(SeedRange.MaxSeed - 1))
        .Sample(seed =>
    {
        var last = SeedRange.FirstSession(seed) + SeedRange.Sessions(seed) - 1;

        Assert.InRange(last, SeedRange.FirstSession(seed), SeedRange.FirstSession(seed + 1) - 1);
        Assert.InRange(SeedRange.FirstSession(seed + 1), 1, long.MaxValue - SeedRange.Sessions(seed + 1));
    });

    [Fact]
    public void No_two_songs_have_one_id_or_one_file()
    {
        var ids = Gen.Select(Gen.Long[0, SeedRange.MaxSeed], Gen.Int[0, GenerateOptions.MaxSongs - 1]);
        Gen.Select(ids, ids).Where((one, other) => one != other).Sample((one, other) =>
        {
            Assert.NotEqual(Id(one, SeedRange.WriteSongId), Id(other, SeedRange.WriteSongId));
            Assert.NotEqual(
                SeedRange.TrackKey(one.Item1, one.Item2, GenerateOptions.MaxSongs),
                SeedRange.TrackKey(other.Item1, other.Item2, GenerateOptions.MaxSongs));
        });
    }

    [Fact]
    public void The_shape_is_that_of_the_real_files()
    {
        var readings = Read(new GenerateOptions(20_000, 500, 7, ""));
        var events = readings.SelectMany(reading => reading.Events).ToList();
        var songs = readings.SelectMany(reading => reading.Songs).ToList();
        var star = StarSchema.Of(readings);

        Assert.InRange(Share(events, e => e.Page == "NextSong"), 0.80, 0.90);
        Assert.InRange(Share(star.Songplays.Rows, row => row[4] is not null), 0.17, 0.23);
        Assert.InRange(Share(events, e => e.UserId == ""), 0.01, 0.08);
        Assert.InRange(
            Share(events.Where(e => e.UserId != "").GroupBy(e => e.UserId), user => user.DistinctBy(e => e.Level).Count() == 2), 0.1, 0.5);
        Assert.InRange(Share(songs, s => s.Year == 0), 0.3, 0.6);
        Assert.InRange(Share(songs, s => s.ArtistLatitude is null), 0.4, 0.7);
        Assert.Contains(songs.GroupBy(s => s.ArtistId), artist => artist.DistinctBy(s => s.ArtistName).Count() > 1);
        Assert.Contains(songs, s => s.ArtistLocation == "");
        Assert.Contains(songs, s => s.Title!.EndsWith(' '));
    }

    [Fact]
    public void Log_files_have_the_keys_and_the_form_of_the_real_ones()
    {
        var real = File.ReadAllLines(SharedData.Require("data/sparkify-71/log_data/2018/11/2018-11-02-events.json"));
        var log = DatasetGenerator.Files(new GenerateOptions(1000, 10, 3, ""))
            .First(file => file.Key == "log_data/2018/11/2018-11-02-events.json");
        var text = Encoding.UTF8.GetString(log.Bytes.Span);

        Assert.All(text.Split('\n'), line => Assert.Equal(Names(real[0]), Names(line)));
        Assert.DoesNotContain('\r', text);
        Assert.False(text.EndsWith('\n'));
        Assert.True(Ascii.IsValid(log.Bytes.Span));
        Assert.Contains("Mozilla\\/5.0", text, StringComparison.Ordinal);
        Assert.Contains(".0,\"sessionId\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_to_a_folder_is_what_is_made_in_memory()
    {
        using var folder = new TemporaryFolder();
        var options = new GenerateOptions(2000, 50, 11, folder.Path);

        var written = DatasetGenerator.Write(options);

        var files = SourceFile.InFolder(folder.Path);
        Assert.Equal(written, new GeneratedDataset(files.Count, files.Sum(file => (long)file.Bytes.Length)));
        Assert.Equal(
            DatasetGenerator.Files(options).Select(file => (file.Key, Convert.ToHexString(file.Bytes.Span))).Order(),
            files.Select(file => (file.Key, Convert.ToHexString(file.Bytes.Span))).Order());
    }

    [Theory]
    [InlineData(-1, 0, 0, "--events")]
    [InlineData(0, -1, 0, "--songs")]
    [InlineData(0, 0, -1, "--seed")]
    [InlineData(0, 0, SeedRange.MaxSeed + 1, "--seed")]
    public void A_number_out_of_its_range_is_refused_by_the_name_of_its_option(long events, int songs, long seed, string option)
    {
        var refusal = Assert.Throws<ArgumentOutOfRangeException>(
            () => DatasetGenerator.Files(new GenerateOptions(events, songs, seed, "")));

        Assert.Equal(option, refusal.ParamName);
    }

    private static List<FileReading> Read(GenerateOptions options) => [.. Sources.Of(options).Select(CopyRules.Read)];

    private static IEnumerable<long?> Sessions(List<FileReading> readings) => readings.SelectMany(r => r.Events).Select(e => e.SessionId);

    private static IEnumerable<string> SongKeys(List<FileReading> readings) =>
        readings.Where(r => r.File.Dataset == Dataset.SongData).Select(r => r.File.Key);

    private static string Id((long Seed, int Index) song, Action<Utf8Buffer, long, int> write)
    {
        var buffer = new Utf8Buffer();
        write(buffer, song.Seed, song.Index);
        return buffer.ToString();
    }

    private static double Share<T>(IEnumerable<T> all, Func<T, bool> some)
    {
        var list = all.ToList();
        return list.Count(some) / (double)list.Count;
    }

    private static IEnumerable<string> Names(string line)
    {
        using var json = System.Text.Json.JsonDocument.Parse(line);
        return [.. json.RootElement.EnumerateObject().Select(member => member.Name)];
    }
}
