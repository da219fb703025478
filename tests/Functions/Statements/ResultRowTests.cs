using Sparkify.Ingestion.Statements;

namespace Sparkify.Functions.Tests.Statements;

public sealed class ResultRowTests
{
    private static readonly ResultRow Row = new(
        ["key", "n", "sum", "real", "at", "nothing"], ["a.json", 7L, "123456789012", 2d, "2018-11-01 21:02:06.796", null]);

    [Fact]
    public void A_value_is_found_by_the_name_of_its_column()
    {
        Assert.Equal("a.json", Row.Text("key"));
        Assert.Equal((7, 123_456_789_012, 2), (Row.Number("n"), Row.Number("sum"), Row.Number("real")));
        Assert.Equal(new DateTimeOffset(2018, 11, 1, 21, 2, 6, 796, TimeSpan.Zero), Row.Timestamp("at"));
        Assert.Equal((null, null, null), (Row.TextOrNull("nothing"), Row.NumberOrNull("nothing"), Row.TimestampOrNull("nothing")));
    }

    [Fact]
    public void A_column_that_is_not_there_is_named_beside_those_that_are()
    {
        var missing = Assert.Throws<FormatException>(() => Row.NumberOrNull("rows"));

        Assert.Equal("the result has no column 'rows': it has key, n, sum, real, at, nothing", missing.Message);
    }

    [Fact]
    public void A_null_where_a_value_must_be_and_a_value_of_another_kind_are_refused_by_the_column()
    {
        Assert.All(
            (Action[])
            [
                () => Row.Text("nothing"), () => Row.Number("nothing"), () => Row.Timestamp("nothing"),
            ],
            read => Assert.Contains("'nothing'", Assert.Throws<FormatException>(read).Message, StringComparison.Ordinal));
        Assert.Contains("'n'", Assert.Throws<FormatException>(() => Row.Text("n")).Message, StringComparison.Ordinal);
        Assert.Contains("'key'", Assert.Throws<FormatException>(() => Row.Number("key")).Message, StringComparison.Ordinal);
        Assert.Contains("'key'", Assert.Throws<FormatException>(() => Row.Timestamp("key")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7L, 7)]
    [InlineData(7.9, 7)]
    [InlineData("12", 12)]
    [InlineData("12.00", 12)]
    public void A_number_is_whole_whatever_it_comes_as(object value, long number) =>
        Assert.Equal(number, new ResultRow(["n"], [value]).Number("n"));

    [Fact]
    public void What_is_no_number_is_none() =>
        Assert.Equal(
            "'True' in column 'n' is no number", Assert.Throws<FormatException>(() => new ResultRow(["n"], [true]).Number("n")).Message);
}
