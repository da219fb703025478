using System.CommandLine;
using System.Globalization;
using Sparkify.Bench.Flat;
using Sparkify.Bench.Postgres;
using Sparkify.Cli;

namespace Sparkify.Bench;

/// <summary><c>./sparkify bench</c>.</summary>
internal static class BenchCommand
{
    /// <summary>First arguments of the processes that are measured and are not the command line itself.</summary>
    public const string Plain = "plain";
    public const string Phases = "phases";
    public const string Rows = "rows";

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var quick = new Option<bool>("--quick")
        {
            Description = "Little of everything, once: fails where a count is wrong, and no figure means anything"
        };
        var runs = Number("--runs", "How often each is measured: the median counts", 5);
        var events = Number("--events", "Events, in a file for each 10,000", 1_000_000);
        var songs = Number("--songs", "Songs, each a file", 15_000);
        var large = Number("--large", "Events of one large delivery, measured once; 0: none", 10_000_000);
        var lines = Number("--lines", "Lines in the ledger of the old home", 1_000_000);
        var command = new RootCommand("Measures what loads cost on this machine, and what the same rows cost without a pipeline.")
        {
            quick, runs, events, songs, large, lines, FlatCommand.Of(output, errors)
        };
        command.SetAction(async (parsed, stopping) =>
        {
            var isQuick = parsed.GetValue(quick);
            var sizes = isQuick ? Sizes.Quick : new Sizes(
                parsed.GetValue(events), parsed.GetValue(songs), parsed.GetValue(large), parsed.GetValue(lines));
            try
            {
                await MeasureAsync(sizes, isQuick ? 1 : parsed.GetValue(runs), output, errors, stopping);
                return ExitCode.AllWell;
            }
            catch (BenchFailedException failure)
            {
                await errors.WriteLineAsync(failure.Message);
                return ExitCode.Failed;
            }
        });
        return await CommandLines.RunAsync(command, args, new InvocationConfiguration { Output = output, Error = errors });
    }

    private static async Task MeasureAsync(Sizes sizes, int runs, TextWriter output, TextWriter errors, CancellationToken stopping)
    {
        using var work = new Workplace();
        using var postgres = new PostgresServer();
        var scenarios = new Scenarios(work, postgres, sizes);
        var series = await scenarios.AllAsync(stopping);
        // In turns: what disturbs the machine for a while disturbs all of them.
        for (var run = 1; run <= runs; run++)
        {
            foreach (var one in series.Where(one => run <= one.Most))
            {
                await one.MeasureAsync(stopping);
                await errors.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"run {run}: {one.What}: {MarkdownTable.Seconds(one.Measured[^1])}"));
            }
        }

        await output.WriteLineAsync(Machine.Words());
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"medians of {runs} runs in turns (least–most)"));
        MarkdownTable.Write(output, series);
        if (scenarios.LeftOut is { } why)
        {
            await output.WriteLineAsync($"\nThe real files against PostgreSQL, row by row, are left out: {why}.");
        }

        MarkdownTable.Write(
            output,
            ["a load with a clock in it", "CPU seconds (seconds)"],
            PhasedLoad.Medians(scenarios.Phased).Select(phase => (IReadOnlyList<string>)[phase.Phase, MarkdownTable.Seconds(phase.Cost)]));
    }

    private static Option<int> Number(string name, string description, int unlessGiven)
    {
        var option = new Option<int>(name) { HelpName = "N", Description = description, DefaultValueFactory = _ => unlessGiven };
        option.Validators.Add(given => CommandLines.Require(given, name is "--large" ? 0 : 1, int.MaxValue));
        return option;
    }
}
