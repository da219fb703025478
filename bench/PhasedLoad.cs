using System.Diagnostics;
using System.Globalization;
using Sparkify.Cli;
using Sparkify.LocalCloud;
using Sparkify.LocalCloud.Home;

namespace Sparkify.Bench;

/// <summary><c>load</c> with a clock in it: what each part of it takes.</summary>
internal static class PhasedLoad
{
    private const string Start = "start of the process, opening of the home";
    private const string Put = "put, notices, plan: until the first statement";
    private const string Rest = "all else: states, questions, closing";

    private static readonly IReadOnlyList<string> Phases = [Start, Put, .. PhaseGate.Phases, Rest];

    /// <summary>Run by the measured process: prints a line for each phase.</summary>
    public static async Task RunAsync(string folder, string home, TextWriter output, CancellationToken cancellationToken)
    {
        using var process = Process.GetCurrentProcess();
        var beforeThis = new Cost(TimeSpan.Zero, Cost.Now().Wall - (DateTime.Now - process.StartTime));
        var gate = new PhaseGate();
        var asked = SparkifyCommands.Parse(["load", folder, "--home", home], Environment.CurrentDirectory);
        Cost opened;
        await using (var stack = await LocalStack.OpenAsync(
            HomeFolder.Open(home), inRealTime: false, options => options with { Gate = gate }, cancellationToken))
        {
            opened = Cost.Now();
            var said = new CommandOutput(TextWriter.Null, TextWriter.Null, isTerminal: false, width: 0);
            var exit = await ((HomeCommand)asked.CommandResult.Command).RunAsync(asked, stack, said, cancellationToken);
            if (exit != ExitCode.AllWell)
            {
                throw new BenchFailedException($"the load ended with {exit}");
            }
        }

        Cost[] known = [opened - beforeThis, gate.FirstAt!.Value - opened, .. PhaseGate.Phases.Select(gate.Of)];
        var all = Cost.Now() - beforeThis;
        foreach (var cost in known.Append(known.Aggregate(all, (rest, one) => rest - one)))
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{cost.Cpu.Ticks} {cost.Wall.Ticks}"));
        }
    }

    /// <summary>Medians of what so many processes printed.</summary>
    public static IEnumerable<(string Phase, Cost Cost)> Medians(IReadOnlyList<string> printed)
    {
        var runs = printed.Select(lines => lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ').Select(ticks => new TimeSpan(long.Parse(ticks, CultureInfo.InvariantCulture))).ToArray())
            .Select(figures => new Cost(figures[0], figures[1]))
            .ToList()).ToList();
        return Phases.Select((phase, i) => (phase, Cost.Median([.. runs.Select(run => run[i])])));
    }
}
