using System.Text.Json;
using Sparkify.Operations;

namespace Sparkify.Page;

/// <summary>What an execution is about.</summary>
/// <param name="Dataset">Its name.</param>
/// <param name="Files">Of a load; null: not known, or it is a backfill.</param>
/// <param name="Rows">Staged; null: not known yet.</param>
internal sealed record ExecutionSubject(string Dataset, long? Files, long? Rows)
{
    /// <param name="input">Of an execution of either state machine; null: nobody has it any more.</param>
    /// <returns>Null where it says nothing of a dataset.</returns>
    public static ExecutionSubject? In(string? input)
    {
        if (input is null)
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(input);
            return Member(json.RootElement, "load") is { } load ? Of(load) : Of(json.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A load's name begins with its dataset. Null: it is no name of a load.</summary>
    public static ExecutionSubject? Of(string name) =>
        Ingestion.Dataset.All.FirstOrDefault(
            dataset => name.StartsWith($"{dataset.Name.Replace('_', '-')}-", StringComparison.Ordinal)) is { } dataset
            ? new ExecutionSubject(dataset.Name, Files: null, Rows: null)
            : null;

    public static ExecutionSubject Of(LoadSize load) => new(load.Dataset, load.Files, load.Staged);

    private static ExecutionSubject? Of(JsonElement subject) =>
        Member(subject, "dataset") is { ValueKind: JsonValueKind.String } dataset
            ? new ExecutionSubject(
                dataset.GetString()!,
                Member(subject, "files") is { ValueKind: JsonValueKind.Number } files && files.TryGetInt64(out var count) ? count : null,
                Rows: null)
            : null;

    private static JsonElement? Member(JsonElement of, string name) =>
        of.ValueKind is JsonValueKind.Object && of.TryGetProperty(name, out var member) ? member : null;
}
