using Amazon.RedshiftDataAPIService;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;
using Amazon.SimpleSystemsManagement;
using Amazon.StepFunctions;

namespace Sparkify.Deployed;

/// <summary>
/// The clients of one command. Region, credentials and endpoints come from where every AWS client takes them: AWS_PROFILE, AWS_REGION,
/// AWS_ENDPOINT_URL and so on.
/// </summary>
public sealed record DeployedClients : IDisposable
{
    public required IAmazonSimpleSystemsManagement Parameters { get; init; }
    public required IAmazonS3 Objects { get; init; }
    public required IAmazonSQS Queues { get; init; }
    public required IAmazonStepFunctions Workflows { get; init; }
    public required IAmazonRedshiftDataAPIService Warehouse { get; init; }

    /// <summary>Where all of them look.</summary>
    public string Region => Parameters.Config.RegionEndpoint?.SystemName
        ?? Parameters.Config.AuthenticationRegion
        ?? FallbackRegionFactory.GetRegionEndpoint()?.SystemName
        ?? "?";

    /// <exception cref="DeployedStackException">No Region is named anywhere.</exception>
    public static DeployedClients FromEnvironment()
    {
        if (FallbackRegionFactory.GetRegionEndpoint() is not { } region)
        {
            throw new DeployedStackException("No Region is named: set AWS_REGION, or give the profile of AWS_PROFILE a region.");
        }

        return new DeployedClients
        {
            Parameters = new AmazonSimpleSystemsManagementClient(region),
            Objects = new AmazonS3Client(region),
            Queues = new AmazonSQSClient(region),
            Workflows = new AmazonStepFunctionsClient(region),
            Warehouse = new AmazonRedshiftDataAPIServiceClient(region),
        };
    }

    public void Dispose()
    {
        foreach (IDisposable client in (IDisposable[])[Parameters, Objects, Queues, Workflows, Warehouse])
        {
            client.Dispose();
        }
    }
}
