using System.Diagnostics;
using System.Globalization;
using Sparkify.Proof.Sabotages;
using Sparkify.Proof.Schedules;
using Sparkify.Proof.Verdicts;

namespace Sparkify.Proof;

/// <summary><c>./sparkify prove</c>.</summary>
internal static class ProveCommand
{
    private const int MostShown = 3;

    private static readonly string Usage = $"""
        usage: ./sparkify prove [--schedules N] [--seed S] [--schedule I] [--sabotage NAME] [--workers W]
          --schedules N     how many schedules to run (default 1000)
          --seed S          which ones (default 1): the same seed is the same schedules, step by step
          --schedule I      only the I-th of them, with all that happens in it
          --sabotage NAME   breaks a promise on its way to the database, to see the proof notice it:
                            {string.Join(", ", Sabotage.All.Select(sabotage => sabotage.Name))}
          --workers W       so many side by side (default: one for each processor)
        Exit codes: 0 no divergence; 1 a divergence; 2 wrong usage.
        """;

    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        var (schedules, seed, workers) = (1_000, 1UL, Environment.ProcessorCount);
        int? only = null;
        Sabotage? sabotage = null;
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            var number = ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : (ulong?)null;
            switch (args[i], number)
            {
                case ("--schedules", <= int.MaxValue and > 0): schedules = (int)number; break;
                case ("--seed", { } n): seed = n; break;
                case ("--schedule", <= int.MaxValue and > 0): only = (int)number; break;
                case ("--workers", <= 64 and > 0): workers = (int)number; break;
                case ("--sabotage", null) when Sabotage.All.FirstOrDefault(one => one.Name == value) is { } found: sabotage = found; break;
                default:
                    errors.WriteLine(args[i] is "--help" or "-h" ? "" : $"{args[i]} {value} is not understood");
                    errors.WriteLine(Usage);
                    return args[i] is "--help" or "-h" ? 0 : 2;
            }
        }

        return only is { } one
            ? Show(Simulation.Run(ScheduleGenerator.Of(seed, one), sabotage?.Break, keepTrace: true), output)
            : Prove(schedules, seed, workers, sabotage, output, errors);
    }

    private static int Prove(int schedules, ulong seed, int workers, Sabotage? sabotage, TextWriter output, TextWriter errors)
    {
        if (sabotage is not null)
        {
            output.WriteLine($"sabotage: {sabotage.What}");
        }

        var campaign = new Campaign(seed);
        var told = Stopwatch.StartNew();
        campaign.Run(schedules, workers: workers, mostDivergences: sabotage is null ? 20 : 1, sabotage: sabotage?.Break, progress: done =>
        {
            if (told.Elapsed > TimeSpan.FromSeconds(15))
            {
                told.Restart();
                errors.WriteLine($"{done} of {schedules} schedules, {campaign.Diverging.Count} divergences");
            }
        });
        Summary.Write(campaign, seed, output);
        foreach (var (number, report) in campaign.Diverging.Take(MostShown))
        {
            var smallest = Shrinker.Shrink(report, schedule => Simulation.Run(schedule, sabotage?.Break));
            output.WriteLine($"\nschedule {number} of seed {seed} diverges (all of it: ./sparkify prove --seed {seed} --schedule {number}). Made as small as it goes:\n");
            Show(Simulation.Run(smallest.Schedule, sabotage?.Break, keepTrace: true), output);
        }

        return campaign.Diverging.Count > 0 ? 1 : 0;
    }

    private static int Show(RunReport report, TextWriter output)
    {
        output.WriteLine(report.Schedule.Describe());
        foreach (var line in report.Trace)
        {
            output.WriteLine(line);
        }

        output.WriteLine($"\n{report.Steps} steps, {report.Deliveries} deliveries, {report.Executions} executions ({report.FailedExecutions} failed), {report.Repaired} files loaded by the backfill");
        foreach (var divergence in report.Divergences)
        {
            output.WriteLine($"divergence: {divergence}");
        }

        return report.Diverges ? 1 : 0;
    }
}
