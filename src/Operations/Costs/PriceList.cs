using System.Text.Json;

namespace Sparkify.Operations.Costs;

/// <summary>What AWS asks, in US dollars, and what is assumed where nothing was measured: <c>prices.json</c>.</summary>
public sealed record PriceList
{
    /// <summary>That the prices are of.</summary>
    public required string Region { get; init; }

    /// <summary>Year and month.</summary>
    public required string Date { get; init; }
    public required Prices Prices { get; init; }
    public required Assumptions Assumptions { get; init; }

    public static PriceList Read()
    {
        using var file = typeof(PriceList).Assembly.GetManifestResourceStream("prices.json")!;
        return JsonSerializer.Deserialize(file, OperationsJson.Default.PriceList)!;
    }
}

/// <summary>Each with the page that it stands on.</summary>
public sealed record Prices
{
    public required Price RpuHour { get; init; }
    public required Price StateTransition { get; init; }
    public required Price LambdaRequest { get; init; }
    public required Price LambdaGigabyteSecond { get; init; }
    public required Price SqsRequest { get; init; }
    public required Price S3Put { get; init; }
    public required Price S3Get { get; init; }
    public required Price Metric { get; init; }

    /// <summary>An alarm on an expression counts each metric in it.</summary>
    public required Price AlarmMetric { get; init; }
    public required Price CompositeAlarm { get; init; }
    public required Price Dashboard { get; init; }
    public required Price LogGigabyte { get; init; }
    public required Price Trace { get; init; }
    public required Price Secret { get; init; }
}

/// <param name="Dollars">For one.</param>
/// <param name="Free">So many a month cost nothing, in an account as a whole.</param>
/// <param name="Per">What one is.</param>
/// <param name="Source">AWS's page.</param>
public sealed record Price(decimal Dollars, decimal Free, string Per, string Source)
{
    public decimal Of(decimal amount) => Math.Max(0, amount - Free) * Dollars;
}

/// <summary>What nobody has measured on AWS. Change it in <c>prices.json</c> where you know better.</summary>
public sealed record Assumptions
{
    /// <summary>Of warehouse time, whatever is in the load.</summary>
    public required decimal SecondsOfALoad { get; init; }

    /// <summary>Of warehouse time, on top.</summary>
    public required decimal SecondsOfAMillionEvents { get; init; }
    public required decimal BytesOfAnEvent { get; init; }

    /// <summary>Of a function, with its share of cold starts.</summary>
    public required decimal SecondsOfACall { get; init; }
    public required decimal BytesLoggedByACall { get; init; }

    /// <summary>Objects that a load reads, beside its files.</summary>
    public required decimal ReadsOfALoad { get; init; }

    /// <summary>Requests a month by which Lambda looks into a queue that holds nothing.</summary>
    public required decimal PollsOfAnEmptyQueue { get; init; }
}
