using System.CommandLine;
using System.Globalization;
using Sparkify.Cli;
using Sparkify.Ingestion;
using Sparkify.SampleData;

namespace Sparkify.Bench.Flat;

/// <summary><c>./sparkify bench flat</c>.</summary>
internal static class FlatCommand
{
    /// <summary>That the events of the large merge may speak of.</summary>
    private const int Songs = 15_000;

    public static Command Of(TextWriter output, TextWriter errors)
    {
        var plays = new Option<long[]>("--plays")
        {
            HelpName = "N",
            Description = "Plays in each warehouse, the fewest first",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [0, 1_000_000, 10_000_000, 50_000_000],
        };
        plays.Validators.Add(given =>
        {
            if (given.Tokens.Any(token => token.Value.StartsWith('-')))
            {
                given.AddError("--plays takes whole numbers from 0.");
            }
        });
        var runs = new Option<int>("--runs") { HelpName = "N", Description = "How often each is measured", DefaultValueFactory = _ => 5 };
        runs.Validators.Add(given => CommandLines.Require(given, 1, MadeData.MostRuns - 1));
        var events = new Option<int>("--events") { HelpName = "N", Description = "Events of a day", DefaultValueFactory = _ => 8_000 };
        events.Validators.Add(given => CommandLines.Require(given, 1, 1_000_000));
        var many = new Option<int>("--many")
        {
            HelpName = "N", Description = "Events of the one large merge", DefaultValueFactory = _ => 1_000_000
        };
        many.Validators.Add(given => CommandLines.Require(given, 1, int.MaxValue));
        var command = new Command("flat", "Measures whether a load costs the same over more plays, and what the view of them costs.")
        {
            plays, runs, events, many
        };
        command.SetAction(async (parsed, stopping) =>
        {
            var times = parsed.GetValue(runs);
            var large = await LargeAsync(parsed.GetValue(many), times, errors, stopping);
            var sizes = parsed.GetValue(plays)!;
            var warehouses = new List<MadeWarehouse>();
            try
            {
                foreach (var size in sizes)
                {
                    await errors.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"making {size:N0} plays"));
                    warehouses.Add(await MadeWarehouse.WithAsync(size, stopping));
                }

                var loads = await new FlatLoads(parsed.GetValue(events), times, errors).MeasureAsync(warehouses, stopping);
                FlatTable.Write(output, times, sizes, loads);
                FlatTable.Write(output, parsed.GetValue(many), large);
                FlatTable.Write(output, await Questions.MeasureAsync(warehouses[^1], times, errors, stopping));
                return ExitCode.AllWell;
            }
            finally
            {
                foreach (var warehouse in warehouses)
                {
                    await warehouse.DisposeAsync();
                }
            }
        });
        return command;
    }

    /// <summary>Medians of the merge of so many events, all at once, into a warehouse with nothing in it.</summary>
    private static async Task<Cost> LargeAsync(int events, int runs, TextWriter errors, CancellationToken cancellationToken)
    {
        var measured = new List<Cost>();
        for (var run = 0; run <= runs; run++)
        {
            await using var warehouse = await MadeWarehouse.EmptyAsync(cancellationToken);
            var files = DatasetGenerator.Files(new GenerateOptions(events, Songs, 1, warehouse.Bucket))
                .Where(file => Dataset.LogData.Takes(file.Key));
            var cost = await warehouse.LoadAsync(Dataset.LogData, warehouse.Put(files), cancellationToken);
            await errors.WriteLineAsync($"run {run}: {events} events: {cost.Merge.Cpu.TotalSeconds:N2}");
            measured.AddRange(run > 0 ? [cost.Merge] : []);
        }

        return Cost.Median(measured);
    }
}
