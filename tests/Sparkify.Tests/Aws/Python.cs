using Sparkify.Tests.Template;

namespace Sparkify.Tests.Aws;

/// <summary>Runs a few lines of Python where botocore is installed: it holds AWS's own service models and signer.</summary>
internal static class Python
{
    /// <summary>What the lines print, or null with the reason why there is nothing.</summary>
    public static (string? Output, string? Problem) Run(string lines, string input = "")
    {
        var answer = Tool.Run("python3", ["-c", lines], input);
        return answer switch
        {
            null => (null, "no python3 on the PATH"),
            { ExitCode: 0 } => (answer.Output, null),
            _ => (null, $"python3 ended with {answer.ExitCode}: {answer.Error.Trim().Split('\n')[^1]}"),
        };
    }
}
