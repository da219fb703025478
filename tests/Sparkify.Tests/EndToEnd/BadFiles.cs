using System.Text;
using Sparkify.Reference;
using Sparkify.Reference.Mutations;

namespace Sparkify.Tests.EndToEnd;

/// <summary>
/// Every kind of bad file, and of odd ones that are none, of a dataset. What becomes of each is for the reference to say.
/// </summary>
internal static class BadFiles
{
    /// <summary>S3 takes no key of more bytes.</summary>
    public const int MostKeyBytes = 1_024;

    private static readonly Dictionary<Dataset, (string Prefix, string Row)> Examples = new()
    {
        [Dataset.LogData] = (
            "log_data/",
            """{"artist":"N1","auth":"Logged In","firstName":"A","gender":"F","itemInSession":#,"lastName":"B","length":200.5,"level":"free","location":"L","page":"NextSong","sessionId":7,"song":"T1","status":200,"ts":1541121934796,"userAgent":"U","userId":"8"}"""),
        [Dataset.SongData] = (
            "song_data/",
            """{"num_songs":1,"artist_id":"AR#","artist_latitude":1.5,"artist_longitude":2,"artist_location":"L","artist_name":"N#","song_id":"SO#","title":"T#","duration":200.5,"year":1999}"""),
    };

    /// <summary>
    /// Right in one column and wrong in another: of another type, beyond its type, nested, or nothing that can be stored. Raw, as rows hold
    /// them.
    /// </summary>
    private static readonly string[] Values =
    [
        "null", "true", "false", "[]", "{}", "[1,{\"a\":[true,null]}]", "{\"a\":[1,2]}", "\"\"", "\" \"", "\"long\"", "\"1\"", "\"1 \"",
        "\"+1\"", "\"1.5\"", "1", "-0", "1.5", "1.10", "1e3",
        "1e400", "1e-400", "2147483647", "2147483648", "-2147483649", "9223372036854775807", "9223372036854775808", "-9223372036854775809",
        "99999999999999999999",
        "\"99999999999999999999\"", "\"NaN\"", "\"Infinity\"", "\"\\u0000\"", "\"a\\u0000b\"", "\"a\\ud800b\"", "\"\\ude00\\ud83d\"",
        "\"\\ud83d\\ude00\"", "\"\u00ff\"", "\"\u00c3\u0028\"",
        "\"\u00ed\u00a0\u0080\"", "01", "tru", "'a'",
    ];

    /// <summary>What the text columns hold, in bytes.</summary>
    private static readonly int[] Lengths = [16, 64, 256, 512, 1024];

    private static readonly string[] OddNames =
    [
        "a b", " blanks  around ", "a+b", "100%", "%2F", "it's", "\"quoted\"", "é\u0301ü漢😀", "new\nline", "x'); DROP TABLE dw.songs; --",
        "back\\slash", "a&b=c;d", "#?*[x]{y}", "..x", "-rf", "NULL",
        new string('k', 240),
    ];

    public static IEnumerable<SourceFile> Of(Dataset dataset) =>
    [
        .. Layouts(dataset),
        .. Packed(dataset),
        .. OfColumns(dataset),
        .. OddNames.Select(name => File(dataset, $"{name}.json", Row(dataset, 1_000))),
        .. ((string[])["k", "é", "漢", "𝄞"])
            .Select(letter => RawRow.Write(dataset, LongestKey(dataset, letter), [Row(dataset, 2_000 + letter[0])])),
    ];

    /// <summary>A good row, unlike the others by its number.</summary>
    public static RawRow Row(Dataset dataset, int number) =>
        RawRow.TryRead(SourceFile.OfText(dataset, "", Examples[dataset].Row.Replace("#", $"{number}", StringComparison.Ordinal)))![0];

    /// <summary>Files that are more or less than rows, one a line.</summary>
    private static IEnumerable<SourceFile> Layouts(Dataset dataset)
    {
        var number = 0;
        string Next() => Row(dataset, ++number).ToString();
        string Renamed(string row) => row.Replace("\"ts\"", "\"timestamp\"", StringComparison.Ordinal)
            .Replace("\"song_id\"", "\"songId\"", StringComparison.Ordinal)
            .Replace("\"artist_id\"", "\"artistId\"", StringComparison.Ordinal);
        string Padded(string row, int bytes) => $"{row[..^1]},\"x\":\"{new string('x', bytes - row.Length - 7)}\"}}";
        (string Name, string Raw)[] files =
        [
            ("good", Next()),
            ("truncated", Next()[..70]),
            ("one line truncated", $"{Next()}\n{Next()[..70]}\n{Next()}"),
            ("not json", "SELECT 1;\n"),
            ("two on a line", Next() + Next()),
            ("pretty", Next().Replace(",", ",\n  ", StringComparison.Ordinal)),
            ("array", $"[{Next()},{Next()}]"),
            ("empty", ""),
            ("blank", " \t\r\n\n"),
            ("mark", RawRow.Raw("\ufeff") + Next()),
            ("crlf", $"{Next()}\r\n{Next()}\r\n"),
            ("bytes between rows", $"{Next()}\n\u00c3\u0028\n{Next()}"),
            ("unknown keys", Next()[..^1] + ",\"what\":{\"is\":[\"this\",{}]}}"),
            ("as large as can be", Padded(Next(), CopyRules.MaxObjectBytes)),
            ("larger", Padded(Next(), CopyRules.MaxObjectBytes + 1)),
            ("one bad of three", $"{Next()}\nnonsense\n{Next()}"),
            ("one bad of two hundred", string.Join('\n', Enumerable.Range(0, 199).Select(_ => Next())) + "\nnonsense"),
            ("renamed", Renamed(Next())),
            ("one renamed of two hundred", string.Join('\n', Enumerable.Range(0, 199).Select(_ => Next())) + "\n" + Renamed(Next())),
        ];
        return files.Select(file => RawRow.WriteText(dataset, $"{Examples[dataset].Prefix}{file.Name}.json", file.Raw));
    }

    private static IEnumerable<SourceFile> Packed(Dataset dataset)
    {
        var (whole, cut, bent) = (
            File(dataset, "packed.json.gz", Row(dataset, 3_000)),
            File(dataset, "cut.json.gz", Row(dataset, 3_001)),
            File(dataset, "bent.json.gz", Row(dataset, 3_002)));
        var plain = File(dataset, "not packed.json", Row(dataset, 3_003));
        var bytes = bent.Bytes.ToArray();
        bytes[bytes.Length / 2] ^= 1;
        return [whole, cut with { Bytes = cut.Bytes[..^9] }, bent with { Bytes = bytes }, plain with { Key = $"{plain.Key}.gz" }];
    }

    /// <summary>
    /// For each column a file of all rows that the reference takes, and one of all that it does not: each value, of each length, no value,
    /// and two.
    /// </summary>
    private static IEnumerable<SourceFile> OfColumns(Dataset dataset)
    {
        var number = 10_000;
        foreach (var column in RawRow.Columns(dataset))
        {
            var rows = Values.Concat(Lengths.SelectMany(
                bytes => (string[])[Text('x', bytes), Text('x', bytes + 1), Text('é', bytes / 2), Text('é', (bytes / 2) + 1)]))
                .Select(value => Row(dataset, ++number).With(column, value))
                .Append(new RawRow(Row(dataset, ++number).Members.Where(member => member.Key != column)))
                .Append(new RawRow(Row(dataset, ++number).Members.Append(new(column, "\"1\""))))
                .Append(new RawRow(Row(dataset, ++number).Members.Prepend(new(column.ToUpperInvariant(), "null"))));
            foreach (var isTaken in rows.GroupBy(each => CopyRules.Read(File(dataset, "", each)).Rejected.Count == 0))
            {
                yield return File(dataset, $"{column} {(isTaken.Key ? "taken" : "refused")}.json", [.. isTaken]);
            }
        }
    }

    private static string Text(char letter, int letters) => RawRow.Quote(new string(letter, letters));

    private static string LongestKey(Dataset dataset, string letter)
    {
        // No name of a folder has more than 255 bytes on most machines.
        const int Folder = 200;
        var folder = string.Concat(Enumerable.Repeat(letter, Folder / Encoding.UTF8.GetByteCount(letter))) + "/";
        var key = new StringBuilder(Examples[dataset].Prefix);
        var left = MostKeyBytes - key.Length - ".json".Length;
        for (; left > Folder; left -= Encoding.UTF8.GetByteCount(folder))
        {
            key.Append(folder);
        }

        return key.Append('x', left).Append(".json").ToString();
    }

    private static SourceFile File(Dataset dataset, string name, params IEnumerable<RawRow> rows) =>
        RawRow.Write(dataset, Examples[dataset].Prefix + name, rows);
}
