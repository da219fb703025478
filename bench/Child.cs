using System.Diagnostics;
using System.Globalization;

namespace Sparkify.Bench;

/// <summary>A process of its own, and what it took from its start to its end.</summary>
internal static class Child
{
    /// <summary>The environment variable that names the file where a measured process leaves its figures.</summary>
    public const string CostFile = "SPARKIFY_BENCH_COST";

    /// <summary>The command line, as the launcher runs it.</summary>
    /// <param name="exitCode">What it must end with.</param>
    public static Task<(Cost Cost, string Output)> SparkifyAsync(
        IEnumerable<string> arguments, CancellationToken cancellationToken, int exitCode = 0) =>
        RunAsync("sparkify.dll", arguments, exitCode, cancellationToken);

    /// <summary>Something else that this program does.</summary>
    public static Task<(Cost Cost, string Output)> BenchAsync(IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        RunAsync("Sparkify.Bench.dll", arguments, exitCode: 0, cancellationToken);

    /// <summary>Called by the measured process when it ends.</summary>
    public static void Leave(string file) => File.WriteAllText(
        file, string.Create(CultureInfo.InvariantCulture, $"{Environment.CpuUsage.TotalTime.Ticks} {Cost.PeakSoFar()}"));

    private static async Task<(Cost Cost, string Output)> RunAsync(
        string assembly, IEnumerable<string> arguments, int exitCode, CancellationToken cancellationToken)
    {
        var costs = Path.GetTempFileName();
        try
        {
            var info = new ProcessStartInfo("dotnet", ["exec", InThisFolder(assembly), .. arguments])
            {
                FileName = Path.GetFileNameWithoutExtension(Environment.ProcessPath) is "dotnet" ? Environment.ProcessPath! : "dotnet",
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["DOTNET_STARTUP_HOOKS"] = InThisFolder("Sparkify.Bench.dll"), [CostFile] = costs },
            };
            var startedAt = TimeProvider.System.GetTimestamp();
            using var process = Process.Start(info)!;
            var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            var output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            await process.WaitForExitAsync(CancellationToken.None);
            var wall = TimeProvider.System.GetElapsedTime(startedAt);
            cancellationToken.ThrowIfCancellationRequested();
            if (process.ExitCode != exitCode)
            {
                throw new BenchFailedException(
                    $"{assembly} {string.Join(' ', info.ArgumentList.Skip(2))} ended with {process.ExitCode}, not with {exitCode}:\n"
                    + $"{output}{await errors}");
            }

            var left = (await File.ReadAllTextAsync(costs, cancellationToken)).Split(' ');
            return (new Cost(new TimeSpan(Whole(left[0])), wall, Whole(left[1])), output);
        }
        finally
        {
            File.Delete(costs);
        }
    }

    private static string InThisFolder(string assembly) => Path.Combine(AppContext.BaseDirectory, assembly);

    private static long Whole(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>What was measured is not what it should be: its figures would mean nothing.</summary>
internal sealed class BenchFailedException(string message) : Exception(message);
