using System.Text;
using Sparkify.Reference;

namespace Sparkify.Tests.Reference;

public sealed class CopyRulesTests
{
    [Theory]
    [InlineData("\"a \\u00e9\\ud83d\\ude00\\/\\n\"", "a é😀/\n")]
    [InlineData("\"\"", "")]
    [InlineData("null", null)]
    [InlineData("1.10", "1.10")]
    [InlineData("-1e3", "-1e3")]
    [InlineData("true", "true")]
    [InlineData("{ \"a\" : [1] }", "{ \"a\" : [1] }")]
    public void A_text_column_takes_a_string_s_text_and_anything_else_as_written(string written, string? expected)
    {
        var row = Assert.Single(Read($"{{\"artist\":{written}}}").Events);

        Assert.Equal(expected, row.Artist);
    }

    [Theory]
    [InlineData("12", 12L)]
    [InlineData("-0", 0L)]
    [InlineData("\"007\"", 7L)]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void A_whole_number_column_takes_whole_numbers_and_their_text(string written, long? expected) =>
        Assert.Equal(expected, Assert.Single(Read($"{{\"sessionId\":{written}}}").Events).SessionId);

    [Theory]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("9223372036854775808")]
    [InlineData("\"a\"")]
    [InlineData("\" 7\"")]
    [InlineData("\"7\\n\"")]
    [InlineData("\"٣\"")]
    [InlineData("true")]
    [InlineData("[1]")]
    public void A_whole_number_column_takes_nothing_else(string written) =>
        Assert.Equal("sessionid", Assert.Single(Read($"{{\"sessionId\":{written}}}").Rejected).Column);

    [Theory]
    [InlineData("218.93179", 218.93179)]
    [InlineData("\"218.93179\"", 218.93179)]
    [InlineData("2e2", 200.0)]
    [InlineData("-0.0", 0.0)]
    [InlineData("\"\"", null)]
    public void A_double_column_takes_decimal_numbers_and_their_text(string written, double? expected) =>
        Assert.Equal(
            BitConverter.DoubleToInt64Bits(expected ?? double.NaN),
            BitConverter.DoubleToInt64Bits(Assert.Single(Read($"{{\"length\":{written}}}").Events).Length ?? double.NaN));

    [Theory]
    [InlineData("1e400")]
    [InlineData("1e-400")]
    [InlineData("\"NaN\"")]
    [InlineData("\"Infinity\"")]
    [InlineData("\".5\"")]
    [InlineData("\"1,000\"")]
    [InlineData("false")]
    public void A_double_column_takes_nothing_else(string written) =>
        Assert.Equal("length", Assert.Single(Read($"{{\"length\":{written}}}").Rejected).Column);

    [Theory]
    [InlineData("é", 8, true)]
    [InlineData("é", 9, false)]
    [InlineData("😀", 4, true)]
    [InlineData("😀", 5, false)]
    [InlineData(" ", 17, false)]
    public void A_text_column_counts_bytes_blanks_included(string text, int times, bool taken)
    {
        var reading = Read($"{{\"gender\":\"{string.Concat(Enumerable.Repeat(text, times))}\"}}");

        Assert.Equal(taken ? (1, 0) : (0, 1), (reading.Events.Count, reading.Rejected.Count));
    }

    [Theory]
    [InlineData("\"\\u0000\"")]
    [InlineData("\"\\ud83d\"")]
    [InlineData("\"\\ude00\\ud83d\"")]
    [InlineData("\"\u00ff\"")]
    public void Text_that_no_column_can_hold_rejects_the_row_only_where_a_column_takes_it(string latin1)
    {
        Assert.Equal("song", Assert.Single(Read(Encoding.Latin1.GetBytes($"{{\"song\":{latin1}}}")).Rejected).Column);
        Assert.Single(Read(Encoding.Latin1.GetBytes($"{{\"unknown\":{latin1}}}")).Events);
    }

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData(" \r\n\t ", 0, 0)]
    [InlineData("{}{}", 2, 0)]
    [InlineData("{\n \"a\" : 1\n}\r\n{ }", 2, 0)]
    [InlineData("{},{}", 2, 1)]
    [InlineData("\ufeff{}", 1, 1)]
    [InlineData("[{},{}]", 0, 1)]
    [InlineData("[{}]\n{}", 1, 1)]
    [InlineData("not JSON at all", 0, 1)]
    [InlineData("{\"a\":1}\n{\"a\":1,\n{\"a\":2}", 2, 1)]
    [InlineData("{\"a\":1}\n{\"a\":\n{\"a\":2}\n{\"a\":3}", 2, 2)]
    [InlineData("{\"a\":\"b\n{\"a\":2}", 1, 1)]
    [InlineData("{\"a\":1,}", 0, 1)]
    [InlineData("{'a':1}", 0, 1)]
    [InlineData("{\"a\":01}", 0, 1)]
    [InlineData("{\"a\":1", 0, 1)]
    [InlineData("{\"a\":nul}", 0, 1)]
    [InlineData("{} NaN {}", 2, 1)]
    [InlineData("x\ny\n{}", 1, 2)]
    [InlineData("x\"song\":\"a [Live]\"}\n{}", 1, 3)]
    [InlineData("{\"a\":x} {}", 1, 1)]
    [InlineData("{\n\"a\":\n{\"ts\":1}\n x\n}\n{}", 1, 2)]
    [InlineData("[{\"a\":1},\n{\"a\":x},\n{\"a\":3}]\n{}", 1, 3)]
    [InlineData("[{\"a\":1},\n{\"a\":2}", 0, 2)]
    [InlineData("{\"a\":{\n{\"a\":2}\n{\"a\":3}", 0, 3)]
    public void A_file_is_root_level_objects_and_what_else_stands_in_it_costs_a_row(string text, int taken, int rejected)
    {
        var reading = Read(text);

        Assert.Equal((taken, rejected), (reading.Events.Count, reading.Rejected.Count));
    }

    [Fact]
    public void Names_are_matched_in_any_case_at_the_first_level()
    {
        var row = Assert.Single(Read("{\"ARTIST\":\"a\",\"nested\":{\"song\":\"x\"},\"\\u0074s\":5,\"unknown\":1}").Events);

        Assert.Equal(("a", null, 5), (row.Artist, row.Song, row.Ts));
    }

    [Theory]
    [InlineData("{\"artist\":\"a\",\"ARTIST\":\"a\"}", "artist")]
    [InlineData("{\"ts\":null,\"\\u0074s\":5}", "ts")]
    public void A_column_named_twice_rejects_the_row(string text, string column) =>
        Assert.Equal(column, Assert.Single(Read(text).Rejected).Column);

    [Fact]
    public void A_rejected_row_is_reported_by_the_last_line_of_its_object() =>
        Assert.Equal([3, 5], Read("{}\n{\"ts\":\n\"x\"}\n{}\n{\"ts\":[]}\n").Rejected.Select(row => row.Line));

    [Fact]
    public void An_object_has_four_megabytes_at_most()
    {
        var most = $"{{\"unknown\":\"{new string('x', CopyRules.MaxObjectBytes - 14)}\"}}";

        Assert.Single(Read(most).Events);
        Assert.Single(Read(most.Replace("unknown", "unknown2", StringComparison.Ordinal)).Rejected);
    }

    [Fact]
    public void A_gzip_that_is_cut_or_bent_anywhere_gives_nothing()
    {
        var plain = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 50).Select(i => $"{{\"sessionId\":{i}}}\n")));
        var whole = Gzip.Compress(plain);
        Assert.Equal(50, ReadGzip(whole).Events.Count);
        for (var cut = 0; cut < whole.Length; cut++)
        {
            Assert.NotNull(ReadGzip(whole[..cut]).Damage);
        }

        whole[whole.Length / 2] ^= 0x10;
        Assert.NotNull(ReadGzip(whole).Damage);
    }

    [Fact]
    public void A_file_stays_out_when_more_than_its_share_of_rows_is_rejected_or_unusable()
    {
        foreach (var bad in (string[])["x", "{}", """{"ts":253402300800000,"sessionId":1,"itemInSession":2}"""])
        {
            var lines = Enumerable.Repeat("""{"ts":1,"sessionId":1,"itemInSession":2}""", 99).Append(bad).ToList();

            Assert.Null(Read(string.Join('\n', lines)).QuarantinedBecause(0.01));
            Assert.NotNull(Read(string.Join('\n', lines.Skip(1))).QuarantinedBecause(0.01));
        }
    }

    private static FileReading Read(string text) => CopyRules.Read(SourceFile.OfText(Dataset.LogData, "log_data/a.json", text));

    private static FileReading Read(byte[] bytes) => CopyRules.Read(new SourceFile(Dataset.LogData, "log_data/a.json", bytes));

    private static FileReading ReadGzip(byte[] bytes) => CopyRules.Read(new SourceFile(Dataset.LogData, "log_data/a.json.gz", bytes));
}
