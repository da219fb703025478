using System.Text.Json;
using Amazon.RedshiftDataAPIService.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using AwsStandIns;

namespace Amazon.RedshiftDataAPIService;

public class AmazonRedshiftDataAPIServiceClient : AmazonServiceClient, IAmazonRedshiftDataAPIService
{
    private static readonly JsonService Service = new("Redshift Data", "RedshiftData", "1.1", "2019-12-20", static (
        code, e, body) => code switch
    {
        "ActiveSessionsExceededException" =>
            new ActiveSessionsExceededException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),
        "ActiveStatementsExceededException" =>
            new ActiveStatementsExceededException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),
        "ActiveWaitingRequestsExceededException" =>
            new ActiveWaitingRequestsExceededException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),
        "BatchExecuteStatementException" =>
            new BatchExecuteStatementException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode)
            {
                StatementId = Member(body, "StatementId")
            },
        "DatabaseConnectionException" =>
            new DatabaseConnectionException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),
        "ExecuteStatementException" => new ExecuteStatementException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode)
        {
            StatementId = Member(body, "StatementId")
        },
        "InternalServerException" => new InternalServerException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),
        "QueryTimeoutException" => new QueryTimeoutException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),
        "ResourceNotFoundException" => new ResourceNotFoundException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode)
        {
            ResourceId = Member(body, "ResourceId")
        },
        "ValidationException" => new ValidationException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),
        _ => new AmazonRedshiftDataAPIServiceException(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode),
    });

    private static readonly JsonOperation<BatchExecuteStatementRequest, BatchExecuteStatementResponse> BatchExecuteStatement = new(
        Service,
        nameof(BatchExecuteStatement),
        RedshiftDataJson.Default.BatchExecuteStatementRequest,
        RedshiftDataJson.Default.BatchExecuteStatementResponse);
    private static readonly JsonOperation<CancelStatementRequest, CancelStatementResponse> CancelStatement = new(
        Service,
        nameof(CancelStatement),
        RedshiftDataJson.Default.CancelStatementRequest,
        RedshiftDataJson.Default.CancelStatementResponse);
    private static readonly JsonOperation<DescribeStatementRequest, DescribeStatementResponse> DescribeStatement = new(
        Service,
        nameof(DescribeStatement),
        RedshiftDataJson.Default.DescribeStatementRequest,
        RedshiftDataJson.Default.DescribeStatementResponse);
    private static readonly JsonOperation<ExecuteStatementRequest, ExecuteStatementResponse> ExecuteStatement = new(
        Service,
        nameof(ExecuteStatement),
        RedshiftDataJson.Default.ExecuteStatementRequest,
        RedshiftDataJson.Default.ExecuteStatementResponse);
    private static readonly JsonOperation<GetStatementResultRequest, GetStatementResultResponse> GetStatementResult = new(
        Service,
        nameof(GetStatementResult),
        RedshiftDataJson.Default.GetStatementResultRequest,
        RedshiftDataJson.Default.GetStatementResultResponse);

    public AmazonRedshiftDataAPIServiceClient() : this(new AmazonRedshiftDataAPIServiceConfig()) { }
    public AmazonRedshiftDataAPIServiceClient(RegionEndpoint region)
        : this(new AmazonRedshiftDataAPIServiceConfig { RegionEndpoint = region }) { }
    public AmazonRedshiftDataAPIServiceClient(AmazonRedshiftDataAPIServiceConfig config) : base(config) { }
    public AmazonRedshiftDataAPIServiceClient(AWSCredentials credentials) : this(credentials, new AmazonRedshiftDataAPIServiceConfig()) { }
    public AmazonRedshiftDataAPIServiceClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonRedshiftDataAPIServiceConfig { RegionEndpoint = region }) { }
    public AmazonRedshiftDataAPIServiceClient(AWSCredentials credentials, AmazonRedshiftDataAPIServiceConfig clientConfig)
        : base(credentials, clientConfig) { }
    public AmazonRedshiftDataAPIServiceClient(string awsAccessKeyId, string awsSecretAccessKey)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonRedshiftDataAPIServiceConfig()) { }
    public AmazonRedshiftDataAPIServiceClient(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonRedshiftDataAPIServiceConfig { RegionEndpoint = region }) { }
    public AmazonRedshiftDataAPIServiceClient(
        string awsAccessKeyId,
        string awsSecretAccessKey,
        AmazonRedshiftDataAPIServiceConfig clientConfig) : base(awsAccessKeyId, awsSecretAccessKey, clientConfig) { }
    public AmazonRedshiftDataAPIServiceClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonRedshiftDataAPIServiceConfig()) { }
    public AmazonRedshiftDataAPIServiceClient(
        string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonRedshiftDataAPIServiceConfig { RegionEndpoint = region }) { }
    public AmazonRedshiftDataAPIServiceClient(
        string awsAccessKeyId,
        string awsSecretAccessKey,
        string awsSessionToken,
        AmazonRedshiftDataAPIServiceConfig clientConfig) : base(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, clientConfig) { }

    public IRedshiftDataAPIServicePaginatorFactory Paginators => new RedshiftDataAPIServicePaginatorFactory(this);

    protected override IServiceMetadata ServiceMetadata => Service;

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => pipeline.AddHandlerAfter<Marshaller>(new SigV4Handler());

    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) =>
        Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));

    public virtual Task<BatchExecuteStatementResponse> BatchExecuteStatementAsync(
        BatchExecuteStatementRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<BatchExecuteStatementResponse>(request, BatchExecuteStatement.Options, cancellationToken);

    public virtual Task<CancelStatementResponse> CancelStatementAsync(
        CancelStatementRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<CancelStatementResponse>(request, CancelStatement.Options, cancellationToken);

    public virtual Task<DescribeStatementResponse> DescribeStatementAsync(
        DescribeStatementRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeStatementResponse>(request, DescribeStatement.Options, cancellationToken);

    public virtual Task<ExecuteStatementResponse> ExecuteStatementAsync(
        ExecuteStatementRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ExecuteStatementResponse>(request, ExecuteStatement.Options, cancellationToken);

    public virtual Task<GetStatementResultResponse> GetStatementResultAsync(
        GetStatementResultRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetStatementResultResponse>(request, GetStatementResult.Options, cancellationToken);

    private static string Member(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) ? value.GetString() : null;
}
