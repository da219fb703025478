using System.Text.Json;
using StatesLanguage;

namespace Sparkify.Page;

/// <summary>Which execution an event of another starts.</summary>
internal static class StartedExecutions
{
    /// <summary>Null: the event starts none.</summary>
    public static string? NameIn(HistoryEvent entry)
    {
        if (entry is not { Type: "TaskScheduled", ResourceType: "states", Input: { } parameters })
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(parameters);
            return json.RootElement.ValueKind is JsonValueKind.Object && json.RootElement.TryGetProperty("Name", out var name)
                ? name.GetString()
                : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
