using System.ComponentModel;
using System.Diagnostics;

namespace Sparkify.Tests.Template;

/// <summary>A program of this machine that a check goes through, if it is there.</summary>
internal static class Tool
{
    /// <summary>Null where there is no such program.</summary>
    public static ToolAnswer? Run(string program, IEnumerable<string> arguments, string input = "")
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Deployment.Root,
        };
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            process.WaitForExit();
            return new ToolAnswer(process.ExitCode, output.Result, error.Result);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}

internal sealed record ToolAnswer(int ExitCode, string Output, string Error);
