using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Sparkify.Cli;
using Sparkify.Proof.Sabotages;
using Sparkify.Proof.Schedules;
using Sparkify.Proof.Verdicts;

namespace Sparkify.Proof;

/// <summary><c>./sparkify prove</c>.</summary>
internal static class ProveCommand
{
    private const int NoDivergence = 0;
    private const int Diverged = 1;

    /// <summary>It was stopped before it had run what it was asked for, and nothing that ran diverged.</summary>
    private const int Stopped = 130;

    private const int MostShown = 3;

    private static readonly Option<int> Schedules = Number("--schedules", 1_000, int.MaxValue, "How many schedules to run");
    private static readonly Option<int> From = Number(
        "--from", 1, int.MaxValue, "The number of the first of them: goes on where a stopped run ended");
    private static readonly Option<ulong> Seed = new("--seed")
    {
        HelpName = "S", Description = "Which schedules: the same seed is the same ones, step by step", DefaultValueFactory = _ => 1
    };
    private static readonly Option<int?> Schedule = new("--schedule")
    {
        HelpName = "I", Description = "Only the I-th of them, with all that happens in it"
    };
    private static readonly Option<string?> Sabotaged = new("--sabotage")
    {
        HelpName = "NAME",
        Description =
            "Breaks a promise on its way to the database, to see the proof notice it: "
            + $"{string.Join(", ", Sabotage.All.Select(sabotage => sabotage.Name))}"
    };
    private static readonly Option<int> Workers = Number("--workers", Environment.ProcessorCount, 64, "So many side by side");

    static ProveCommand()
    {
        Schedule.Validators.Add(given => CommandLines.Require(given, 1, int.MaxValue));
        Sabotaged.AcceptOnlyFromAmong([.. Sabotage.All.Select(sabotage => sabotage.Name)]);
    }

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, CancellationToken stopping = default)
    {
        var command = new RootCommand(
            """
            Runs schedules of deliveries, faults and crashes, and holds what comes of each against the data rules.

            Ctrl-C ends it with what has run. Exit codes: 0 no divergence, 1 a divergence, 2 wrong usage, 130 stopped.
            """)
        {
            Schedules, From, Seed, Schedule, Sabotaged, Workers,
        };
        command.SetAction((parsed, ended) => Task.FromResult(Run(parsed, output, errors, ended)));
        return await CommandLines.RunAsync(
            command,
            args,
            new InvocationConfiguration { Output = output, Error = errors, ProcessTerminationTimeout = TimeSpan.FromMinutes(5) },
            stopping);
    }

    private static int Run(ParseResult parsed, TextWriter output, TextWriter errors, CancellationToken stopping)
    {
        var seed = parsed.GetValue(Seed);
        var sabotage = Sabotage.All.FirstOrDefault(one => one.Name == parsed.GetValue(Sabotaged));
        return parsed.GetValue(Schedule) is { } one
            ? Show(Simulation.Run(ScheduleGenerator.Of(seed, one), sabotage?.Break, keepTrace: true), output)
            : Prove(parsed.GetValue(From), parsed.GetValue(Schedules), seed, parsed.GetValue(Workers), sabotage, output, errors, stopping);
    }

    private static int Prove(
        int first,
        int schedules,
        ulong seed,
        int workers,
        Sabotage? sabotage,
        TextWriter output,
        TextWriter errors,
        CancellationToken stopping)
    {
        if (sabotage is not null)
        {
            output.WriteLine($"sabotage: {sabotage.What}");
        }

        var campaign = new Campaign(seed);
        var shown = Stopwatch.StartNew();
        campaign.Run(
            schedules,
            first: first,
            workers: workers,
            mostDivergences: sabotage is null ? 20 : 1,
            sabotage: sabotage?.Break,
            stopping: stopping,
            progress: done =>
            {
                if (shown.Elapsed > TimeSpan.FromSeconds(15))
                {
                    shown.Restart();
                    errors.WriteLine($"{done} of {schedules} schedules, {campaign.Diverging.Count} divergences");
                }
            });
        Summary.Write(campaign, seed, output);
        foreach (var (number, report) in campaign.Diverging.Take(stopping.IsCancellationRequested ? 0 : MostShown))
        {
            var smallest = Shrinker.Shrink(report, schedule => Simulation.Run(schedule, sabotage?.Break));
            output.WriteLine(
                $"\nschedule {number} of seed {seed} diverges (all of it: ./sparkify prove --seed {seed} --schedule {number}). "
                + "Made as small as it goes:\n");
            Show(Simulation.Run(smallest.Schedule, sabotage?.Break, keepTrace: true), output);
        }

        if (stopping.IsCancellationRequested && campaign.Schedules < schedules)
        {
            // Those that were begun have ended: what ran has no gaps.
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"stopped; the others: ./sparkify prove --seed {seed} --from {first + campaign.Schedules} "
                + $"--schedules {schedules - campaign.Schedules}"));
            return campaign.Diverging.Count > 0 ? Diverged : Stopped;
        }

        return campaign.Diverging.Count > 0 ? Diverged : NoDivergence;
    }

    private static int Show(RunReport report, TextWriter output)
    {
        output.WriteLine(report.Schedule.Describe());
        foreach (var line in report.Trace)
        {
            output.WriteLine(line);
        }

        output.WriteLine(
            $"\n{report.Steps} steps, {report.Deliveries} deliveries, {report.Executions} executions ({report.FailedExecutions} failed), "
            + $"{report.Repaired} files loaded by the backfill");
        foreach (var divergence in report.Divergences)
        {
            output.WriteLine($"divergence: {divergence}");
        }

        return report.Diverges ? Diverged : NoDivergence;
    }

    private static Option<int> Number(string name, int usual, int most, string description)
    {
        var option = new Option<int>(name) { HelpName = "N", Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(given => CommandLines.Require(given, 1, most));
        return option;
    }
}
