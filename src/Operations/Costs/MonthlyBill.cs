using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Metrics;

namespace Sparkify.Operations.Costs;

/// <summary>What a month of a stack costs, part by part.</summary>
/// <remarks>
/// Not in it: storage of files and tables, the queries of analysts, capacity above the base, backfills by hand, quarantined files.
/// </remarks>
public sealed record MonthlyBill
{
    private const decimal Hours = 730;
    private const decimal Days = Hours / 24;
    private const decimal SecondsOfADay = 86_400;

    /// <summary>https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-billing.html</summary>
    private const decimal LeastSecondsAwake = 60;

    /// <summary>Of the nightly comparison: its few statements are over within a minute.</summary>
    private const decimal WakesOfTheComparison = 1;

    public required IReadOnlyList<BillPart> Parts { get; init; }

    /// <summary>Starts of loads a day, each of which needs the warehouse.</summary>
    public required decimal StartsADay { get; init; }

    /// <summary>For how long the warehouse is awake for loads, in a day.</summary>
    public required decimal SecondsAwakeADay { get; init; }

    /// <summary>From the put of a file, at most.</summary>
    public required decimal SecondsToQueryable { get; init; }

    public decimal Dollars => Parts.Sum(part => part.Dollars);

    public static MonthlyBill Of(CostQuestion asked, PriceList list)
    {
        var (price, assumed) = (list.Prices, list.Assumptions);
        var window = asked.BatchWindow + asked.LoadWindow;
        var gathered = asked.Every.IsByTheClock ? asked.Every.Seconds : window;
        var starts = Math.Min(asked.FilesPerDay, SecondsOfADay / gathered);
        var files = starts == 0 ? 0 : asked.FilesPerDay / starts;
        var loads = starts * Math.Ceiling(Math.Max(
            files / LoadPlan.MostFiles, files * asked.EventsPerFile * assumed.BytesOfAnEvent / LoadPlan.MostBytes));
        var busy = starts == 0 ? 0 : (loads / starts * assumed.SecondsOfALoad)
            + (files * asked.EventsPerFile / 1_000_000 * assumed.SecondsOfAMillionEvents);
        var awake = Math.Min(SecondsOfADay, starts * Math.Max(LeastSecondsAwake, busy));
        var compared = Math.Min(SecondsOfADay - awake, WakesOfTheComparison * LeastSecondsAwake);

        var lists = asked.Every.IsByTheClock ? starts : Math.Min(asked.FilesPerDay, SecondsOfADay / asked.BatchWindow);
        var listings = asked.Every.IsByTheClock ? SecondsOfADay / asked.Every.Seconds * StackCounts.CallsOfASchedule : lists;
        var calls = listings + starts + (loads * LoadCounts.Calls);
        var gigabyteSeconds = ((listings + (loads * LoadCounts.Calls)) * assumed.SecondsOfACall * StackCounts.GigabytesOfAFunction)
            + (starts * assumed.SecondsOfACall * StackCounts.GigabytesOfStartLoads)
            + (starts * busy * StackCounts.GigabytesOfAFunction); // a step waits for its statement
        var polled = asked.Every.IsByTheClock ? StackCounts.PolledQueuesByTheClock : StackCounts.PolledQueues;
        var alarms = price.AlarmMetric.Of(StackCounts.AlarmMetrics) + price.CompositeAlarm.Of(StackCounts.CompositeAlarms);

        return new MonthlyBill
        {
            StartsADay = starts,
            SecondsAwakeADay = awake,
            SecondsToQueryable = (asked.Every.IsByTheClock ? gathered + asked.LoadWindow : window) + busy,
            Parts =
            [
                Part("Redshift, loads", awake * Days / 3600 * asked.Rpu, price.RpuHour),
                Part("Redshift, nightly comparison", compared * Days / 3600 * asked.Rpu, price.RpuHour),
                Part("Step Functions", loads * LoadCounts.States * Days, price.StateTransition),
                Part("Lambda, calls", calls * Days, price.LambdaRequest),
                Part("Lambda, time", gigabyteSeconds * Days, price.LambdaGigabyteSecond),
                Part(
                    "SQS", ((asked.FilesPerDay + lists) * LoadCounts.RequestsOfAMessage * Days) + (polled * assumed.PollsOfAnEmptyQueue),
                    price.SqsRequest),
                Part("S3, writes", (lists + (loads * LoadCounts.Writes)) * Days, price.S3Put),
                Part("S3, reads", (asked.FilesPerDay + lists + (loads * assumed.ReadsOfALoad)) * Days, price.S3Get),
                Part("CloudWatch, logs", calls * Days * assumed.BytesLoggedByACall / 1_000_000_000, price.LogGigabyte),
                // A metric counts for the hours in which it has values.
                Part("CloudWatch, metrics", Metric.All.Count * Math.Min(1, starts / 24), price.Metric),
                new BillPart("CloudWatch, alarms", StackCounts.AlarmMetrics, price.AlarmMetric.Per, decimal.Round(alarms, 2)),
                Part("CloudWatch, dashboard", StackCounts.Dashboards, price.Dashboard),
                Part("X-Ray", (lists + loads) * Days, price.Trace),
                Part("Secrets Manager", StackCounts.Secrets, price.Secret),
            ],
        };
    }

    private static BillPart Part(string name, decimal amount, Price price) =>
        new(name, decimal.Round(amount, 2), price.Per, decimal.Round(price.Of(amount), 2));
}

/// <param name="Amount">In a month, what is free included.</param>
/// <param name="Per">What one is.</param>
/// <param name="Dollars">To the cent, so that the parts are the sum.</param>
public sealed record BillPart(string Name, decimal Amount, string Per, decimal Dollars);
