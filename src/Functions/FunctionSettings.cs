using System.Globalization;
using Sparkify.Ingestion.Failures;

namespace Sparkify.Functions;

/// <summary>
/// What the template gives the functions, through their environment. A setting is read when it is needed: no function needs all.
/// </summary>
public sealed class FunctionSettings(Func<string, string?> environment)
{
    /// <summary>The stack's name, by which its metrics are known.</summary>
    public string StackName => Required("STACK_NAME");

    /// <summary>The bucket that holds <c>_ingest/</c>.</summary>
    public string BucketName => Required("BUCKET_NAME");

    /// <summary>The queue of the dataset's notices.</summary>
    public string NoticesQueueUrl => Required("NOTICES_QUEUE_URL");

    public string IngestStateMachineArn => Required("INGEST_STATE_MACHINE_ARN");

    /// <summary>The Redshift Serverless workgroup; null: the warehouse is a cluster.</summary>
    public string? WorkgroupName => environment("WORKGROUP_NAME");

    /// <summary>The provisioned cluster; null: the warehouse is a workgroup.</summary>
    public string? ClusterIdentifier => environment("CLUSTER_IDENTIFIER");

    public string DatabaseName => Required("DATABASE_NAME");

    /// <summary>The role that Redshift reads the files with.</summary>
    public string CopyRoleArn => Required("COPY_ROLE_ARN");

    /// <summary>0 to 1: a file with a larger share of refused rows is quarantined whole.</summary>
    public double MostRejectedShare =>
        double.TryParse(Required("MOST_REJECTED_SHARE"), NumberStyles.Float, CultureInfo.InvariantCulture, out var share)
        && share is >= 0 and <= 1
            ? share
            : throw new SettingMissingException(
                "MOST_REJECTED_SHARE takes a number from 0 to 1, 0.01 for one in a hundred: mend it in serverless.template");

    /// <summary>A file that is queryable so soon after its put is on time.</summary>
    public TimeSpan FreshnessObjective =>
        double.TryParse(Required("FRESHNESS_OBJECTIVE_MINUTES"), NumberStyles.Float, CultureInfo.InvariantCulture, out var minutes)
        && minutes > 0
            ? TimeSpan.FromMinutes(minutes)
            : throw new SettingMissingException(
                "FRESHNESS_OBJECTIVE_MINUTES takes a number of minutes over 0: mend it in serverless.template");

    private string Required(string name) =>
        environment(name) is { Length: > 0 } value
            ? value
            : throw new SettingMissingException($"the environment has no {name}: give it to the function in serverless.template");
}
