using System.Text;
using CsCheck;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Staging;

namespace Sparkify.Functions.Tests.Staging;

public sealed class UnusableRowsTests
{
    private const string Good = """{"ts":1541106106796,"sessionId":7,"itemInSession":0,"userId":"8"}""";

    [Theory]
    [InlineData("""{"timestamp":1,"sessionId":7,"itemInSession":0}""", "1 of 9 rows have no ts; they have timestamp")]
    [InlineData("""{"ts":null,"sessionId":7,"itemInSession":0}""", "1 of 9 rows have no ts")]
    [InlineData("""{"ts":"","sessionId":7,"itemInSession":0}""", "1 of 9 rows have no ts")]
    [InlineData("""{"ts":253402300800000,"sessionId":7,"itemInSession":0}""", "1 of 9 rows have a ts outside the years 1 to 9999")]
    [InlineData("""{"ts":"-62135596800001","sessionId":7,"itemInSession":0}""", "1 of 9 rows have a ts outside the years 1 to 9999")]
    [InlineData("""{"TS":1,"SESSIONID":7,"x":{"ts":[1,"}"]}}""", "1 of 9 rows have no itemInSession; they have x")]
    [InlineData("""{"ts":1,"user_id":7}""", "1 of 9 rows have no sessionId and no itemInSession; they have user_id")]
    [InlineData("{}", "1 of 9 rows have no ts, no sessionId and no itemInSession")]
    public void What_an_event_lacks_is_said_and_what_it_has_instead(string row, string words) =>
        Assert.Equal(words, Read(Dataset.LogData, $"{Good}\n{row}\n{Good}").Describe(Dataset.LogData, 9));

    [Theory]
    [InlineData("""{"song_id":"","artist_id":" ","title":"t"}""", "1 of 1 rows have neither song_id nor artist_id")]
    [InlineData("""{"songId":"S"}""", "1 of 1 rows have neither song_id nor artist_id; they have songId")]
    public void So_is_what_a_song_lacks(string row, string words) =>
        Assert.Equal(words, Read(Dataset.SongData, row).Describe(Dataset.SongData, 1));

    [Fact]
    public void A_song_with_one_of_its_ids_is_of_use() =>
        Assert.Equal(0, Read(Dataset.SongData, """{"song_id":"S"}{"artist_id":"A"}""").Count);

    [Fact]
    public void Where_the_rows_lack_different_things_each_is_counted()
    {
        var rows = Read(Dataset.LogData, """{"ts":1,"sessionId":7}{"ts":1,"itemInSession":0}{"sessionId":7,"itemInSession":0}{"ts":1}""");

        Assert.Equal("4 of ? rows can't be used: 1 no ts, 2 no sessionId, 2 no itemInSession", rows.Describe(Dataset.LogData, null));
    }

    [Fact]
    public void Many_strange_keys_are_counted_and_a_long_one_is_cut()
    {
        var keys = string.Join(",", Enumerable.Range(0, 9).Select(n => $"\"{new string('k', 50)}{n}\":1"));

        var words = Read(Dataset.LogData, $"{{{keys}}}").Describe(Dataset.LogData, 1);

        Assert.EndsWith(" and 3 more keys", words, StringComparison.Ordinal);
        Assert.Contains($"they have {new string('k', 40)},", words, StringComparison.Ordinal);
    }

    /// <summary>However the objects are laid out, and whatever stands between them: what is no object is COPY's to refuse.</summary>
    [Fact]
    public void Each_object_is_a_row_wherever_it_stands()
    {
        var unusable = Gen.Const("""{"timestamp":1}""");
        var broken = Gen.OneOf("""{"ts":""", "<html>", "[1,2]", "7", "\"x\"", "{\"a\":\"\ud800\"", "\u00ff\u00fe");
        Gen.Select(Gen.OneOf(unusable, Gen.Const(Good)), Gen.OneOf("\n", "\r\n", " \n\t")).Array[0, 20].Sample((rows) =>
            Assert.Equal(
                rows.Count(row => row.Item1 != Good),
                Read(Dataset.LogData, string.Concat(rows.Select(row => row.Item1 + row.Item2))).Count));
        Gen.Select(Gen.OneOf(unusable, Gen.Const(Good)), broken).Array[1, 20].Sample(rows =>
            Assert.Equal(
                rows.Count(row => row.Item1 != Good),
                Read(Dataset.LogData, string.Join('\n', rows.Select(row => $"{row.Item2}\n{row.Item1}"))).Count));
    }

    private static UnusableRows Read(Dataset dataset, string content) => UnusableRows.In(dataset, Encoding.UTF8.GetBytes(content));
}
