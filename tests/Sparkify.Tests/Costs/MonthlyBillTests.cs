using Sparkify.Operations.Costs;

namespace Sparkify.Tests.Costs;

public sealed class MonthlyBillTests
{
    private static readonly PriceList Prices = PriceList.Read();

    /// <summary>8 RPU at $0.375: a minute is $0.05, and a month of 730 hours without rest $2,190.</summary>
    [Theory]
    [InlineData(1_440, "as-files-come", 15, 2_190.00)]
    [InlineData(86_400, "as-files-come", 15, 2_190.00)]
    [InlineData(24, "as-files-come", 15, 36.50)]
    [InlineData(1, "as-files-come", 15, 1.52)]
    [InlineData(0, "as-files-come", 15, 0.00)]
    [InlineData(1_440, "as-files-come", 300, 430.82)]
    [InlineData(86_400, "as-files-come", 300, 430.82)]
    [InlineData(1_440, "15-minutes", 15, 146.00)]
    [InlineData(1_440, "hour", 15, 36.50)]
    [InlineData(12, "hour", 15, 18.25)]
    [InlineData(1_440, "6-hours", 15, 6.08)]
    [InlineData(1_440, "day", 15, 1.52)]
    public void A_load_that_wakes_the_warehouse_costs_a_minute(int files, string every, int window, double dollars) =>
        Assert.Equal((decimal)dollars, Warehouse(Question(files, 100, every) with { LoadWindow = window }));

    [Fact]
    public void The_parts_are_the_sum_and_only_what_is_over_the_free_amount_is_charged()
    {
        var chance = new Random(1);
        for (var round = 0; round < 1_000; round++)
        {
            var bill = MonthlyBill.Of(Any(chance), Prices);

            Assert.Equal(bill.Parts.Sum(part => part.Dollars), bill.Dollars);
            Assert.All(bill.Parts, part => Assert.True(part.Amount >= 0 && part.Dollars >= 0, $"{part}"));
        }

        Assert.Equal(0, Prices.Prices.SqsRequest.Of(1_000_000));
        Assert.Equal(0.40m, Prices.Prices.SqsRequest.Of(2_000_000));
    }

    /// <summary>More of everything costs more, and waiting longer costs the warehouse no more.</summary>
    [Fact]
    public void More_files_events_or_rpu_and_shorter_waits_never_cost_the_warehouse_less()
    {
        var chance = new Random(2);
        for (var round = 0; round < 1_000; round++)
        {
            var asked = Any(chance);
            var cost = Warehouse(asked);

            Assert.InRange(Warehouse(asked with { FilesPerDay = asked.FilesPerDay * 2 }), cost, decimal.MaxValue);
            Assert.InRange(Warehouse(asked with { EventsPerFile = asked.EventsPerFile * 2 }), cost, decimal.MaxValue);
            Assert.InRange(Warehouse(asked with { Rpu = asked.Rpu * 2 }) - (cost * 2), -0.01m, 0.01m);
            Assert.InRange(Warehouse(asked with { Every = LoadEvery.All[^1] }), 0, cost);
            Assert.InRange(Warehouse(asked with { LoadWindow = 300 }), 0, cost);
        }
    }

    [Fact]
    public void The_warehouse_is_never_awake_for_more_than_a_day_a_day() => Assert.Equal(
        (86_400m, 0m),
        (MonthlyBill.Of(Question(100_000, 100_000_000, "day"), Prices).SecondsAwakeADay,
        MonthlyBill.Of(Question(100_000, 100_000_000, "day"), Prices).Parts[1].Amount));

    [Fact]
    public void Every_price_is_dated_and_has_a_page_of_aws()
    {
        Assert.Matches("^20[0-9]{2}-[01][0-9]$", Prices.Date);
        Assert.All(
            typeof(Prices).GetProperties().Select(property => (Price)property.GetValue(Prices.Prices)!),
            price => Assert.True(
                price is { Dollars: > 0, Free: >= 0, Per.Length: > 0 }
                    && price.Source.StartsWith("https://aws.amazon.com/", StringComparison.Ordinal),
                $"{price}"));
    }

    private static decimal Warehouse(CostQuestion asked) => MonthlyBill.Of(asked, Prices).Parts[0].Dollars;

    private static CostQuestion Question(int files, int events, string every) => new()
    {
        FilesPerDay = files, EventsPerFile = events, Every = LoadEvery.All.Single(one => one.Name == every),
    };

    private static CostQuestion Any(Random chance) => new()
    {
        FilesPerDay = chance.Next(1, 1 << chance.Next(1, 20)),
        EventsPerFile = chance.Next(1 << chance.Next(1, 20)),
        Every = LoadEvery.All[chance.Next(LoadEvery.All.Count)],
        LoadWindow = chance.Next(1, 300),
        Rpu = 8 * chance.Next(1, 16),
    };
}
