using System.Text.Json.Serialization;
using Amazon.Runtime;

namespace Amazon.RedshiftDataAPIService.Model;

public abstract class AmazonRedshiftDataAPIServiceRequest : AmazonWebServiceRequest;

public class ExecuteStatementRequest : AmazonRedshiftDataAPIServiceRequest
{
    public string Sql { get; set; }
    public string ClusterIdentifier { get; set; }
    public string Database { get; set; }
    public string DbUser { get; set; }
    public string SecretArn { get; set; }
    public string SessionId { get; set; }
    public string StatementName { get; set; }
    public string WorkgroupName { get; set; }
    public ResultFormatString ResultFormat { get; set; }
    public int? SessionKeepAliveSeconds { get; set; }
    public int? WaitTimeSeconds { get; set; }
    public bool? WithEvent { get; set; }
    public List<SqlParameter> Parameters { get; set; }

    [JsonIgnore]
    public string ClientToken { get; set; }

    /// <summary>Without a token the SDK sends one of its own, and the same one in each of its attempts.</summary>
    [JsonInclude, JsonPropertyName("ClientToken")]
    internal string WireClientToken => ClientToken ?? Guid.NewGuid().ToString();
}

public class ExecuteStatementResponse : AmazonWebServiceResponse
{
    public string ClusterIdentifier { get; set; }
    public string Database { get; set; }
    public string DbUser { get; set; }
    public string Id { get; set; }
    public string SecretArn { get; set; }
    public string SessionId { get; set; }
    public string WorkgroupName { get; set; }
    public bool? HasResultSet { get; set; }
    public long? RedshiftPid { get; set; }
    public StatusString Status { get; set; }
    public DateTime? CreatedAt { get; set; }
    public List<string> DbGroups { get; set; }
}

public class BatchExecuteStatementRequest : AmazonRedshiftDataAPIServiceRequest
{
    public List<string> Sqls { get; set; }
    public string ClusterIdentifier { get; set; }
    public string Database { get; set; }
    public string DbUser { get; set; }
    public string SecretArn { get; set; }
    public string SessionId { get; set; }
    public string StatementName { get; set; }
    public string WorkgroupName { get; set; }
    public ExecutionMode ExecutionMode { get; set; }
    public ResultFormatString ResultFormat { get; set; }
    public int? SessionKeepAliveSeconds { get; set; }
    public int? WaitTimeSeconds { get; set; }
    public bool? WithEvent { get; set; }
    public List<SqlParameter> Parameters { get; set; }

    [JsonIgnore]
    public string ClientToken { get; set; }

    /// <summary>Without a token the SDK sends one of its own, and the same one in each of its attempts.</summary>
    [JsonInclude, JsonPropertyName("ClientToken")]
    internal string WireClientToken => ClientToken ?? Guid.NewGuid().ToString();
}

public class BatchExecuteStatementResponse : AmazonWebServiceResponse
{
    public string ClusterIdentifier { get; set; }
    public string Database { get; set; }
    public string DbUser { get; set; }
    public string Id { get; set; }
    public string SecretArn { get; set; }
    public string SessionId { get; set; }
    public string WorkgroupName { get; set; }
    public bool? HasResultSet { get; set; }
    public long? RedshiftPid { get; set; }
    public StatusString Status { get; set; }
    public DateTime? CreatedAt { get; set; }
    public List<string> DbGroups { get; set; }
}

public class CancelStatementRequest : AmazonRedshiftDataAPIServiceRequest
{
    public string Id { get; set; }
}

public class CancelStatementResponse : AmazonWebServiceResponse
{
    public bool? Status { get; set; }
}

public class DescribeStatementRequest : AmazonRedshiftDataAPIServiceRequest
{
    public string Id { get; set; }
    public int? WaitTimeSeconds { get; set; }
}

public class DescribeStatementResponse : AmazonWebServiceResponse
{
    public string ClusterIdentifier { get; set; }
    public string Database { get; set; }
    public string DbUser { get; set; }
    public string Error { get; set; }
    public string Id { get; set; }
    public string QueryString { get; set; }
    public string SecretArn { get; set; }
    public string SessionId { get; set; }
    public string WorkgroupName { get; set; }
    public DateTime? CreatedAt { get; set; }
    public DateTime? UpdatedAt { get; set; }
    public long? Duration { get; set; }
    public long? RedshiftPid { get; set; }
    public long? RedshiftQueryId { get; set; }
    public long? ResultRows { get; set; }
    public long? ResultSize { get; set; }
    public bool? HasResultSet { get; set; }
    public ExecutionMode ExecutionMode { get; set; }
    public string RedshiftQueryUuid { get; set; }
    public StatusString Status { get; set; }
    public ResultFormatString ResultFormat { get; set; }
    public List<SqlParameter> QueryParameters { get; set; }
    public List<SubStatementData> SubStatements { get; set; }
}

public class SubStatementData
{
    public string Error { get; set; }
    public string Id { get; set; }
    public string QueryString { get; set; }
    public string RedshiftQueryUuid { get; set; }
    public DateTime? CreatedAt { get; set; }
    public DateTime? UpdatedAt { get; set; }
    public long? Duration { get; set; }
    public long? RedshiftQueryId { get; set; }
    public long? ResultRows { get; set; }
    public long? ResultSize { get; set; }
    public bool? HasResultSet { get; set; }
    public StatementStatusString Status { get; set; }
}

public class GetStatementResultRequest : AmazonRedshiftDataAPIServiceRequest
{
    public string Id { get; set; }
    public string NextToken { get; set; }
    public int? WaitTimeSeconds { get; set; }
}

public class GetStatementResultResponse : AmazonWebServiceResponse
{
    public List<ColumnMetadata> ColumnMetadata { get; set; }
    public string NextToken { get; set; }
    public List<List<Field>> Records { get; set; }
    public long? TotalNumRows { get; set; }
}

public class Field
{
    [JsonPropertyName("blobValue")]
    public MemoryStream BlobValue { get; set; }

    [JsonPropertyName("booleanValue")]
    public bool? BooleanValue { get; set; }

    [JsonPropertyName("isNull")]
    public bool? IsNull { get; set; }

    [JsonPropertyName("doubleValue")]
    public double? DoubleValue { get; set; }

    [JsonPropertyName("longValue")]
    public long? LongValue { get; set; }

    [JsonPropertyName("stringValue")]
    public string StringValue { get; set; }
}

public class ColumnMetadata
{
    [JsonPropertyName("columnDefault")]
    public string ColumnDefault { get; set; }

    [JsonPropertyName("label")]
    public string Label { get; set; }

    [JsonPropertyName("name")]
    public string Name { get; set; }

    [JsonPropertyName("schemaName")]
    public string SchemaName { get; set; }

    [JsonPropertyName("tableName")]
    public string TableName { get; set; }

    [JsonPropertyName("typeName")]
    public string TypeName { get; set; }

    [JsonPropertyName("isCaseSensitive")]
    public bool? IsCaseSensitive { get; set; }

    [JsonPropertyName("isCurrency")]
    public bool? IsCurrency { get; set; }

    [JsonPropertyName("isSigned")]
    public bool? IsSigned { get; set; }

    [JsonPropertyName("length")]
    public int? Length { get; set; }

    [JsonPropertyName("nullable")]
    public int? Nullable { get; set; }

    [JsonPropertyName("precision")]
    public int? Precision { get; set; }

    [JsonPropertyName("scale")]
    public int? Scale { get; set; }
}

public class SqlParameter
{
    [JsonPropertyName("name")]
    public string Name { get; set; }

    [JsonPropertyName("value")]
    public string Value { get; set; }
}
