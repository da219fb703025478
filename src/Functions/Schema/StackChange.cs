using System.Text.Json.Serialization;

namespace Sparkify.Functions.Schema;

/// <summary>What CloudFormation sends to a custom resource.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html</remarks>
public sealed record StackChange
{
    /// <summary><c>Create</c>, <c>Update</c> or <c>Delete</c>.</summary>
    [JsonPropertyName("RequestType")]
    public required string RequestType { get; init; }

    /// <summary>Where the answer is put: a presigned address in S3.</summary>
    [JsonPropertyName("ResponseURL")]
    public required string ResponseUrl { get; init; }

    [JsonPropertyName("StackId")]
    public required string StackId { get; init; }

    [JsonPropertyName("RequestId")]
    public required string RequestId { get; init; }

    [JsonPropertyName("LogicalResourceId")]
    public required string LogicalResourceId { get; init; }

    /// <summary>What the answer to Create called it; null in a Create.</summary>
    [JsonPropertyName("PhysicalResourceId")]
    public string? PhysicalResourceId { get; init; }

    [JsonPropertyName("ResourceProperties")]
    public required WarehouseProperties ResourceProperties { get; init; }

    [JsonIgnore]
    public bool IsDelete => RequestType == "Delete";
}

/// <summary>
/// The properties that the template gives to <c>LoaderGrant</c> and <c>WarehouseSchema</c>. A change of any of them makes CloudFormation
/// ask again.
/// </summary>
public sealed record WarehouseProperties
{
    /// <summary>The workgroup, or the cluster.</summary>
    [JsonPropertyName("Workgroup")]
    public required string Workgroup { get; init; }

    [JsonPropertyName("Database")]
    public required string Database { get; init; }

    /// <summary>Of the schema: <see cref="Sparkify.Warehouse.SchemaChanges.Version"/>.</summary>
    [JsonPropertyName("Version")]
    public string? Version { get; init; }

    /// <summary>Of LoaderGrant: the secret of an administrator.</summary>
    [JsonPropertyName("AdminSecretArn")]
    public string? AdminSecretArn { get; init; }

    /// <summary>Of LoaderGrant: the database user of the loads, <c>IAMR:role</c>.</summary>
    [JsonPropertyName("User")]
    public string? User { get; init; }

    /// <summary>Of WarehouseSchema: the grant that must be there before it; absent where it was given by hand.</summary>
    [JsonPropertyName("Grant")]
    public string? Grant { get; init; }
}

/// <summary>The answer to a <see cref="StackChange"/>.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html</remarks>
public sealed record StackChangeAnswer
{
    public const string Success = "SUCCESS";
    public const string Failed = "FAILED";

    [JsonPropertyName("Status")]
    public required string Status { get; init; }

    /// <summary>Needed where it failed. What CloudFormation shows.</summary>
    [JsonPropertyName("Reason")]
    public string? Reason { get; init; }

    /// <summary>Another one than before would make CloudFormation delete the one before.</summary>
    [JsonPropertyName("PhysicalResourceId")]
    public required string PhysicalResourceId { get; init; }

    [JsonPropertyName("StackId")]
    public required string StackId { get; init; }

    [JsonPropertyName("RequestId")]
    public required string RequestId { get; init; }

    [JsonPropertyName("LogicalResourceId")]
    public required string LogicalResourceId { get; init; }
}
