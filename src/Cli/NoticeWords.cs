using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sparkify.Cli;

/// <summary>A notice for the one who watches. The topic's subscribers get its JSON, which a program can read.</summary>
internal static class NoticeWords
{
    /// <param name="option">What a command needs at its end to reach the stack that the notice is of.</param>
    public static string Of(string? subject, string message, string option) => Parsed(message) switch
    {
        { } notice when notice["list"] is not null =>
            $"{subject}: {notice["files"]} in {notice["loadId"]}; ./sparkify files{option} says which, why and what to do",
        { } notice when notice["error"] is { } error =>
            $"{subject}: {notice["loadId"]}: {error}; ./sparkify failures{option} says why and what to do",
        _ => $"{subject}: {message}",
    };

    private static JsonObject? Parsed(string message)
    {
        try
        {
            return JsonNode.Parse(message) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
