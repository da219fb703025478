using Sparkify.Ingestion.Failures;

namespace Sparkify.Functions.Aws;

/// <summary>
/// The warehouse to talk to: a Redshift Serverless workgroup or a provisioned cluster, under the temporary credentials of the caller's role
/// or those of a secret.
/// </summary>
/// <remarks>
/// Both sign the role in as the database user <c>IAMR:role</c>: a workgroup by redshift-serverless:GetCredentials, a cluster by
/// redshift:GetClusterCredentialsWithIAM (https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_BatchExecuteStatement.html).
/// </remarks>
public sealed record RedshiftDataOptions
{
    /// <param name="workgroupName">Of Redshift Serverless; null or empty: there is a cluster.</param>
    /// <param name="clusterIdentifier">Of a provisioned cluster; null or empty: there is a workgroup.</param>
    /// <exception cref="SettingMissingException">Neither is named, or both.</exception>
    public RedshiftDataOptions(string? workgroupName, string? clusterIdentifier, string database)
    {
        WorkgroupName = string.IsNullOrEmpty(workgroupName) ? null : workgroupName;
        ClusterIdentifier = string.IsNullOrEmpty(clusterIdentifier) ? null : clusterIdentifier;
        Database = database;
        if (WorkgroupName is null == ClusterIdentifier is null)
        {
            throw new SettingMissingException(
                WorkgroupName is null
                    ? "no warehouse is named, no workgroup and no cluster: give the functions WORKGROUP_NAME or CLUSTER_IDENTIFIER"
                    : $"two warehouses are named, workgroup '{WorkgroupName}' and cluster '{ClusterIdentifier}': a stack has one");
        }
    }

    public string? WorkgroupName { get; }

    public string? ClusterIdentifier { get; }

    public string Database { get; }

    /// <summary>The secret to sign in with; null: as the caller's role.</summary>
    public string? SecretArn { get; init; }

    /// <summary>For a message.</summary>
    public override string ToString() =>
        $"{(WorkgroupName is null ? $"cluster '{ClusterIdentifier}'" : $"workgroup '{WorkgroupName}'")}, database '{Database}'";
}
