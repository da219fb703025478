using System.Text.Json.Nodes;
using Sparkify.Tests.Template;

namespace Sparkify.Tests.Aws;

/// <summary>
/// AWS's own description of the two services whose clients have stand-ins, read from botocore where it is installed. What the Data API has
/// learnt since (<c>WaitTimeSeconds</c>) is added from @aws-sdk/client-redshift-data.
/// </summary>
internal static class BotocoreModels
{
    private const string Print = """
        import json, botocore, botocore.loaders
        loader = botocore.loaders.Loader()
        services = {name: loader.load_service_model(name, 'service-2') for name in ('redshift-data', 'stepfunctions')}
        print(json.dumps({'version': botocore.__version__, 'services': services}))
        """;

    private static readonly Lazy<(JsonNode? Models, string? Problem)> Loaded = new(() =>
        Python.Run(Print) switch
        {
            ({ } output, _) => (JsonNode.Parse(output), null),
            (_, var problem) => (null, $"the service models are botocore's, and it is not here: {problem}"),
        });

    private static readonly Lazy<(JsonObject? Model, string? Problem)> LoadedData = new(() =>
    {
        if (Loaded.Value.Models is not { } models)
        {
            return (null, Loaded.Value.Problem);
        }

        var model = models["services"]!["redshift-data"]!.AsObject();
        return model["shapes"]!["DescribeStatementRequest"]!["members"]!["WaitTimeSeconds"] is not null ? (model, null)
            : Newer() is var (newer, problem) && newer is null ? (null, problem)
            : (Add(newer, model), null);
    });

    public static bool AreHere => Loaded.Value.Models is not null;

    public static string Version => Of(Loaded.Value)["version"]!.GetValue<string>();

    public static ServiceModel StepFunctions => new(Of(Loaded.Value)["services"]!["stepfunctions"]!.AsObject());

    public static bool HasRedshiftData => LoadedData.Value.Model is not null;

    public static ServiceModel RedshiftData => new(Of(LoadedData.Value).AsObject());

    private static JsonNode Of((JsonNode? Found, string? Problem) loaded)
    {
        Assert.SkipWhen(loaded.Found is null, loaded.Problem ?? "");
        return loaded.Found!;
    }

    private static (JsonObject? Newer, string? Problem) Newer()
    {
        const string package = "@aws-sdk/client-redshift-data";
        var tools = Deployment.Path("artifacts", "tools");
        if (!Directory.Exists(Path.Combine(tools, "node_modules", package)))
        {
            return (null, $"botocore is too old, and there is no {package} (npm install --prefix artifacts/tools {package})");
        }

        return Tool.Run("node", [Deployment.Path("tests", "Sparkify.Tests", "Aws", "newer.mjs"), tools]) switch
        {
            null => (null, "node is not on the PATH"),
            { ExitCode: 0 } read => (JsonNode.Parse(read.Output)!.AsObject(), null),
            var failed => throw new InvalidOperationException($"{package} can't be read: {failed.Error}"),
        };
    }

    /// <summary>Adds the members and errors that a model lacks.</summary>
    private static JsonObject Add(JsonObject newer, JsonObject model)
    {
        var shapes = model["shapes"]!.AsObject();
        foreach (var (structure, members) in newer["structures"]!.AsObject())
        {
            foreach (var (member, kind) in shapes[structure]?["members"] is null ? [] : members!.AsObject())
            {
                if (shapes[structure]!["members"]![member] is null)
                {
                    shapes[structure]!["members"]![member] = new JsonObject { ["shape"] = ShapeOf(member, (string?)kind) };
                }
            }
        }

        foreach (var error in newer["errors"]!.AsArray().Select(error => (string)error!).Where(error => shapes[error] is null))
        {
            shapes[error] = new JsonObject { ["type"] = "structure", ["members"] = new JsonObject() };
            model["operations"]!["DescribeStatement"]!["errors"]!.AsArray().Add(new JsonObject { ["shape"] = error });
        }

        return model;

        // As elsewhere in the model, where a member of this name and kind is there already.
        string ShapeOf(string member, string? kind)
        {
            var known = shapes.Select(shape => (string?)shape.Value!["members"]?[member]?["shape"]).OfType<string>();
            if (known.FirstOrDefault(shape => KindOf(shape) == kind) is { } alike)
            {
                return alike;
            }

            if (newer["enums"]![member] is JsonArray values)
            {
                shapes[member] = new JsonObject { ["type"] = "string", ["enum"] = values.DeepClone() };
                return member;
            }

            return kind switch { "string" => "String", "number" => "Integer", "boolean" => "Boolean", _ => "Timestamp" };
        }

        string KindOf(string shape) => (string)shapes[shape]!["type"]! switch
        {
            "integer" or "long" or "double" => "number",
            var other => other,
        };
    }
}
