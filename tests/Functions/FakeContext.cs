using System.Text.RegularExpressions;
using Amazon.Lambda.Core;

namespace Sparkify.Functions.Tests;

/// <summary>Lambda as a handler meets it. The log keeps each line as it would read: its level, and the text with its values.</summary>
internal sealed partial class FakeContext : ILambdaContext, ILambdaLogger
{
    /// <summary>Every line ends so. LogTests holds the events.</summary>
    private const string EventAtTheEnd = " [{event} {eventId}]";

    private readonly Queue<TimeSpan> remaining = new();
    private Func<TimeSpan>? clock;

    public List<string> Lines { get; } = [];

    public IEnumerable<string> Warnings => Lines.Where(line => line.StartsWith("Warning: ", StringComparison.Ordinal));

    /// <summary>What is left each time that somebody looks; the last one stays.</summary>
    public void Left(params TimeSpan[] times)
    {
        remaining.Clear();
        Array.ForEach(times, remaining.Enqueue);
    }

    /// <summary>From now on this is left by a clock, which goes on.</summary>
    public void Left(TimeSpan time, TimeProvider by)
    {
        var end = by.GetUtcNow() + time;
        clock = () => end - by.GetUtcNow();
    }

    public TimeSpan RemainingTime => remaining.Count switch
    {
        0 => clock?.Invoke() ?? TimeSpan.FromMinutes(5),
        1 => remaining.Peek(),
        _ => remaining.Dequeue(),
    };

    public string FunctionName => "TheFunction";
    public ILambdaLogger Logger => this;
    public string AwsRequestId => "request";
    public IClientContext ClientContext => null!;
    public string FunctionVersion => "1";
    public ICognitoIdentity Identity => null!;
    public string InvokedFunctionArn => "arn";
    public string LogGroupName => "log";
    public string LogStreamName => "stream";
    public int MemoryLimitInMB => 512;

    public void Log(string message) => Lines.Add(message);

    public void LogLine(string message) => Lines.Add(message);

    public void Log(string level, string message, params object[] args)
    {
        var next = 0;
        var text = message.Replace(EventAtTheEnd, "", StringComparison.Ordinal);
        Lines.Add($"{level}: {Place().Replace(text, place => next < args.Length ? $"{args[next++]}" : place.Value)}");
    }

    [GeneratedRegex(@"\{[A-Za-z]+\}")]
    private static partial Regex Place();
}
