using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Sparkify.Tests.Template;

/// <summary>Values of a template as a person reads them: <c>{"Fn::GetAtt": ["A", "Arn"]}</c> is <c>A.Arn</c>.</summary>
internal static partial class Readable
{
    private static readonly string Bucket = Deployment.All["DataBucket"]!["Properties"]!["BucketName"]!.ToJsonString();

    public static string Of(JsonNode? value) => value switch
    {
        JsonObject when value.ToJsonString() == Bucket => "<bucket>",
        JsonObject { Count: 1 } call when call.First() is var (name, argument) => name switch
        {
            "Ref" => $"<{(string)argument!}>",
            "Fn::GetAtt" =>
                $"<{string.Join('.', argument is JsonArray parts ? parts.Select(part => (string)part!) : [(string)argument!])}>",
            "Fn::Sub" when argument is JsonArray parts => Sub((string)parts[0]!, parts[1]!.AsObject()),
            "Fn::Sub" => Sub((string)argument!, []),
            "Fn::If" => $"({(string)argument![0]!}: {Of(argument[1])}, else {Of(argument[2])})",
            _ => value.ToJsonString(),
        },
        JsonArray items => string.Join(", ", items.Select(Of)),
        null => "nothing",
        JsonValue => value.ToString(),
        _ => value.ToJsonString(),
    };

    /// <summary>One or many, as IAM has it.</summary>
    public static IEnumerable<JsonNode> Each(JsonNode? oneOrMany) =>
        oneOrMany is JsonArray many ? many.Select(item => item!) : oneOrMany is null ? [] : [oneOrMany];

    private static string Sub(string text, JsonObject variables) =>
        Place().Replace(text, place => variables[place.Groups[1].Value] is { } variable ? Of(variable) : $"<{place.Groups[1].Value}>");

    [GeneratedRegex(@"\$\{([^}!]+)\}")]
    private static partial Regex Place();
}
