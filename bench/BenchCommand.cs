using System.CommandLine;
using Sparkify.Bench.Flat;
using Sparkify.Cli;

namespace Sparkify.Bench;

/// <summary><c>./sparkify bench</c>.</summary>
internal static class BenchCommand
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var runs = new Option<int>("--runs")
        {
            HelpName = "N", Description = "How often each is measured: the median counts", DefaultValueFactory = _ => 5
        };
        var events = new Option<int>("--events")
        {
            HelpName = "N", Description = "Events, in 30 files", DefaultValueFactory = _ => 100_000
        };
        var songs = new Option<int>("--songs") { HelpName = "N", Description = "Songs, each a file", DefaultValueFactory = _ => 15_000 };
        foreach (var option in (Option<int>[])[runs, events, songs])
        {
            option.Validators.Add(given => CommandLines.Require(given, 1, int.MaxValue));
        }

        var command = new RootCommand("Measures what loads cost on this machine, and what the same rows cost without a pipeline.")
        {
            runs, events, songs, FlatCommand.Of(output, errors)
        };
        command.SetAction(async (parsed, stopping) =>
        {
            using var workplace = new Workplace(parsed.GetValue(events), parsed.GetValue(songs));
            var series = Scenarios.Of(workplace);
            // In turns: what disturbs the machine for a while disturbs all of them.
            for (var run = 0; run < parsed.GetValue(runs); run++)
            {
                foreach (var one in series)
                {
                    await errors.WriteLineAsync($"run {run + 1}: {one.What}");
                    one.Add(await one.Measure(stopping));
                }
            }

            Table.Write(series, output);
            return ExitCode.AllWell;
        });
        return await CommandLines.RunAsync(command, args, new InvocationConfiguration { Output = output, Error = errors });
    }
}
