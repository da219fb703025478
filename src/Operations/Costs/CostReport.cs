namespace Sparkify.Operations.Costs;

/// <summary>A month's bill, and beside it the bills of the same files when loads start in other ways.</summary>
public sealed record CostReport
{
    /// <summary>Seconds of LoadWindowSeconds, from the least to the most that the template takes.</summary>
    private static readonly int[] Windows = [5, 15, 60, 300];

    public required CostQuestion Asked { get; init; }
    public required MonthlyBill Bill { get; init; }
    public required IReadOnlyList<CostChoice> Choices { get; init; }

    /// <summary>Of the prices.</summary>
    public required string Region { get; init; }

    /// <summary>Of the prices: year and month.</summary>
    public required string Date { get; init; }
    public required Assumptions Assumptions { get; init; }

    public static CostReport Of(CostQuestion asked, PriceList list) => new()
    {
        Asked = asked,
        Bill = MonthlyBill.Of(asked, list),
        Choices =
        [
            .. Windows.Select(window => asked with { Every = LoadEvery.File, LoadWindow = window })
                .Concat(LoadEvery.All.Where(every => every.IsByTheClock).Select(every => asked with { Every = every }))
                .Select(choice => CostChoice.Of(choice, MonthlyBill.Of(choice, list))),
        ],
        Region = list.Region,
        Date = list.Date,
        Assumptions = list.Assumptions,
    };
}

/// <param name="LoadWindow">Seconds; null by the clock.</param>
/// <param name="Warehouse">Dollars for the loads' time of the warehouse.</param>
/// <param name="Dollars">In all.</param>
public sealed record CostChoice(
    LoadEvery Every, int? LoadWindow, decimal StartsADay, decimal MinutesAwakeADay, decimal SecondsToQueryable, decimal Warehouse,
    decimal Dollars)
{
    public static CostChoice Of(CostQuestion asked, MonthlyBill bill) => new(
        asked.Every,
        asked.Every.IsByTheClock ? null : asked.LoadWindow,
        decimal.Round(bill.StartsADay, 1),
        decimal.Round(bill.SecondsAwakeADay / 60, 1),
        decimal.Round(bill.SecondsToQueryable, 1),
        bill.Parts[0].Dollars,
        bill.Dollars);
}
