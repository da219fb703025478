using Amazon.RedshiftDataAPIService;
using Amazon.S3;
using Amazon.SQS;
using Amazon.StepFunctions;
using Sparkify.Functions.Metrics;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Objects;
using Sparkify.Ingestion.Statements;
using Sparkify.Ingestion.Workflows;

namespace Sparkify.Functions.Aws;

/// <summary>
/// The ports of a function that runs in AWS. Region, credentials and endpoints come from the environment, as for every AWS client.
/// </summary>
/// <remarks>
/// A client lives as long as its process: make each port once. The time-outs are for one attempt; each call is attempted three times. A
/// port gives up within a step's own time-out, and the state machine decides what happens next. The functions behind queues have less
/// time than that: their deadline ends them, and their messages come again. The warehouse may answer as late as it is asked to wait.
/// </remarks>
public static class AwsPorts
{
    private static readonly Lazy<FunctionPorts> Made = new(Make);

    /// <summary>The ports of this function process, made at the first use.</summary>
    public static FunctionPorts Shared => Made.Value;

    public static IWarehouse Warehouse(RedshiftDataOptions options) => new RedshiftDataWarehouse(
        new AmazonRedshiftDataAPIServiceClient(
            new AmazonRedshiftDataAPIServiceConfig { Timeout = IWarehouse.LongestWait + TimeSpan.FromSeconds(10), MaxErrorRetry = 2 }),
        options);

    public static IWorkflows Workflows() => new StepFunctionsWorkflows(
        new AmazonStepFunctionsClient(new AmazonStepFunctionsConfig { Timeout = TimeSpan.FromSeconds(5), MaxErrorRetry = 2 }));

    public static IObjectStore Objects() => new S3ObjectStore(
        new AmazonS3Client(new AmazonS3Config { Timeout = TimeSpan.FromSeconds(20), MaxErrorRetry = 2 }));

    public static INoticeQueue Notices() => new SqsNoticeQueue(
        new AmazonSQSClient(new AmazonSQSConfig { Timeout = TimeSpan.FromSeconds(5), MaxErrorRetry = 2 }));

    /// <summary>The warehouse under the credentials of an administrator's secret, for <see cref="Schema.GrantLoader"/> alone.</summary>
    public static IWarehouse Administering(string secretArn)
    {
        var settings = new FunctionSettings(Environment.GetEnvironmentVariable);
        return Warehouse(Options(settings) with { SecretArn = secretArn });
    }

    private static FunctionPorts Make()
    {
        var settings = new FunctionSettings(Environment.GetEnvironmentVariable);
        var warehouse = Warehouse(Options(settings));
        var metrics = new StandardOutputMetrics(Console.OpenStandardOutput(), settings.StackName, TimeProvider.System);
        return new FunctionPorts(Objects(), warehouse, Workflows(), metrics, TimeProvider.System, settings)
        {
            Traces = new XRayTraces(Environment.GetEnvironmentVariable, TimeProvider.System),
            Notices = new Lazy<INoticeQueue>(Notices),
        };
    }

    private static RedshiftDataOptions Options(FunctionSettings settings) =>
        new(settings.WorkgroupName, settings.ClusterIdentifier, settings.DatabaseName);
}
