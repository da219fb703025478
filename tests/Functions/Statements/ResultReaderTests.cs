using Sparkify.Ingestion.Statements;

namespace Sparkify.Functions.Tests.Statements;

public sealed class ResultReaderTests
{
    [Fact]
    public async Task A_result_is_read_to_its_last_page()
    {
        var warehouse = new ScriptedWarehouse().Answers("s", 2, Answer.Compared((0, 0), (1, 1), (2, 2), (3, 3), (4, 4)));

        var chunk = await warehouse.ReadAsync("s", 2, TestContext.Current.CancellationToken);

        Assert.Equal([0L, 1L, 2L, 3L, 4L], chunk.Select(row => row.Number("n")));
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData(true, "true")]
    [InlineData(false, "false")]
    [InlineData(1.5, "1.5")]
    [InlineData(12L, "12")]
    [InlineData("x", "x")]
    public void A_value_as_text_is_the_same_in_every_country(object? value, string text) => Assert.Equal(text, AnswerText.Of(value));

    [Theory]
    [InlineData("smallint", "int2")]
    [InlineData("integer", "int4")]
    [InlineData("bigint", "int8")]
    [InlineData("real", "float4")]
    [InlineData("double precision", "float8")]
    [InlineData("boolean", "bool")]
    [InlineData("timestamp without time zone", "timestamp")]
    [InlineData("timestamp with time zone", "timestamptz")]
    [InlineData("character varying", "varchar")]
    [InlineData("date", "date")]
    public void A_type_has_the_data_apis_name(string type, string name) => Assert.Equal(name, new QueryColumn("c", type).DataApiType);

    /// <summary>
    /// Worked out with sha256sum: execution, step and attempt, a line each. The Data API remembers a token for 8 hours, across releases.
    /// </summary>
    [Fact]
    public void A_client_token_is_a_digest_of_execution_step_and_attempt() =>
        Assert.Equal("76f0fd45cf906eb098f3dba265c28f55c4c2ddc84c9401d3e3cb08084aaa6ff4", Steps.ClientToken("arn:x", "stage", 2));

    [Fact]
    public void Each_chunk_of_a_listing_is_compared_in_a_step_of_its_own() => Assert.Equal("compare 12", Steps.Compare(12));
}
