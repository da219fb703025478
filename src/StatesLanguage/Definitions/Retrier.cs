using StatesLanguage.Expressions;

namespace StatesLanguage.Definitions;

/// <summary>
/// An entry of Retry. How long to wait: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html.
/// </summary>
internal sealed record Retrier
{
    public required IReadOnlyList<string> ErrorEquals { get; init; }
    public long IntervalSeconds { get; init; } = 1;
    public long MaxAttempts { get; init; } = 3;
    public double BackoffRate { get; init; } = 2;
    public long? MaxDelaySeconds { get; init; }

    /// <summary>JitterStrategy FULL: any time from none to the whole interval.</summary>
    public bool HasJitter { get; init; }

    /// <param name="attempt">1 for the first retry.</param>
    public TimeSpan Delay(long attempt, Chance chance)
    {
        var seconds = IntervalSeconds * Math.Pow(BackoffRate, attempt - 1);
        seconds = Math.Min(seconds, MaxDelaySeconds ?? MostSeconds);
        return TimeSpan.FromSeconds(HasJitter ? seconds * chance.Fraction() : seconds);
    }

    /// <summary>The longest MaxDelaySeconds that AWS takes: a year.</summary>
    public const long MostSeconds = 31_622_400;
}
