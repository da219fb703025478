using System.Text.Json;
using System.Text.Json.Nodes;
using Sparkify.Operations;

namespace Sparkify.Cli;

/// <summary>A notice for the one who watches. The topic's subscribers get its JSON, which a program can read.</summary>
internal static class NoticeWords
{
    /// <param name="option">What a command needs at its end to reach the stack that the notice is of.</param>
    public static string Of(string? subject, string message, string option) => Parsed(message) switch
    {
        { } notice when notice["list"] is not null =>
            $"{subject}: {notice["files"]} in {notice["loadId"]}; ./sparkify files{option} says which, why and what to do",
        { } notice when notice.ContainsKey("error") =>
            $"{subject}: {Failed(notice)}: {Or(notice["error"], "without a word")}; ./sparkify failures{option} says why and what to do",
        _ => $"{subject}: {message}",
    };

    /// <summary>The load, or the execution of what is no load.</summary>
    private static string Failed(JsonObject notice) =>
        Or(notice["loadId"], ResourceName.OfArn(Or(notice["execution"], "an execution")));

    private static string Or(JsonNode? said, string instead) =>
        said?.ToString() is { } text && !string.IsNullOrWhiteSpace(text) ? text : instead;

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
