using System.Text;
using CsCheck;
using StatesLanguage.Json;
using StatesLanguage.Paths;

namespace Sparkify.Tests.StatesLanguage;

public sealed class JsonPathTests
{
    private const string Store = """
        {"book": [{"title": "a", "price": 8.95}, {"title": "b", "price": 12}, {"title": "c", "isbn": "0-5", "price": 9}], "bike": {"price": 20, "": 1, "it's": 2}}
        """;

    private static readonly string[] Names = ["a", "b", "it's", "c d", "é\""];

    [Theory]
    [InlineData("$.book[0].title", "\"a\"")]
    [InlineData("$['book'][-1]['title']", "\"c\"")]
    [InlineData("$[\"bike\"].price", "20")]
    [InlineData("$.bike['']", "1")]
    [InlineData(@"$.bike['it\'s']", "2")]
    [InlineData("$.bike['price', 'colour']", """{"price":20}""")]
    [InlineData("$.book[0,2].title", """["a","c"]""")]
    [InlineData("$.book[1:].title", """["b","c"]""")]
    [InlineData("$.book[:-1].price", "[8.95,12]")]
    [InlineData("$.book[-2:].title", """["b","c"]""")]
    [InlineData("$.book[5:].title", "[]")]
    [InlineData("$.book[*].isbn", """["0-5"]""")]
    [InlineData("$..price", "[8.95,12,9,20]")]
    [InlineData("$.bike.*", "[20,1,2]")]
    [InlineData("$..book[0].title", """["a"]""")]
    [InlineData("$.book[?(@.isbn)].title", """["c"]""")]
    [InlineData("$.book[?(!@.isbn)].title", """["a","b"]""")]
    [InlineData("$.book[?(@.price < 10 && @.title != 'a')].title", """["c"]""")]
    [InlineData("$.book[?(@.price >= 12 || (@.title == \"a\"))].title", """["a","b"]""")]
    [InlineData("$.book[?(@.price > $.bike.price)].title", "[]")]
    [InlineData("$.book[?(@.price<$.bike.price)].title", """["a","b","c"]""")]
    [InlineData("$.nothing[*].here", "[]")]
    public void A_path_leads_to(string path, string expected) =>
        Assert.Equal(expected, JsonPath.Parse(path).Select(JsonText.Parse(Store)).Value?.GetRawText());

    [Theory]
    [InlineData("$.car", "No results for path: $['car']")]
    [InlineData("$.car.price", "Missing property in path $['car']")]
    [InlineData("$.book[3]", "Index out of bounds when evaluating path $['book'][3]")]
    public void A_definite_path_that_leads_nowhere_says_where_it_ends(string path, string missing)
    {
        var selection = JsonPath.Parse(path).Select(JsonText.Parse(Store));

        Assert.Null(selection.Value);
        Assert.Equal(missing, selection.Missing);
    }

    [Theory]
    [InlineData("book")]
    [InlineData("$.")]
    [InlineData("$..")]
    [InlineData("$.book[")]
    [InlineData("$.book[]")]
    [InlineData("$.book[1:3:2]")]
    [InlineData("$.book['a]")]
    [InlineData("$.book[?(@.a = 1)]")]
    [InlineData("$.book[?(@.a =~ /x/)]")]
    [InlineData("$.book.length()")]
    [InlineData("$['a','b'].c")]
    [InlineData("$ .a")]
    public void What_is_not_a_path_is_refused(string path) => Assert.Throws<FormatException>(() => JsonPath.Parse(path));

    [Fact]
    public void What_is_put_at_a_reference_path_is_found_there_and_nothing_else_changes() =>
        Gen.Select(Gen.Int[0, 4].Select(at => Names[at]).Array[1, 4], Gen.Int).Sample((names, number) =>
        {
            var text = "$" + string.Concat(names.Select(name => $"['{name.Replace("'", "\\'", StringComparison.Ordinal)}']"));
            var input = JsonText.Parse("""{"kept": [1.0, 2], "a": {"other": true}}""");

            var output = ReferencePath.Parse(text).Put(input, JsonText.Of(number))!.Value;

            Assert.Equal(number, JsonPath.Parse(text).Select(output).Value!.Value.GetInt32());
            Assert.Equal("[1.0,2]", output.GetProperty("kept").GetRawText());
            Assert.True(names is ["a"] || output.GetProperty("a").GetProperty("other").GetBoolean());
        });

    [Theory]
    [InlineData("[1]", "$.a")]
    [InlineData("1", "$.a")]
    [InlineData("""{"a": 1}""", "$.a.b")]
    [InlineData("""{"a": [1]}""", "$.a[1]")]
    public void A_place_that_the_input_can_not_have_is_not_made(string input, string path) =>
        Assert.Null(ReferencePath.Parse(path).Put(JsonText.Parse(input), JsonText.Null));

    [Fact]
    public void Json_keeps_its_numbers_as_they_were_written_and_loses_its_blanks() =>
        Assert.Equal("""{"a":[1,1.0,-0,1e2,12345678901234567890.10],"é<":"ü\"😀"}""", JsonText.Parse("""
            { "a" : [ 1, 1.0, -0, 1e2, 12345678901234567890.10 ], "é<" : "\u00fc\"😀" }
            """).GetRawText());

    [Fact]
    public void A_payload_has_the_bytes_of_its_characters() =>
        Gen.OneOf(
            Gen.Char.Where(one => !char.IsSurrogate(one)).Select(one => $"{one}"),
            Gen.Int[0x10000, 0x10FFFF].Select(char.ConvertFromUtf32)).Array.Sample(characters =>
        {
            var text = string.Concat(characters);
            var json = JsonText.Of(text);

            Assert.Equal(text, JsonText.Parse(json.GetRawText()).GetString());
            Assert.Equal(2 + characters.Sum(Bytes), JsonText.Utf8Bytes(json));
        });

    private static int Bytes(string character) => character[0] switch
    {
        '"' or '\\' or '\b' or '\f' or '\n' or '\r' or '\t' => 2,
        < ' ' => 6,
        _ => Encoding.UTF8.GetByteCount(character),
    };
}
