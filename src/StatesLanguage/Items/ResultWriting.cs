using System.Text;
using System.Text.Json;
using StatesLanguage.Definitions;
using StatesLanguage.Expressions;
using StatesLanguage.Json;
using StatesLanguage.Running;

namespace StatesLanguage.Items;

/// <summary>
/// Exports the results of a Map Run: the executions by their outcome, and a manifest that names the files
/// (https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html).
/// </summary>
internal static class ResultWriting
{
    private static readonly string[] Outcomes = ["FAILED", "PENDING", "SUCCEEDED"];

    /// <returns>The state's result: where the manifest is.</returns>
    public static async Task<JsonElement> WriteAsync(
        StateVisit visit,
        PayloadTemplate settings,
        JsonElement input,
        MapRunIds ids,
        IReadOnlyList<ChildExecution> children,
        CancellationToken stop)
    {
        var parameters = settings.Fill(visit.Around(input));
        if (Text("Bucket") is not { Length: > 0 } bucket)
        {
            throw new StateFailedException(ErrorNames.ResultWriterFailed, "The parameter Bucket is missing, or is not a string");
        }

        var prefix = Text("Prefix") is { Length: > 0 } given ? $"{given.TrimEnd('/')}/{ids.Uuid}" : ids.Uuid;
        var files = new Dictionary<string, (string Key, int Size)>();
        try
        {
            foreach (var outcome in children.GroupBy(child => child.Outcome.Status == ExecutionStatus.Succeeded ? "SUCCEEDED" : "FAILED"))
            {
                var key = $"{prefix}/{outcome.Key}_0.json";
                files[outcome.Key] = (key, await PutAsync(key, JsonText.Array(outcome.Select(child => child.Described()))));
            }

            await PutAsync($"{prefix}/manifest.json", Manifest(bucket, ids, files));
        }
        catch (MapStoreException e)
        {
            throw new StateFailedException(ErrorNames.ResultWriterFailed, e.Message);
        }

        return JsonText.Build(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("MapRunArn", ids.MapRunArn);
            writer.WriteStartObject("ResultWriterDetails");
            writer.WriteString("Bucket", bucket);
            writer.WriteString("Key", $"{prefix}/manifest.json");
            writer.WriteEndObject();
            writer.WriteEndObject();
        });

        string? Text(string name) =>
            parameters.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

        async Task<int> PutAsync(string key, JsonElement content)
        {
            var bytes = Encoding.UTF8.GetBytes(content.GetRawText());
            await visit.Run.Ports.Objects.PutAsync(bucket, key, bytes, "application/json", stop);
            return bytes.Length;
        }
    }

    private static JsonElement Manifest(string bucket, MapRunIds ids, Dictionary<string, (string Key, int Size)> files) =>
        JsonText.Build(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("DestinationBucket", bucket);
            writer.WriteString("MapRunArn", ids.MapRunArn);
            writer.WriteStartObject("ResultFiles");
            foreach (var outcome in Outcomes)
            {
                writer.WriteStartArray(outcome);
                if (files.TryGetValue(outcome, out var file))
                {
                    writer.WriteStartObject();
                    writer.WriteString("Key", file.Key);
                    writer.WriteNumber("Size", file.Size);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        });
}
