using Amazon.RedshiftDataAPIService;
using Amazon.Runtime;
using Amazon.StepFunctions;
using Sparkify.Tests.Aws;

namespace Sparkify.Tests.StandIns;

/// <summary>Whether the stand-ins of the service clients say what AWS's own models say.</summary>
public sealed class StandInDriftTests
{
    [Fact]
    public void Redshift_Data_is_as_its_newest_model_has_it() =>
        AssertOfTheModel(
            typeof(AmazonRedshiftDataAPIServiceClient), typeof(AmazonRedshiftDataAPIServiceConfig), () => BotocoreModels.RedshiftData);

    [Fact]
    public void Step_Functions_is_as_botocore_models_it() =>
        AssertOfTheModel(typeof(AmazonStepFunctionsClient), typeof(AmazonStepFunctionsConfig), () => BotocoreModels.StepFunctions);

    private static void AssertOfTheModel(Type client, Type config, Func<ServiceModel> load)
    {
        Assert.SkipUnless(Repository.UsesStandIns, "the official packages are in use: nothing stands in for them");
        var model = load();
        var comparison = new StandInComparison(client.Assembly, model);
        foreach (var method in client.GetMethods()
            .Where(method => method.IsVirtual && method.Name.EndsWith("Async", StringComparison.Ordinal)))
        {
            comparison.CompareOperation(method.Name[..^"Async".Length], method);
        }

        var settings = (ClientConfig)Activator.CreateInstance(config)!;
        comparison.Same("endpoint prefix", settings.RegionEndpointServiceName, model.Metadata("endpointPrefix"));
        comparison.Same("API version", settings.ServiceVersion, model.Metadata("apiVersion"));
        comparison.Same("service id", settings.ServiceId, model.Metadata("serviceId"));

        Assert.True(comparison.Differences.Count == 0, string.Join(Environment.NewLine, comparison.Differences));
        Assert.SkipWhen(
            comparison.Lacking.Count > 0, // a newer model has more to offer: no fault, but worth a look
            $"botocore {BotocoreModels.Version} has members that the stand-in lacks: {string.Join(", ", comparison.Lacking)}");
    }
}
