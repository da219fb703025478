using Amazon.RedshiftDataAPIService;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;
using Amazon.SimpleSystemsManagement;
using Amazon.StepFunctions;
using Sparkify.Deployed;
using Sparkify.Functions.Aws;

namespace Sparkify.Tests.Aws;

/// <summary>Adapters that talk to a service on this machine, with keys that open nothing.</summary>
internal static class Clients
{
    public const string AccessKey = "AKIDEXAMPLE";
    public const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static readonly BasicAWSCredentials Keys = new(AccessKey, SecretKey);

    public static RedshiftDataWarehouse Warehouse(string url, int retries = 0, TimeSpan? timeout = null) =>
        Warehouse(url, new RedshiftDataOptions("sparkify", null, "dev"), retries, timeout);

    public static RedshiftDataWarehouse Warehouse(string url, RedshiftDataOptions options, int retries = 0, TimeSpan? timeout = null) =>
        new(new AmazonRedshiftDataAPIServiceClient(Keys, Aimed(new AmazonRedshiftDataAPIServiceConfig(), url, retries, timeout)), options);

    public static StepFunctionsWorkflows Workflows(string url, int retries = 0) =>
        new(new AmazonStepFunctionsClient(Keys, Aimed(new AmazonStepFunctionsConfig(), url, retries)));

    public static AmazonS3Client S3(string url, int retries = 0, TimeSpan? timeout = null) =>
        new(Keys, Aimed(new AmazonS3Config { ForcePathStyle = true }, url, retries, timeout));

    public static AmazonSQSClient Queues(string url) => new(Keys, Aimed(new AmazonSQSConfig(), url, 0));

    /// <summary>What a command has that works on a deployed stack.</summary>
    public static DeployedClients Deployed(string url, string states, string warehouse) => new()
    {
        Parameters = new AmazonSimpleSystemsManagementClient(Keys, Aimed(new AmazonSimpleSystemsManagementConfig(), url, 0)),
        Objects = S3(url),
        Queues = Queues(url),
        Workflows = new AmazonStepFunctionsClient(Keys, Aimed(new AmazonStepFunctionsConfig(), states, 0)),
        Warehouse = new AmazonRedshiftDataAPIServiceClient(Keys, Aimed(new AmazonRedshiftDataAPIServiceConfig(), warehouse, 0)),
    };

    private static T Aimed<T>(T config, string url, int retries, TimeSpan? timeout = null)
        where T : ClientConfig
    {
        config.ServiceURL = url;
        config.AuthenticationRegion = "us-east-1";
        config.MaxErrorRetry = retries;
        config.Timeout = timeout ?? TimeSpan.FromSeconds(60);
        return config;
    }
}
