using System.Diagnostics;

namespace Sparkify.Tests.Aws;

/// <summary>Runs a few lines of Python where botocore is installed: it holds AWS's own service models and signer.</summary>
internal static class Python
{
    /// <summary>What the lines print, or null with the reason why there is nothing.</summary>
    public static (string? Output, string? Problem) Run(string lines, string input = "")
    {
        var start = new ProcessStartInfo("python3")
        {
            ArgumentList = { "-c", lines },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0
                ? (output, null)
                : (null, $"python3 ended with {process.ExitCode}: {error.Result.Trim().Split('\n')[^1]}");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (null, "no python3 on the PATH");
        }
    }
}
