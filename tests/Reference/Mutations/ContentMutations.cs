using System.Globalization;

namespace Sparkify.Reference.Mutations;

/// <summary>Other rows: those that contradict rows already there, and those with odd values.</summary>
internal static class ContentMutations
{
    private const Dataset Logs = Dataset.LogData, Songs = Dataset.SongData;

    private static readonly string[] UserIds =
        [
            "\"0012\"", "\"1234567890\"", "\"123456789\"", "\" 7 \"", "\"7 \"", "\"x\"", "7", "7.0", "1e1", "-1", "\"-1\"", "\"٣\"", "\"\"",
            "\"0\"", "true"
        ];

    /// <summary>One user, written in several ways.</summary>
    private static readonly string[] User = ["\"1007\"", "1007", "\"001007\"", "\"1007  \""];

    /// <summary>No user, written in several ways; null is a missing name.</summary>
    private static readonly string?[] NoUser = [null, "null", "\"\"", "\"  \"", "\"x\"", "\"1234567890\"", "-1"];

    private static readonly string[] Odd =
    [
        "", " ", "   ", "a ", " a", "a\u00a0", "a\u3000", "a\t", "a\n", "é", "e\u0301", "😀", "\uff5e", "z", "Z", "ÿ", "a\u0019", "NULL",
        "null",
        "'; DROP TABLE users; --", "\"", "\\", "\\N", "{}", "112", "\u200b", "\ufffd", "\uffff",
    ];

    private static readonly string[] Wrong =
    [
        "true", "false", "[]", "{}", "[1,\"a\"]", "{\"a\" : 1}", "\"x\"", "1.5", "1.0", "1e3", "1e400", "-1e400", "1e-400",
        "9223372036854775807",
        "9223372036854775808", "-9223372036854775809", "2147483648", "\"NaN\"", "\"Infinity\"", "\"1 \"", "\"+1\"", "\"\"", "-0", "-0.0",
        "0.1", "1.10",
    ];

    private static readonly string[] Unstorable =
    [
        "\"a\\u0000\"", "\"\\ud83d\"", "\"\\ude00\\ud83d\"", "\"\xff\"", "\"\xc0\xaf\"", "\"\xed\xa0\x80\""
    ];

    /// <summary>Of a session or an item: every BIGINT is taken.</summary>
    private static readonly string[] Whole =
    [
        "0", "-1", "-0", "1000000", "2147483647", "2147483648", "-2147483649", "9223372036854775807", "-9223372036854775808",
        "9223372036854775808", "-9223372036854775809",
    ];

    /// <summary>About the borders between hundred-thousandths, and about 0 and 1e9.</summary>
    private static readonly string[] Lengths =
    [
        "0", "-0.0", "0.000004", "0.000005", "0.000006", "0.000011", "0.000013", "-0.000001", "-1", "-218.93179", "218.931794",
        "218.931796", "1e9", "999999999.99999", "1000000000.000001", "1000000000.1", "1e300", "null",
    ];

    /// <summary>Seconds between lengths that are nearly one: some within a hundred-thousandth, some not, one far away.</summary>
    private static readonly double[] Apart = [0, 1e-9, -1e-9, 4e-6, -4e-6, 5e-6, -5e-6, 6e-6, 1e-5, 1e9];

    private static readonly string[] Times =
    [
        "0", "-1", "1", "-62135596800000", "-62135596800001", "253402300799999", "253402300800000", "1609459199999", "1546214400000",
        "951782400000", "9223372036854775807", "1541105830796000",
    ];

    public static readonly IReadOnlyList<Mutation> All =
    [
        Mutation.OfAddedRows(
            "a play is said again with other content", Logs, Logs, (row, chance) => [SayAgain(row, chance)], row => row.Plays),
        Mutation.OfAddedRows("a play is said again at another time", Logs, Logs, (row, chance) =>
            [Later(row, chance), Later(row.With("level", "\"other\""), chance)], row => row.Plays),
        Mutation.OfAddedRows("a play is said again of another user", Logs, Logs, (row, chance) =>
            [OfUser(row, chance.Pick(User), chance), OfUser(row, chance.Pick(User), chance)], row => row.Plays),
        Mutation.OfAddedRows("a play is said again of no user", Logs, Logs, (row, chance) =>
            [OfUser(row, chance.Pick(NoUser), chance), OfUser(row, chance.Pick(NoUser), chance)], row => row.Plays),
        Mutation.OfAddedRows("a play is said again with another length", Logs, Logs, (row, chance) =>
            [WithLength(row, chance), WithLength(row, chance)], row => row.Plays),
        Mutation.OfAddedRows("a user has two events at one time", Logs, Logs, (row, chance) =>
        [
            row.With("level", "\"paid\"").With("sessionId", chance.Pick(["1", "10", "-1"]))
                .With("itemInSession", chance.Pick(["9", "10", "-1"])),
            row.With("level", "\"free\"").With("firstName", Text(chance)),
        ]),
        Mutation.OfAddedRows("a song is said again with other content", Songs, Songs, (row, chance) =>
            [Change(row, Songs, [.. RawRow.Columns(Songs).Except(["song_id"])], chance)]),
        Mutation.OfAddedRows("an artist has another name or place", Songs, Songs, (row, chance) =>
        [
            Change(row, Songs, [.. RawRow.Columns(Songs).Except(["song_id", "artist_id"])], chance)
                .With("song_id", $"\"SO{chance.Next():X16}\""),
        ]),
        Mutation.OfAddedRows("another song says the same track", Songs, Songs, (row, chance) =>
            [row.With("song_id", $"\"{chance.Pick(["SA", "SZ", "S😀", "S\uff5e"]).Raw()}\"").With("artist_id", $"\"A{chance.Below(3)}\"")]),
        Mutation.OfAddedRows("a song is that of a play", Logs, Songs, SongOf, row => row.Plays),
        Mutation.OfAddedRows("a play is of a song, nearly", Songs, Logs, PlayOf),
        Mutation.OfRow("a user id is odd", MutationKind.Content, (row, dataset, chance) =>
            Set(row, dataset == Logs ? "userId" : null, chance.Pick(UserIds).Raw())),
        Mutation.OfRow("a page is nearly NextSong", MutationKind.Content, (row, dataset, chance) =>
            Set(
                row,
                dataset == Logs ? "page" : null,
                chance.Pick(["\"nextsong\"", "\" NextSong\"", "\"NextSong  \"", "\"NextSong\\t\"", "\"NEXTSONG\""]))),
        Mutation.OfRow("an item is at its bound", MutationKind.Content, (row, dataset, chance) =>
            Set(row, dataset == Logs ? "itemInSession" : null, chance.Pick(Whole))),
        Mutation.OfRow("a session is at its bound", MutationKind.Content, (row, dataset, chance) =>
            Set(row, dataset == Logs ? "sessionId" : null, chance.Pick(Whole))),
        Mutation.OfRow("a length is at its bound", MutationKind.Content, (row, dataset, chance) =>
            Set(row, dataset == Logs ? "length" : "duration", chance.Pick(Lengths))),
        Mutation.OfRow("a time is at its bound", MutationKind.Content, (row, dataset, chance) =>
            Set(row, dataset == Logs ? "ts" : null, chance.Pick(Times))),
        Mutation.OfRow("a text is odd", MutationKind.Content, (row, dataset, chance) =>
            Set(row, chance.Pick(RawRow.TextColumns(dataset)), Text(chance))),
        Mutation.OfRow("a value is null, empty or missing", MutationKind.Content, (row, dataset, chance) =>
            Set(row, chance.Pick(RawRow.Columns(dataset)), chance.Pick<string?>(["null", "\"\"", null]))),
        Mutation.OfRow("a value is of another type", MutationKind.Content, (row, dataset, chance) =>
            Set(row, chance.Pick(RawRow.Columns(dataset)), chance.Pick(Wrong))),
        Mutation.OfRow("a text can't be stored", MutationKind.Content, (row, dataset, chance) =>
            Set(row, chance.Pick(RawRow.TextColumns(dataset)), chance.Pick(Unstorable))),
        Mutation.OfRow("a text is as long as its column, or longer", MutationKind.Content, (row, dataset, chance) =>
        {
            var column = chance.Pick(RawRow.TextColumns(dataset));
            return Set(row, column, RawRow.Quote(LongText(Column(dataset, column).Bytes + chance.Below(3) - 1, chance)));
        }),
        Mutation.OfRow("a name stands twice", MutationKind.Content, (row, dataset, chance) =>
        {
            var name = chance.Pick(RawRow.Columns(dataset));
            row.Members.Insert(
                chance.Below(row.Members.Count + 1), new(chance.Coin() ? name : name.ToUpperInvariant(), chance.Pick(["null", "\"1\""])));
            return true;
        }),
    ];

    private static StagingColumn Column(Dataset dataset, string key) => StagingShape.Of(dataset).Columns.First(column => column.Key == key);

    /// <summary>The same play: its ts, session, item and user stay.</summary>
    private static RawRow SayAgain(RawRow row, Chance chance) =>
        Change(row, Logs, [.. RawRow.Columns(Logs).Except(["page", "sessionId", "itemInSession", "ts", "userId"])], chance);

    private static RawRow OfUser(RawRow row, string? user, Chance chance)
    {
        var again = SayAgain(row, chance);
        again["userId"] = user;
        return again;
    }

    private static RawRow WithLength(RawRow row, Chance chance) =>
        row.With("length", chance.Pick(Lengths)).With("location", Text(chance));

    private static RawRow Later(RawRow row, Chance chance) => long.TryParse(row["ts"], CultureInfo.InvariantCulture, out var ts)
        ? SayAgain(row, chance).With("ts", (ts + chance.Pick([-1, 0, 1, 3_600_000])).ToString(CultureInfo.InvariantCulture))
        : row;

    /// <summary>The row with one to three of its values changed, to others of the same type or to null.</summary>
    private static RawRow Change(RawRow row, Dataset dataset, string[] names, Chance chance)
    {
        var changed = row.Copy();
        for (var times = 1 + chance.Below(3); times > 0; times--)
        {
            var name = chance.Pick(names);
            changed[name] = name switch
            {
                _ when chance.Below(5) == 0 => "null",
                _ => Column(dataset, name).Type switch
                {
                    StagingType.Varchar => Text(chance),
                    StagingType.DoublePrecision =>
                        chance.Pick(["0.1", "218.93179", "218.931791", "218.9318", "-1", "0", "-0.0", "1e-5"]),
                    _ => chance.Pick(["0", "1999", "2018", "-5", "2147483647"]),
                },
            };
        }

        return changed;
    }

    /// <summary>The song of the play, or one that is a little longer or shorter.</summary>
    private static IEnumerable<RawRow> SongOf(RawRow play, Chance chance) =>
    [
        new RawRow(
        [
            new("song_id", $"\"SO{chance.Next():X16}\""), new("title", play["song"] ?? "null"), new("artist_id", "\"ARMADE\""),
            new("artist_name", play["artist"] ?? "null"), new("year", "0"),
            new("duration", Near(play["length"], chance.Coin() ? 0 : chance.Pick(Apart))),
        ]),
    ];

    /// <summary>Plays whose length is the song's, or a little longer or shorter.</summary>
    private static IEnumerable<RawRow> PlayOf(RawRow song, Chance chance) => Apart.Select((seconds, item) => new RawRow(
    [
        new("page", "\"NextSong\""),
        new("ts", "1541105830796"),
        new("sessionId", $"{1 + chance.Below(1000)}"),
        new("itemInSession", $"{item}"),
        new("userId", "\"1\""),
        new("song", song["title"] ?? "null"),
        new("artist", song["artist_name"] ?? "null"),
        new("length", Near(song["duration"], seconds)),
    ]));

    /// <summary>The length so many seconds on; one that is no number stays as it is.</summary>
    private static string Near(string? length, double seconds) =>
        seconds != 0 && double.TryParse(length, CultureInfo.InvariantCulture, out var number)
            ? (number + seconds).ToString("R", CultureInfo.InvariantCulture)
            : length ?? "null";

    private static string Text(Chance chance) => RawRow.Quote(chance.Pick(Odd) + (chance.Below(3) == 0 ? chance.Pick(Odd) : ""));

    private static string LongText(int bytes, Chance chance)
    {
        var unit = chance.Pick(["x", "é", "€", "😀", " "]);
        var size = RawRow.Raw(unit).Length;
        return string.Concat(Enumerable.Repeat(unit, bytes / size)) + new string('y', bytes % size);
    }

    private static bool Set(RawRow row, string? name, string? value)
    {
        if (name is not null)
        {
            row[name] = value;
        }

        return name is not null;
    }

    private static string Raw(this string text) => RawRow.Raw(text);
}
