using Amazon.Lambda.Core;

namespace Sparkify.Local.Lambda;

/// <summary>A function's log group as a file.</summary>
internal sealed class FunctionLog(string path) : ILambdaLogger
{
    private readonly Lock _writing = new();

    public void Log(string message)
    {
        lock (_writing)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.AppendAllText(path, message);
        }
    }

    public void LogLine(string message) => Log(message + "\n");
}
