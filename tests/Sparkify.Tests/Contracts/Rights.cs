namespace Sparkify.Tests.Contracts;

/// <summary>What IAM calls the right to an operation of an AWS client.</summary>
internal static class Rights
{
    private static readonly Dictionary<string, string> Services = new()
    {
        ["IAmazonRedshiftDataAPIService"] = "redshift-data",
        ["IAmazonS3"] = "s3",
        ["IAmazonStepFunctions"] = "states",
        ["IAmazonSQS"] = "sqs",
        ["IAmazonSimpleSystemsManagement"] = "ssm",
    };

    /// <summary>
    /// Where IAM's name for the right is not the operation's:
    /// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html and the pages beside it.
    /// </summary>
    private static readonly Dictionary<string, string> Renamed = new()
    {
        ["s3:ListObjectsV2"] = "s3:ListBucket",
        ["sqs:SendMessageBatch"] = "sqs:SendMessage",
        ["sqs:DeleteMessageBatch"] = "sqs:DeleteMessage",
        ["sqs:ChangeMessageVisibilityBatch"] = "sqs:ChangeMessageVisibility",
    };

    /// <param name="operation">The client's interface and the operation: <c>IAmazonS3:GetObject</c>.</param>
    public static string To(string operation)
    {
        var parts = operation.Split(':');
        var right = $"{Services[parts[0]]}:{parts[1]}";
        return Renamed.GetValueOrDefault(right, right);
    }
}
