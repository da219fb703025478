using System.Text.Json;
using Sparkify.Functions;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;

namespace Sparkify.Operations;

/// <summary>Says in words why an execution failed: errors come as names and causes as JSON of several forms.</summary>
public static class FailureWords
{
    public static string Of(ExecutionEntry execution) => Of(execution.Status, execution.Error, execution.Cause);

    public static string Of(string status, string? error, string? cause) => status switch
    {
        "TIMED_OUT" => "it took longer than its state machine allows",
        "ABORTED" => $"somebody stopped it{(string.IsNullOrWhiteSpace(cause) ? "" : $": {cause}")}",
        _ => error switch
        {
            null or "" => Member(cause, "errorMessage", "it failed without a word"),
            "BackfillIncomplete" => $"some of its loads failed: {NotLoaded(cause)} not loaded",
            nameof(WarehouseRefusedException) or nameof(StatementStoppedException) or nameof(AttemptsExhaustedException) =>
                Member(cause, "errorMessage"),
            // Three ends of the version before, whose executions are listed for 90 days.
            _ when error.EndsWith(".refused", StringComparison.Ordinal) => $"the warehouse refused a statement: {Member(cause, "error")}",
            _ when error.EndsWith(".aborted", StringComparison.Ordinal) =>
                $"somebody stopped a statement in the warehouse: {Member(cause, "error")}",
            _ when error.EndsWith(".exhausted", StringComparison.Ordinal) =>
                $"the warehouse failed a statement too often; the last time: {Member(cause, "error")}",
            "States.Timeout" => "a step did not answer in its time",
            "States.DataLimitExceeded" => "a step said more than 256 KiB",
            _ => $"{error}: {Member(cause, "errorMessage")}",
        },
    };

    /// <summary>What the one who reads it can do.</summary>
    public static Mending Mend(ExecutionEntry execution, IOperatedStack stack) => execution.Error switch
    {
        _ when IsWrongBackfill(execution, stack) => new("start the backfill with another input"),
        "BackfillRefusedException" => new("start the backfill with another input"),
        _ when AreListsGone(execution) && DatasetOf(execution) is { } dataset =>
            new($"./sparkify backfill {dataset}{stack.Option} # its lists are gone: this lists the files again") { Backfill = dataset },
        "BackfillIncomplete" => new("mend the failed loads, then start the backfill again"),
        _ => new($"./sparkify redrive {execution.Name}{stack.Option}") { Redrive = execution.Name },
    };

    /// <summary>A function does not find them, or the COPY does not find its manifest.</summary>
    private static bool AreListsGone(ExecutionEntry execution) =>
        execution.Error is "ObjectMissingException"
        || (execution.Cause is { } cause
            && cause.Contains("reading manifest file", StringComparison.Ordinal)
            && cause.Contains("NoSuchKey", StringComparison.Ordinal));

    private static bool IsWrongBackfill(ExecutionEntry execution, IOperatedStack stack) =>
        execution.StateMachineArn == stack.BackfillStateMachine
        && BackfillExecution.Resolve(execution.Input, execution.StartDate) is null;

    /// <summary>Null: it is no execution of a load.</summary>
    public static Load? LoadOf(ExecutionEntry execution) =>
        TryRead(() => JsonSerializer.Deserialize(execution.Input ?? "{}", FunctionsJson.Default.IngestInput)?.Load);

    private static string? DatasetOf(ExecutionEntry execution) =>
        LoadOf(execution)?.Dataset.Name
        ?? TryRead(() => JsonSerializer.Deserialize(execution.Input ?? "{}", OperationsJson.Default.BackfillInput)?.Dataset);

    private static T? TryRead<T>(Func<T?> read) where T : class
    {
        try
        {
            return read();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Member(string? cause, string name, string without = "no cause was given")
    {
        var said = Find(cause, name) is { ValueKind: JsonValueKind.String } found ? found.GetString() : cause;
        return string.IsNullOrWhiteSpace(said) || said is "{}" or "[]" or "null" ? without : said;
    }

    private static string NotLoaded(string? cause) =>
        Number(cause, "files", "notLoaded") is var files and not "1" ? $"{files} files are" : "1 file is";

    private static string Number(string? cause, string outer, string name) =>
        Find(cause, outer) is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(name, out var number)
            ? number.GetRawText()
            : "some";

    private static JsonElement? Find(string? cause, string name)
    {
        try
        {
            using var json = JsonDocument.Parse(cause ?? "");
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var member)
                ? member.Clone()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
