using System.Text;
using System.Text.Json;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Backfill;

namespace Sparkify.Functions.Tests;

public sealed class JsonLinesTests
{
    [Fact]
    public void An_object_is_a_line_and_ends_in_a_newline()
    {
        var lines = JsonLines.Write([new OpenBackfill { Id = "a" }, new OpenBackfill { Id = "b" }], IngestionJson.Default.OpenBackfill);

        Assert.Equal("{\"id\":\"a\"}\n{\"id\":\"b\"}\n", Encoding.UTF8.GetString(lines.Span));
        Assert.Equal(0, JsonLines.Write([], IngestionJson.Default.OpenBackfill).Length);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("{\"id\":\"a\"}\n", "a")]
    [InlineData("{\"id\":\"a\"}\n{\"id\":\"b\"}", "ab")] // the last newline is missing
    [InlineData("\n{\"id\":\"a\"}\n\n{\"id\":\"b\"}\n\n", "ab")]
    public void Lines_are_read_and_empty_ones_are_none(string lines, string ids) =>
        Assert.Equal(
            ids, string.Concat(JsonLines.Read(Encoding.UTF8.GetBytes(lines), IngestionJson.Default.OpenBackfill).Select(open => open.Id)));

    [Theory]
    [InlineData("null\n")]
    [InlineData("{\n")]
    public void A_line_that_is_no_object_is_refused(string lines) =>
        Assert.Throws<JsonException>(() => JsonLines.Read(Encoding.UTF8.GetBytes(lines), IngestionJson.Default.OpenBackfill));

    [Fact]
    public void A_line_that_says_null_is_refused_in_these_words() =>
        Assert.Equal(
            "a line says null",
            Assert.Throws<JsonException>(() => JsonLines.Read("null"u8.ToArray(), IngestionJson.Default.OpenBackfill)).Message);

    [Theory]
    [InlineData("héllo", 6, "héllo")]
    [InlineData("héllo", 5, "héll")]
    [InlineData("é", 1, "")] // no character is cut in two
    [InlineData("😀a", 4, "😀")]
    [InlineData("a\0b", 3, "a\uFFFDb")] // no warehouse holds a NUL
    [InlineData("", 0, "")]
    public void A_text_is_cut_to_its_columns_bytes(string text, int mostBytes, string kept) =>
        Assert.Equal(kept, Utf8Text.Cut(text, mostBytes));
}
