using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Sparkify.Tests.StandIns;

/// <summary>This checkout, and commands run in its root.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>
    /// Whether these tests are built with the stand-ins: their clients carry the protocol that the official ones take from elsewhere.
    /// </summary>
    public static bool UsesStandIns =>
        typeof(Amazon.StepFunctions.AmazonStepFunctionsClient).Assembly.GetType("AwsStandIns.JsonServiceConfig") is not null;

    /// <summary>The .NET host that runs these tests: another one on the PATH may be older.</summary>
    public static string Dotnet { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(
        RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    public static string Path(string inside) => System.IO.Path.Combine(Root, inside);

    public static (int ExitCode, string Output) Run(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["MSBUILDDISABLENODEREUSE"] = "1" },
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "Sparkify.slnx")))
        {
            folder = folder.Parent
                ?? throw new InvalidOperationException($"no Sparkify.slnx above {AppContext.BaseDirectory}: the tests run from a checkout");
        }

        return folder.FullName;
    }
}
