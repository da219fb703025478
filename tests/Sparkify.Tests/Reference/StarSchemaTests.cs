using System.Globalization;
using CsCheck;
using Sparkify.Reference;
using Sparkify.Reference.Mutations;

namespace Sparkify.Tests.Reference;

public sealed class StarSchemaTests
{
    [Theory]
    [InlineData("\"0012\"", "12")]
    [InlineData("7", "7")]
    [InlineData("\"7  \"", "7")]
    [InlineData("\"999999999\"", "999999999")]
    [InlineData("\"1234567890\"", null)]
    [InlineData("\" 7 \"", null)]
    [InlineData("7.0", null)]
    [InlineData("\"x\"", null)]
    [InlineData("\"٣\"", null)]
    [InlineData("\"\"", null)]
    public void A_user_id_is_one_to_nine_ascii_digits_or_none(string written, string? expected)
    {
        var star = Star($$"""{"page":"NextSong","ts":0,"sessionId":1,"itemInSession":2,"userId":{{written}}}""");

        Assert.Equal(expected, Assert.Single(star.Songplays.Rows)[2]);
        Assert.Equal(expected is null ? [] : [expected], star.Users.Rows.Select(row => row[0]));
    }

    [Theory]
    [InlineData("\"itemInSession\":0", true)]
    [InlineData("\"itemInSession\":9223372036854775807", true)]
    [InlineData("\"itemInSession\":-9223372036854775808", true)]
    [InlineData("\"itemInSession\":null", false)]
    [InlineData("\"sessionId\":9223372036854775807", true)]
    [InlineData("\"sessionId\":-9223372036854775808", true)]
    [InlineData("\"sessionId\":null", false)]
    [InlineData("\"ts\":253402300799999", true)]
    [InlineData("\"ts\":253402300800000", false)]
    [InlineData("\"ts\":-62135596800000", true)]
    [InlineData("\"ts\":-62135596800001", false)]
    [InlineData("\"ts\":null", false)]
    public void An_event_without_a_session_an_item_or_a_ts_within_bounds_is_in_no_table(string members, bool counts)
    {
        var star = Star(Event($$"""{"page":"NextSong ","userId":"1",{{members}}}"""));

        Assert.Equal(counts ? (1, 1, 1) : (0, 0, 0), (star.Songplays.Rows.Count, star.Users.Rows.Count, star.Time.Rows.Count));
    }

    [Fact]
    public void A_start_time_is_exact_to_the_millisecond_and_a_week_is_an_iso_week()
    {
        var star = Star("""{"page":"NextSong","ts":1609459199999,"sessionId":1,"itemInSession":0}""");

        Assert.Equal(["2020-12-31 23:59:59.999", "23", "31", "53", "12", "2020", "4"], Assert.Single(star.Time.Rows));
    }

    [Fact]
    public void Text_is_ordered_by_its_utf8_bytes_and_measured_in_characters()
    {
        // U+1F600 is two UTF-16 units that sort before U+FF5E, and four bytes that sort behind it.
        Assert.True(TextOrder.NullLast.Compare("\U0001F600", "\uFF5E") > 0);
        Assert.Equal(1, TextOrder.Length("\U0001F600"));
        Assert.Equal("\U0001F600", Assert.Single(Star(Song("title", "\U0001F600"), Song("title", "ab")).Songs.Rows)[1]);
        Assert.Equal("a\uFF5E", Assert.Single(Star(Song("title", "a\U0001F600"), Song("title", "a\uFF5E")).Songs.Rows)[1]);
    }

    [Fact]
    public void A_play_has_the_smallest_song_that_any_statement_says_and_a_losing_statement_counts()
    {
        var star = Star(
            """{"page":"NextSong","ts":0,"sessionId":1,"itemInSession":0,"song":"T ","artist":"N","length":1.50}""",
            """{"song_id":"S2","title":"T","artist_id":"A1","artist_name":"N","duration":1.5,"year":1999}""",
            """{"song_id":"S1","title":"T","artist_id":"A2","artist_name":"N  ","duration":15e-1,"year":0}""",
            """{"song_id":"S1","title":"Winner","artist_id":"A2","artist_name":"N","duration":1.5,"year":2000}""");

        Assert.Equal(["S1", "A2"], Assert.Single(star.Songplays.Rows).Skip(4).Take(2));
        Assert.Equal("Winner", star.Songs.Rows[0][1]);
    }

    /// <summary>Lengths of up to four tenths of a hundred-thousandth more or less are that many hundred-thousandths.</summary>
    [Fact]
    public void A_play_is_of_a_song_of_the_same_length_to_the_hundred_thousandth_of_a_second()
    {
        var length = Gen.Select(Gen.Long[1, 99_999_999_999_998], Gen.Int[0, 1], Gen.Double[-0.4, 0.4], Gen.Double[-0.4, 0.4]);

        length.Sample((whole, more, offPlay, offSong) =>
        {
            var star = Matching(Seconds(whole + offPlay), Seconds(whole + more + offSong));

            Assert.Equal(more == 0 ? "S" : null, Assert.Single(star.Songplays.Rows)[4]);
        });

        static string Seconds(double hundredThousandths) => (hundredThousandths / 100_000).ToString("R", CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("0", "0.000004", true)]
    [InlineData("0", "-0.0", true)]
    [InlineData("1000000000", "1e9", true)]
    [InlineData("-0.000001", "-0.000001", false)]
    [InlineData("-218.93179", "-218.93179", false)]
    [InlineData("1000000000.000001", "1000000000.000001", false)]
    [InlineData("null", "null", false)]
    public void A_length_that_is_unknown_negative_or_over_1e9_seconds_is_that_of_no_song(string play, string song, bool matches) =>
        Assert.Equal(matches ? ["S", "A"] : [null, null], Assert.Single(Matching(play, song).Songplays.Rows).Skip(4).Take(2));

    [Theory]
    [InlineData("\"song\":\"T\",\"artist\":\"N\"", "\"song_id\":\"S\",\"artist_id\":null,\"title\":\"T\",\"artist_name\":\"N\"")]
    [InlineData("\"song\":\"T\",\"artist\":\"N\"", "\"song_id\":null,\"artist_id\":\"A\",\"title\":\"T\",\"artist_name\":\"N\"")]
    [InlineData("\"song\":\"T\",\"artist\":\"N\"", "\"song_id\":\"S\",\"artist_id\":\"A\",\"title\":\"t\",\"artist_name\":\"N\"")]
    [InlineData("\"song\":\"T\",\"artist\":\"N\"", "\"song_id\":\"S\",\"artist_id\":\"A\",\"title\":\"T\",\"artist_name\":\" N\"")]
    [InlineData("\"artist\":\"N\"", "\"song_id\":\"S\",\"artist_id\":\"A\",\"artist_name\":\"N\"")]
    [InlineData("\"song\":\"T\"", "\"song_id\":\"S\",\"artist_id\":\"A\",\"title\":\"T\"")]
    public void A_song_is_that_of_no_play_without_both_ids_or_without_the_title_and_the_artist_of_the_play(string play, string song)
    {
        var star = Star(Event($$"""{"page":"NextSong","length":1,{{play}}}"""), $$"""{"duration":1,{{song}}}""");

        Assert.Null(Assert.Single(star.Songplays.Rows)[4]);
    }

    [Fact]
    public void A_user_s_latest_event_counts_whatever_its_page()
    {
        var star = Star(
            """{"page":"NextSong","ts":2,"sessionId":1,"itemInSession":0,"level":"free","userId":"1"}""",
            """{"page":"Home","ts":3,"sessionId":1,"itemInSession":0,"level":"paid","userId":"1"}""");

        Assert.Equal("paid", Assert.Single(star.Users.Rows)[4]);
    }

    [Theory]
    [InlineData("a  ", "a")]
    [InlineData(" a", " a")]
    [InlineData("a\u00a0", "a\u00a0")]
    [InlineData("a\u3000", "a\u3000")]
    [InlineData("a\n", "a\n")]
    [InlineData("   ", null)]
    public void Text_loses_the_blanks_at_its_end_and_nothing_else(string text, string? expected) =>
        Assert.Equal(expected, Assert.Single(Star(Song("title", text)).Songs.Rows)[1]);

    /// <summary>In each line one part of the order decides, and what comes behind it speaks for the loser.</summary>
    [Theory]
    [InlineData("{\"year\":2001,\"title\":\"bb\"}", "{\"year\":2000,\"title\":\"a\"}", 1)]
    [InlineData("{\"year\":null,\"title\":\"b\"}", "{\"year\":-1,\"title\":\"a\"}", 1)]
    [InlineData("{\"title\":\"z\",\"artist_id\":\"B\"}", "{\"title\":\"aa\",\"artist_id\":\"A\"}", 1)]
    [InlineData("{\"title\":\"zz\",\"artist_id\":\"B\"}", "{\"artist_id\":\"A\"}", 1)]
    [InlineData("{\"title\":\"a\",\"artist_id\":\"B\"}", "{\"title\":\"b\",\"artist_id\":\"A\"}", 1)]
    [InlineData("{\"artist_id\":\"A\",\"duration\":2}", "{\"artist_id\":\"B\",\"duration\":1}", 2)]
    [InlineData("{\"duration\":9,\"year\":null}", "{\"duration\":10,\"year\":0}", 4)]
    [InlineData("{\"year\":0}", "{\"year\":null}", 3)]
    public void The_winning_statement_of_a_song_is_the_rule_s(string winner, string loser, int column)
    {
        string[] both = [WithId(winner), WithId(loser)];

        Assert.Equal(Star(both[0]).Songs.Rows[0], Assert.Single(Star(both).Songs.Rows));
        Assert.NotEqual(Star(both[1]).Songs.Rows[0][column], Assert.Single(Star(both).Songs.Rows)[column]);

        static string WithId(string song) => song.Replace("{", "{\"song_id\":\"S\",", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"artist_latitude\":1,\"artist_longitude\":0}", "{\"artist_latitude\":0,\"artist_location\":\"L\"}")]
    [InlineData("{\"artist_location\":\"Z\",\"artist_name\":\"bb\"}", "{\"artist_name\":\"a\"}")]
    [InlineData("{\"artist_name\":\"b\",\"artist_location\":\"Z\"}", "{\"artist_name\":\"aa\",\"artist_location\":\"A\"}")]
    [InlineData("{\"artist_name\":\"a\",\"artist_location\":\"Z\"}", "{\"artist_name\":\"b\",\"artist_location\":\"A\"}")]
    [InlineData("{\"artist_location\":\"A\",\"artist_latitude\":2}", "{\"artist_location\":\"B\",\"artist_latitude\":1}")]
    [InlineData("{\"artist_latitude\":-10,\"artist_longitude\":2}", "{\"artist_latitude\":-9,\"artist_longitude\":1}")]
    [InlineData("{\"artist_longitude\":9}", "{\"artist_longitude\":10}")]
    public void The_winning_statement_of_an_artist_is_the_rule_s(string winner, string loser)
    {
        string[] both = [WithId(winner), WithId(loser)];

        Assert.Equal(Star(both[0]).Artists.Rows[0], Assert.Single(Star(both).Artists.Rows));
        Assert.NotEqual(Star(both[0]).Artists.Rows[0], Star(both[1]).Artists.Rows[0]);

        static string WithId(string song) => song.Replace("{", "{\"song_id\":null,\"artist_id\":\"A\",", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"ts\":2,\"level\":\"b\"}", "{\"ts\":1,\"sessionId\":9,\"level\":\"a\"}")]
    [InlineData("{\"sessionId\":10,\"level\":\"b\"}", "{\"sessionId\":9,\"itemInSession\":9,\"level\":\"a\"}")]
    [InlineData("{\"itemInSession\":10,\"level\":\"b\"}", "{\"itemInSession\":9,\"level\":\"a\"}")]
    [InlineData("{\"level\":\"a\",\"lastName\":\"b\"}", "{\"level\":\"b\",\"lastName\":\"a\"}")]
    [InlineData("{\"level\":\"a\",\"lastName\":\"b\"}", "{\"lastName\":\"a\"}")]
    [InlineData("{\"lastName\":\"a\",\"firstName\":\"b\"}", "{\"lastName\":\"b\",\"firstName\":\"a\"}")]
    [InlineData("{\"firstName\":\"a\",\"gender\":\"M\"}", "{\"firstName\":\"b\",\"gender\":\"F\"}")]
    [InlineData("{\"gender\":\"F\"}", "{\"gender\":\"M\"}")]
    public void The_winning_event_of_a_user_is_the_rule_s(string winner, string loser)
    {
        string[] both = [WithId(winner), WithId(loser)];

        Assert.Equal(Star(both[0]).Users.Rows[0], Assert.Single(Star(both).Users.Rows));
        Assert.NotEqual(Star(both[0]).Users.Rows[0], Star(both[1]).Users.Rows[0]);

        static string WithId(string e) => Event(e.Replace("{", "{\"userId\":\"1\",", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{\"level\":\"a\",\"song\":\"b\",\"location\":\"b\"}", "{\"level\":\"b\",\"song\":\"a\",\"location\":\"a\"}")]
    [InlineData("{\"song\":\"a\",\"artist\":\"b\",\"location\":\"b\"}", "{\"song\":\"b\",\"artist\":\"a\",\"location\":\"a\"}")]
    [InlineData("{\"artist\":\"a\",\"length\":2,\"location\":\"b\"}", "{\"artist\":\"b\",\"length\":1,\"location\":\"a\"}")]
    [InlineData("{\"length\":9,\"location\":\"b\"}", "{\"length\":10,\"location\":\"a\"}")]
    [InlineData("{\"length\":1.000004,\"location\":\"a\"}", "{\"length\":0.999996,\"location\":\"b\"}")]
    [InlineData("{\"length\":1e9,\"location\":\"b\"}", "{\"length\":-1,\"location\":\"a\"}")]
    [InlineData("{\"length\":-1,\"location\":\"a\"}", "{\"length\":1000000000.1,\"location\":\"b\"}")]
    [InlineData("{\"location\":\"a\",\"userAgent\":\"b\"}", "{\"location\":\"b\",\"userAgent\":\"a\"}")]
    [InlineData("{\"userAgent\":\"a\"}", "{}")]
    public void The_winning_event_of_a_play_is_the_rule_s(string winner, string loser)
    {
        string[] both = [WithId(winner), WithId(loser)];

        Assert.Equal(Star(both[0]).Songplays.Rows[0], Assert.Single(Star(both).Songplays.Rows));
        Assert.NotEqual(Star(both[0]).Songplays.Rows[0], Star(both[1]).Songplays.Rows[0]);

        static string WithId(string e) => Event(e.Replace("{", "{\"page\":\"NextSong\",", StringComparison.Ordinal));
    }

    [Fact]
    public void A_comparison_names_what_is_missing_extra_and_different()
    {
        var expected = Star(Song("title", "A"), """{"song_id":"S2"}""");
        var actual = Star(Song("title", "B"), """{"song_id":"S3"}""");

        var comparison = Comparison.Of(expected, actual);

        Assert.False(comparison.AreEqual);
        Assert.Equal((1, 1, 1), (comparison.Tables[2].Missing, comparison.Tables[2].Extra, comparison.Tables[2].Different));
        Assert.Contains("song_id 'S1': title is 'B', should be 'A'", comparison.ToString(), StringComparison.Ordinal);
        Assert.True(Comparison.Of(expected, expected).AreEqual);
    }

    [Fact]
    public void Tables_are_read_back_from_their_json_lines()
    {
        var star = Star(Song("title", "\"\\\n😀"), """{"page":"NextSong","ts":0,"sessionId":1,"itemInSession":0,"userId":"5"}""");

        var read = star.Tables.Select(table => StarTable.FromJsonLines(table.Name, table.ToJsonLines()));

        Assert.True(Comparison.Of(star.Tables, read).AreEqual);
    }

    [Fact]
    public void A_column_that_no_line_has_is_not_compared_and_one_that_a_line_lacks_is_an_error()
    {
        var song = Star(Song("title", "a")).Songs;
        string[] older = [.. song.ToJsonLines().Select(line => line.Replace("\"title\":\"a\",", "", StringComparison.Ordinal))];

        Assert.DoesNotContain("title", older[0], StringComparison.Ordinal);
        Assert.True(Comparison.Of(StarTable.FromJsonLines("songs", older), song).None);
        Assert.False(Comparison.Of(StarTable.FromJsonLines("songs", older), Star(Song("year", "1999")).Songs).None);
        Assert.Throws<FormatException>(() => StarTable.FromJsonLines("songs", [.. older, .. song.ToJsonLines()]));
    }

    private static string Song(string name, string text) =>
        $$"""{"song_id":"S1","{{name}}":"{{text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}}","duration":1.25}""";

    /// <summary>A play of this length and a song of this duration, of the same title and artist.</summary>
    private static StarSchema Matching(string length, string duration) => Star(
        Event($$"""{"page":"NextSong","song":"T","artist":"N","length":{{length}}}"""),
        $$"""{"song_id":"S","title":"T","artist_id":"A","artist_name":"N","duration":{{duration}}}""");

    /// <summary>The event, with a ts, a session and an item where it has none.</summary>
    private static string Event(string text) => RawRow.WholeColumns(Dataset.LogData)
        .Where(name => !text.Contains($"\"{name}\"", StringComparison.Ordinal))
        .Aggregate(text.TrimEnd('}').TrimEnd(','), (e, name) => $"{e},\"{name}\":1") + "}";

    /// <summary>Each object as a file of its own; one with a song_id is a song.</summary>
    private static StarSchema Star(params string[] objects) => StarSchema.Of(objects.Select((text, i) => SourceFile.OfText(
        text.Contains("song_id", StringComparison.Ordinal) ? Dataset.SongData : Dataset.LogData, $"{i}.json", text)));
}
