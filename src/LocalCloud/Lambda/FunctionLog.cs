using Amazon.Lambda.Core;
using Sparkify.LocalCloud.Home;

namespace Sparkify.LocalCloud.Lambda;

/// <summary>
/// A function's log group as a file: a JSON object a line, as the managed runtime writes them for <c>LogFormat: JSON</c>.
/// </summary>
internal sealed class FunctionLog(string path)
{
    private readonly Lock _writing = new();

    /// <summary>The log of one invocation.</summary>
    public ILambdaLogger For(string requestId) => new InvocationLog(this, requestId);

    public string Path => path;

    /// <summary>Drops the lines of before then, and the oldest that are over the size.</summary>
    public void DropBefore(DateTimeOffset since, long mostBytes)
    {
        lock (_writing)
        {
            DatedLines.DropFront(path, since, mostBytes, line => DatedLines.TimeIn(line, "timestamp"));
        }
    }

    private void Append(string line)
    {
        lock (_writing)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.AppendAllText(path, line + "\n");
        }
    }

    private sealed class InvocationLog(FunctionLog log, string requestId) : ILambdaLogger
    {
        public void Log(string message) => LogLine(message.TrimEnd('\n'));

        public void LogLine(string message) => Write(nameof(LogLevel.Information), null, message, []);

        public void Log(string level, string message) => Write(level, null, message, []);

        public void Log(string level, string message, params object[] args) => Write(level, null, message, args);

        public void Log(string level, Exception exception, string message, params object[] args) => Write(level, exception, message, args);

        private void Write(string level, Exception? exception, string message, object[] args) =>
            log.Append(FunctionLogLine.Write(TimeProvider.System.GetUtcNow(), level, requestId, exception, message, args));
    }
}
