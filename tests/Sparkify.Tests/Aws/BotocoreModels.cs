using System.Text.Json.Nodes;

namespace Sparkify.Tests.Aws;

/// <summary>AWS's own description of the two services whose clients have stand-ins, read from botocore where it is installed.</summary>
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
            (_, var problem) => (null, problem),
        });

    public static bool AreHere => Loaded.Value.Models is not null;

    public static string Version => Models["version"]!.GetValue<string>();

    public static ServiceModel RedshiftData => new(Models["services"]!["redshift-data"]!.AsObject());

    public static ServiceModel StepFunctions => new(Models["services"]!["stepfunctions"]!.AsObject());

    private static JsonNode Models
    {
        get
        {
            Assert.SkipWhen(
                Loaded.Value.Problem is not null, $"the service models are botocore's, and it is not here: {Loaded.Value.Problem}");
            return Loaded.Value.Models!;
        }
    }
}
