using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sparkify.LocalCloud.Template;

/// <summary>
/// serverless.template as <c>dotnet lambda deploy-serverless</c> sends it, but for the code's place: with the files that
/// <c>template-substitutions</c> of aws-lambda-tools-defaults.json names in the places it names.
/// </summary>
/// <remarks>
/// The tool's rules (LambdaUtilities.ProcessTemplateSubstitions in https://github.com/aws/aws-extensions-for-dotnet-cli): a value that is a
/// file's path becomes the file's content; in the place of a string as text, in the place of an object as JSON.
/// </remarks>
public static class SplicedTemplate
{
    internal const string TemplateFile = "serverless.template";
    internal const string SettingsFile = "aws-lambda-tools-defaults.json";

    /// <param name="root">The folder of serverless.template.</param>
    /// <exception cref="InvalidDataException">A substitution has no place, or no file.</exception>
    public static string Read(string root)
    {
        var template = Parse(root, TemplateFile);
        foreach (var (path, file) in Substitutions(root))
        {
            Splice(
                template,
                path,
                File.Exists(Path.Combine(root, file))
                    ? File.ReadAllText(Path.Combine(root, file))
                    : throw Wrong(path, $"there is no file {file}"));
        }

        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(
            stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            template.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    /// <summary>Which place of the template takes which file.</summary>
    public static IReadOnlyList<(string Path, string File)> Substitutions(string root)
    {
        var setting = (string?)Parse(root, SettingsFile)["template-substitutions"] ?? "";
        return
        [
            .. setting.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(pair => pair.Split('=', 2) is [var path, var file] ? (path, file) : throw Wrong(pair, "it takes path=file")),
        ];
    }

    /// <summary>A path names members and, in brackets, an array's items: <c>$.Resources.Dashboard.Properties.Body.Fn::Sub[0]</c>.</summary>
    private static void Splice(JsonNode template, string path, string content)
    {
        var steps = path.Replace("[", ".[", StringComparison.Ordinal).Split('.');
        var place = steps[0] == "$" ? steps[1..].Aggregate((JsonNode?)template, Step) : null;
        switch (place)
        {
            case JsonObject:
                place.ReplaceWith(JsonNode.Parse(content));
                break;
            case JsonValue:
                place.ReplaceWith(JsonValue.Create(content));
                break;
            default:
                throw Wrong(path, $"{TemplateFile} has no object or text there");
        }
    }

    private static JsonNode? Step(JsonNode? node, string step) => node switch
    {
        JsonObject members => members[step],
        JsonArray items when step is ['[', .. var index, ']'] && int.TryParse(index, out var at) => items.ElementAtOrDefault(at),
        _ => null,
    };

    private static JsonNode Parse(string root, string file) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(root, file))) as JsonObject
        ?? throw new InvalidDataException($"{file} is not a JSON object");

    private static InvalidDataException Wrong(string path, string what) => new($"{SettingsFile}, template-substitutions, {path}: {what}");
}
