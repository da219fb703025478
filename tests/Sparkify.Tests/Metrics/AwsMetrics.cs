namespace Sparkify.Tests.Metrics;

/// <summary>The metrics of AWS's own that the dashboard and the alarms use, as AWS documents them.</summary>
internal static class AwsMetrics
{
    public static readonly IReadOnlyList<string> Documented =
    [
        // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
        "AWS/SQS/ApproximateNumberOfMessagesVisible by QueueName",
        "AWS/SQS/ApproximateAgeOfOldestMessage by QueueName",
        // https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
        "AWS/States/ExecutionsStarted by StateMachineArn",
        "AWS/States/ExecutionsSucceeded by StateMachineArn",
        "AWS/States/ExecutionsFailed by StateMachineArn",
        "AWS/States/ExecutionsTimedOut by StateMachineArn",
        "AWS/States/ExecutionsAborted by StateMachineArn",
        // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
        "AWS/Lambda/Invocations by FunctionName",
        "AWS/Lambda/Errors by FunctionName",
        "AWS/Lambda/Duration by FunctionName",
        // https://docs.aws.amazon.com/redshift/latest/mgmt/monitoring-serverless.html
        "AWS/Redshift-Serverless/ComputeSeconds by Workgroup",
        // https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html
        "AWS/SNS/NumberOfMessagesPublished by TopicName",
        "AWS/SNS/NumberOfNotificationsFailed by TopicName",
    ];
}
