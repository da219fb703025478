namespace Sparkify.Functions.Aws;

/// <summary>
/// The warehouse to talk to: a Redshift Serverless workgroup, under the temporary credentials of the caller's role or those of a secret.
/// </summary>
public sealed record RedshiftDataOptions
{
    public required string WorkgroupName { get; init; }
    public required string Database { get; init; }

    /// <summary>The secret to sign in with; null: as the caller's role.</summary>
    public string? SecretArn { get; init; }
}
