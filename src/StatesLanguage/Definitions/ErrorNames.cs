namespace StatesLanguage.Definitions;

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

    /// <summary>
    /// Whether an entry of Retry or Catch takes an error. States.TaskFailed takes any but a timeout; names match whole, never by their base
    /// class.
    /// </summary>
    public static bool Match(IReadOnlyList<string> errorEquals, string? error) => errorEquals.Any(name => name switch
    {
        All => true,
        TaskFailed => error is not Timeout,
        _ => name == error,
    });
}
