using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Sparkify.Reference;

namespace Sparkify.Tests.EndToEnd;

/// <summary>Every kind of bad file in one delivery: the good rows land, and the ledger says what became of each file.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Song = """{"num_songs":1,"artist_id":"AR#","artist_latitude":1.5,"artist_longitude":2,"artist_location":"L","artist_name":"N#","song_id":"SO#","title":"T#","duration":200.5,"year":1999}""";
    private const string Play = """{"artist":"N1","auth":"Logged In","firstName":"A","gender":"F","itemInSession":#,"lastName":"B","length":200.5,"level":"free","location":"L","page":"NextSong","sessionId":7,"song":"T1","status":200,"ts":1541121934796,"userAgent":"U","userId":"8"}""";

    private readonly Sparkify sparkify = new();

    public void Dispose() => sparkify.Dispose();

    [Fact]
    public void Whatever_a_file_holds_the_good_rows_land_and_the_ledger_says_what_became_of_it()
    {
        SourceFile[] files = [.. Songs().Select((file, n) => Of(Dataset.SongData, file, n)), .. Plays().Select((file, n) => Of(Dataset.LogData, file, n))];

        var load = sparkify.Run("load", sparkify.Part("bad", files), "--json");
        var told = JsonDocument.Parse(sparkify.Run("files", "--json").Output).RootElement.EnumerateArray().ToDictionary(file => file.GetProperty("key").GetString()!);

        Assert.Equal(3, load.ExitCode);
        var comparison = Comparison.Of(StarSchema.Of(files).Tables, sparkify.Tables());
        Assert.True(comparison.AreEqual, comparison.ToString());
        Assert.All(files, file => AssertTold(CopyRules.Read(file), told[file.Key]));
    }

    [Fact]
    public void A_mended_version_of_a_quarantined_file_loads_and_clears_it()
    {
        const string key = "song_data/A/mended.json";
        sparkify.Run("load", sparkify.Part("broken", [SourceFile.OfText(Dataset.SongData, key, Song[..50])]));
        Assert.Equal("quarantined", StatusOf(key));

        sparkify.Load(sparkify.Part("mended", [SourceFile.OfText(Dataset.SongData, key, Song)]));

        Assert.Equal("loaded", StatusOf(key));
        Assert.Single(sparkify.Table("songs").Rows);
    }

    private static void AssertTold(FileReading reading, JsonElement told)
    {
        var quarantined = reading.QuarantinedBecause(0.01) is not null;
        Assert.Equal(quarantined ? "quarantined" : "loaded", told.GetProperty("status").GetString());
        if (reading.Rejected.Count > 0)
        {
            Assert.Contains($"line {reading.Rejected[0].Line}", told.GetProperty("reason").GetString(), StringComparison.Ordinal);
            Assert.NotEqual(JsonValueKind.Null, told.GetProperty("what_to_do").ValueKind);
        }
        else if (!quarantined)
        {
            Assert.Equal(reading.Accepted, told.GetProperty("rows_staged").GetInt32());
        }
    }

    private string? StatusOf(string key) =>
        JsonDocument.Parse(sparkify.Run("files", "--json").Output).RootElement.EnumerateArray().Single(file => file.GetProperty("key").GetString() == key).GetProperty("status").GetString();

    private static SourceFile Of(Dataset dataset, (string Name, byte[] Bytes) file, int n) =>
        new(dataset, $"{(dataset == Dataset.SongData ? "song_data" : "log_data")}/{n:D2} {file.Name}", file.Bytes);

    private static IEnumerable<(string Name, byte[] Bytes)> Songs()
    {
        var next = 0;
        string A() => Song.Replace("#", $"{++next}", StringComparison.Ordinal);
        yield return ("good.json", U(A()));
        yield return ("truncated.json", U(A()[..70]));
        yield return ("not json.json", U("SELECT 1;\n"));
        yield return ("two on a line.json", U(A() + A()));
        yield return ("pretty.json", U(A().Replace(",", ",\n  ", StringComparison.Ordinal)));
        yield return ("array.json", U($"[{A()},{A()}]"));
        yield return ("empty.json", []);
        yield return ("mark.json", [0xEF, 0xBB, 0xBF, .. U(A())]);
        yield return ("bytes.json", [.. U(A()[..^1] + ",\"title\":\""), 0xFF, .. U("\"}")]);
        yield return ("invalid.json", [.. U("{\"song_id\":\"SOX\",\"title\":\""), 0xC3, 0x28, .. U("\"}")]);
        yield return ("nul.json", U("{\"song_id\":\"SOY\",\"title\":\"a\\u0000b\"}"));
        yield return ("surrogate.json", U("{\"song_id\":\"SOZ\",\"title\":\"a\\ud800b\"}"));
        foreach (var (column, value) in new[] { ("duration", "\"long\""), ("year", "1999.5"), ("year", "99999999999"), ("duration", "1e999"), ("artist_latitude", "true"), ("artist_longitude", "[1]") })
        {
            yield return ($"{column} {value.Replace('"', ' ')}.json", U($"{{\"song_id\":\"SO{column}\",\"{column}\":{value}}}"));
        }

        yield return ("number in text.json", U("{\"song_id\":\"SOnumber\",\"title\":1.10,\"artist_id\":112,\"artist_name\":1e3}"));
        yield return ("nested.json", U("{\"song_id\":\"SOnested\",\"title\":{\"a\":[1,2]},\"artist_id\":[true,null]}"));
        yield return ("missing.json", U("{\"song_id\":\"SOmissing\"}"));
        yield return ("duplicate.json", U("{\"song_id\":\"SOtwice\",\"title\":\"a\",\"title\":\"b\"}"));
        yield return ("unknown.json", U(A()[..^1] + ",\"what\":{\"is\":\"this\"}}"));
        yield return ("long.json", U($"{{\"song_id\":\"SOlong\",\"title\":\"{new string('é', 513)}\"}}"));
        yield return ("just not long.json", U($"{{\"song_id\":\"SOfits\",\"title\":\"{new string('é', 512)}\"}}"));
        yield return ("large.json", U($"{{\"song_id\":\"SOlarge\",\"x\":\"{new string('x', 4 * 1024 * 1024)}\"}}"));
        yield return ("packed.json.gz", Packed(A()));
        yield return ("damaged.json.gz", Packed(A())[..^9]);
        yield return ("not packed.json.gz", U(A()));
        foreach (var name in new[] { "a+b", "100%", "%2F", "it's", "\"quoted\"", "é\u0301ü漢😀", "new\nline", "x'); DROP TABLE dw.songs; --", "back\\slash", "a&b=c;d", new string('k', 240) })
        {
            yield return ($"{name}.json", U(A()));
        }

        yield return ($"{string.Join('/', Enumerable.Repeat(new string('d', 196), 5))}/end.json", U(A()));
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Plays()
    {
        var next = 0;
        string A() => Play.Replace("#", $"{++next}", StringComparison.Ordinal);
        yield return ("crlf.json", U($"{A()}\r\n{A()}\r\n"));
        yield return ("one bad of three.json", U($"{A()}\n{A().Replace("1541121934796", "\"yesterday\"", StringComparison.Ordinal)}\n{A()}\n"));
        yield return ("one bad of two hundred.json", U(string.Join('\n', Enumerable.Range(0, 199).Select(_ => A())) + "\nnonsense"));
        yield return ("beyond.json", U(A().Replace("\"itemInSession\":", "\"itemInSession\":9999", StringComparison.Ordinal)));
        yield return ("too large.json", U(A().Replace("1541121934796", "99999999999999999999", StringComparison.Ordinal)));
    }

    private static byte[] U(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Packed(string text)
    {
        var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Optimal))
        {
            gzip.Write(U(text));
        }

        return buffer.ToArray();
    }
}
