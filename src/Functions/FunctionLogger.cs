using Amazon.Lambda.Core;
using Microsoft.Extensions.Logging;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Sparkify.Functions;

/// <summary>Hands an event on to Lambda's logger, which writes each named value of a message as a member of its JSON line.</summary>
/// <remarks>
/// Lambda's logger knows no event ids. So the event's name and id are two more values, at the end of every message: queries find
/// <c>event</c> and <c>eventId</c>, and hang on no text. https://docs.aws.amazon.com/lambda/latest/dg/csharp-logging.html
/// </remarks>
internal sealed class FunctionLogger(ILambdaLogger lambda) : ILogger
{
    private const string Template = "{OriginalFormat}";

    /// <summary>Lambda leaves out what is below the function's ApplicationLogLevel.</summary>
    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var values = (IReadOnlyList<KeyValuePair<string, object?>>)state!;
        var message = $"{values.First(value => value.Key == Template).Value} [{{event}} {{eventId}}]";
        object[] arguments = [.. values.Where(value => value.Key != Template).Select(value => value.Value!), eventId.Name!, eventId.Id];
        if (exception is null)
        {
            lambda.Log(logLevel.ToString(), message, arguments);
        }
        else
        {
            lambda.Log(logLevel.ToString(), exception, message, arguments);
        }
    }
}
