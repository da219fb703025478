using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Sparkify.Ingestion.Statements;
using Sparkify.Operations;
using Sparkify.Operations.Costs;

namespace Sparkify.Cli.Commands;

/// <summary><c>cost</c>: what a month of a stack costs, and what it would if loads started in other ways.</summary>
internal sealed class CostCommand() : SparkifyCommand(
    "cost", "Says what a month on AWS costs, part by part, and how that depends on when loads start", Files, Events, Every, Rpu, Json)
{
    private const int MostFiles = 100_000_000;
    private const long MostEvents = 100_000_000;

    private static readonly Option<decimal> Files = new("--files-per-day")
    {
        Description = "How many files of log_data come a day",
        Required = true,
        HelpName = "F",
    };

    private static readonly Option<long> Events = new("--events-per-file")
    {
        Description = "How many events a file has",
        Required = true,
        HelpName = "E",
    };

    private static readonly Option<string> Every = new("--every")
    {
        Description = "When loads start, as the template's LoadEvery",
        DefaultValueFactory = _ => LoadEvery.File.Name,
        HelpName = "D",
    };

    private static readonly Option<int> Rpu = new("--rpu")
    {
        Description = "The template's BaseCapacity",
        DefaultValueFactory = _ => 8,
        HelpName = "R",
    };

    private static readonly Option<bool> Json = CommonOptions.Json("One JSON object instead of tables");

    static CostCommand()
    {
        Files.Validators.Add(given =>
        {
            if (given.Tokens is [var token]
                && decimal.TryParse(token.Value, CultureInfo.InvariantCulture, out var files) && files is < 0 or > MostFiles)
            {
                given.AddError($"--files-per-day takes a number from 0 to {MostFiles}.");
            }
        });
        Events.Validators.Add(given => CommandLines.Require(given, 0, MostEvents));
        Rpu.Validators.Add(given => CommandLines.Require(given, 4, 1024));
        CommandLines.AcceptOnly(Every, [.. LoadEvery.All.Select(every => every.Name)]);
    }

    public override Task<int> RunAsync(ParseResult asked, CommandOutput output, CancellationToken cancellationToken)
    {
        var report = CostReport.Of(
            new CostQuestion
            {
                FilesPerDay = asked.GetValue(Files),
                EventsPerFile = asked.GetValue(Events),
                Every = LoadEvery.All.Single(every => every.Name == asked.GetValue(Every)),
                Rpu = asked.GetValue(Rpu),
            },
            PriceList.Read());
        if (asked.GetValue(Json))
        {
            output.Line(JsonSerializer.Serialize(report, OperationsJson.Default.CostReport));
        }
        else
        {
            Print(report, output);
        }

        return Task.FromResult(ExitCode.AllWell);
    }

    private static void Print(CostReport report, CommandOutput output)
    {
        var assumed = report.Assumptions;
        output.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Asked.FilesPerDay:#,0.###} files a day with {report.Asked.EventsPerFile:N0} events each, {report.Asked.Rpu} RPU, "
            + $"loads {Start(report.Asked.Every, report.Asked.BatchWindow, report.Asked.LoadWindow)}:"));
        output.Line($"a month in {report.Region} by AWS's prices of {report.Date}, in US dollars, without tax.");
        output.Line();
        output.Rows(new QueryResult(
            [Text("part"), Number("amount"), Text("of"), Number("dollars")],
            [
                .. report.Bill.Parts.Select(part => (object?[])[part.Name, Amount(part.Amount), part.Per, Cents(part.Dollars)]),
                ["in all", null, null, Cents(report.Bill.Dollars)],
            ]));
        output.Heading("The same files, if loads start");
        output.Rows(new QueryResult(
            [
                Text("loads start"), Number("starts a day"), Number("minutes awake a day"), Text("queryable after at most"),
                Number("Redshift, loads"), Number("in all"),
            ],
            [
                .. report.Choices.Select(choice => (object?[])
                [
                    Start(choice.Every, report.Asked.BatchWindow, choice.LoadWindow), Amount(choice.StartsADay),
                    Amount(choice.MinutesAwakeADay), Words(choice.SecondsToQueryable), Cents(choice.Warehouse), Cents(choice.Dollars),
                ]),
            ]));
        output.Line();
        output.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"Assumed, and never measured on Redshift: a load takes {assumed.SecondsOfALoad:0.#} seconds of the warehouse, and "
            + $"{assumed.SecondsOfAMillionEvents:0.#} more for each million events."));
        output.Line("Each time the warehouse wakes it costs a minute at least. Amounts that are free in an account are taken off.");
        output.Line(
            "Not in it: storage, the queries of analysts, capacity above the base, backfills by hand. Prices and assumptions:");
        output.Line("src/Operations/Costs/prices.json.");
    }

    private static string Start(LoadEvery every, int batchWindow, int? loadWindow) => every.IsByTheClock
        ? $"every {every.Name.Replace('-', ' ')}"
        : string.Create(CultureInfo.InvariantCulture, $"as files come, windows of {batchWindow} and {loadWindow} s");

    private static string Words(decimal seconds) => seconds switch
    {
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(seconds):0} seconds"),
        < 7_200 => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(seconds / 60):0} minutes"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3_600:0.0} hours"),
    };

    private static decimal Cents(decimal dollars) => decimal.Round(dollars, 2) + 0.00m;

    private static string Amount(decimal amount) => amount.ToString(amount < 100 ? "#,0.##" : "N0", CultureInfo.InvariantCulture);

    private static QueryColumn Text(string name) => new(name, "character varying");

    private static QueryColumn Number(string name) => new(name, "numeric");
}
