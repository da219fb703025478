using CsCheck;
using Sparkify.Reference;
using Sparkify.Reference.Mutations;

namespace Sparkify.Tests.Reference;

/// <summary>A play is one by its ts, its session, its item and its user.</summary>
public sealed class PlayIdentityTests
{
    private static readonly string[] Producers = ["first", "second", "next-month"];

    private static readonly Gen<long> Whole = Gen.OneOf(
        Gen.OneOf(0L, 1L, -1L, 1_000_000L, long.MinValue, long.MaxValue), Gen.Long);

    /// <summary>As written in a file, and as the rules read it; the first four are no user.</summary>
    private static readonly Gen<(string Written, string Read)> User = Gen.OneOf(
        ("\"\"", ""), ("null", ""), ("\"x\"", ""), ("-1", ""), ("\"1\"", "1"), ("1", "1"), ("\"01  \"", "1"), ("\"11\"", "11"));

    private static readonly Gen<(long Ts, long Session, long Item, (string Written, string Read) User)> Play = Gen.Select(
        Gen.OneOf(Gen.OneOf(0L, 1L, -1L), Gen.Long[EventBounds.MinTs, EventBounds.MaxTs]), Whole, Whole, User);

    [Theory]
    [InlineData("1541106106796", "1", "0", "\"8\"", "8a8458d991075a51f9c2cb06a2c1cb23")]
    [InlineData("0", "-1", "1000000", "\"0012 \"", "47d5e1027159edcf1cc5c9c64c37d7c9")]
    [InlineData("-1", "-9223372036854775808", "9223372036854775807", "\"\"", "6a3082de0b5446e381605952c6f53f8b")]
    [InlineData("-1", "-9223372036854775808", "9223372036854775807", "\"1234567890\"", "6a3082de0b5446e381605952c6f53f8b")]
    public void A_songplay_id_is_the_md5_of_ts_session_item_and_user(
        string ts, string session, string item, string user, string expected) =>
        Assert.Equal(expected, Assert.Single(Songplays([Line(ts, session, item, user)]))[0]);

    [Fact]
    public void There_is_a_play_for_each_ts_session_item_and_user_however_often_it_is_said() => Play.Array[1, 40].Sample(plays =>
    {
        var rows = Songplays([.. plays.Select(play => Line($"{play.Ts}", $"{play.Session}", $"{play.Item}", play.User.Written))]);

        Assert.Equal(plays.DistinctBy(play => (play.Ts, play.Session, play.Item, play.User.Read)).Count(), rows.Count);
        Assert.Distinct(rows.Select(row => row[0]));
    });

    [Fact]
    public void Three_producers_that_number_their_sessions_from_the_start_give_thirty_plays()
    {
        var files = Producers.SelectMany(name => SourceFile.InFolder(SharedData.Require($"data/cases/collision/{name}"))).ToArray();

        Gen.Shuffle(files).Sample(shuffled => Assert.Equal(30, StarSchema.Of(shuffled).Songplays.Rows.Count), iter: 6, threads: 1);
    }

    [Fact]
    public void A_second_run_with_other_users_an_hour_later_takes_no_play_from_the_first()
    {
        var files = SourceFile.InFolder(SharedData.Require("data/sparkify-71"));
        var first = StarSchema.Of(files).Songplays.Rows.Select(row => row[0]).ToHashSet();
        var again = files.Where(file => file.Dataset == Dataset.LogData).Select(AnHourLater);

        var both = StarSchema.Of([.. files, .. again]).Songplays.Rows.Select(row => row[0]).ToHashSet();

        Assert.Equal(13_640, both.Count);
        Assert.Superset(first, both);
    }

    private static SourceFile AnHourLater(SourceFile file) => RawRow.Write(file.Dataset, $"{file.Key}-again.json", RawRow.TryRead(file)!
        .Select(row => row.With("ts", $"{long.Parse(row["ts"]!, null) + 3_600_000}"))
        .Select(row => row["userId"] is "\"\"" ? row : row.With("userId", $"\"{int.Parse(row["userId"]!.Trim('"'), null) + 1000}\"")));

    private static string Line(string ts, string session, string item, string user) =>
        $$"""{"page":"NextSong","ts":{{ts}},"sessionId":{{session}},"itemInSession":{{item}},"userId":{{user}}}""";

    private static IReadOnlyList<IReadOnlyList<string?>> Songplays(IEnumerable<string> lines) =>
        StarSchema.Of([SourceFile.OfText(Dataset.LogData, "log_data/plays.json", string.Join('\n', lines))]).Songplays.Rows;
}
