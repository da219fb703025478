using Sparkify.Local.Asl.Expressions;
using Sparkify.Local.Asl.Paths;

namespace Sparkify.Local.Asl.Definitions;

/// <summary>An entry of Retry. How long to wait: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html.</summary>
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

/// <summary>An entry of Catch.</summary>
internal sealed record Catcher
{
    public required IReadOnlyList<string> ErrorEquals { get; init; }
    public required string Next { get; init; }
    public ReferencePath? ResultPath { get; init; }
    public PayloadTemplate? Assign { get; init; }
}

/// <summary>The error names that the States Language keeps for itself.</summary>
internal static class ErrorNames
{
    public const string All = "States.ALL";
    public const string BranchFailed = "States.BranchFailed";
    public const string DataLimitExceeded = "States.DataLimitExceeded";
    public const string ExceedToleratedFailureThreshold = "States.ExceedToleratedFailureThreshold";
    public const string IntrinsicFailure = "States.IntrinsicFailure";
    public const string ItemReaderFailed = "States.ItemReaderFailed";
    public const string NoChoiceMatched = "States.NoChoiceMatched";
    public const string ResultPathMatchFailure = "States.ResultPathMatchFailure";
    public const string ResultWriterFailed = "States.ResultWriterFailed";
    public const string Runtime = "States.Runtime";
    public const string TaskFailed = "States.TaskFailed";
    public const string Timeout = "States.Timeout";

    public static IReadOnlySet<string> Known { get; } = new HashSet<string>
    {
        All, BranchFailed, DataLimitExceeded, ExceedToleratedFailureThreshold, IntrinsicFailure, ItemReaderFailed, NoChoiceMatched,
        ResultPathMatchFailure, ResultWriterFailed, Runtime, TaskFailed, Timeout,
        "States.HeartbeatTimeout", "States.ParameterPathFailure", "States.Permissions",
    };

    /// <summary>Whether an entry of Retry or Catch takes an error. States.TaskFailed takes any but a timeout; names match whole, never by their base class.</summary>
    public static bool Match(IReadOnlyList<string> errorEquals, string? error) => errorEquals.Any(name => name switch
    {
        All => true,
        TaskFailed => error is not Timeout,
        _ => name == error,
    });
}
