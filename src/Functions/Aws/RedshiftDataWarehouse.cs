using Amazon.RedshiftDataAPIService;
using Amazon.RedshiftDataAPIService.Model;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Functions.Aws;

/// <summary>Amazon Redshift, through its Data API.</summary>
/// <remarks>
/// Only the role that submitted a statement may ask after it, so the functions that use this share one role:
/// https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-iam.html.
/// </remarks>
public sealed class RedshiftDataWarehouse(IAmazonRedshiftDataAPIService client, RedshiftDataOptions options) : IWarehouse
{
    public async Task<string> SubmitAsync(StatementBatch batch, CancellationToken cancellationToken)
    {
        var request = new BatchExecuteStatementRequest
        {
            WorkgroupName = options.WorkgroupName,
            ClusterIdentifier = options.ClusterIdentifier,
            Database = options.Database,
            SecretArn = options.SecretArn,
            StatementName = batch.Name,
            ClientToken = batch.ClientToken,
            Sqls = [.. batch.Statements],
        };
        var response = await Ask(
            $"BatchExecuteStatement '{batch.Name}' on {options}",
            statementId: null,
            () => client.BatchExecuteStatementAsync(request, cancellationToken),
            cancellationToken);
        return response.Id;
    }

    public async Task<StatementReport> DescribeAsync(string statementId, TimeSpan wait, CancellationToken cancellationToken)
    {
        var request = new DescribeStatementRequest
        {
            Id = statementId, WaitTimeSeconds = wait >= IWarehouse.ShortestWait ? (int)wait.TotalSeconds : null
        };
        return StatementReports.Of(await Ask($"DescribeStatement {statementId}", statementId, AskAsync, cancellationToken));

        async Task<DescribeStatementResponse> AskAsync()
        {
            try
            {
                return await client.DescribeStatementAsync(request, cancellationToken);
            }
            catch (ActiveWaitingRequestsExceededException) when (request.WaitTimeSeconds is not null)
            {
                request.WaitTimeSeconds = null;
                return await client.DescribeStatementAsync(request, cancellationToken);
            }
        }
    }

    public async Task<ResultPage> FetchAsync(string statementId, string? nextToken, CancellationToken cancellationToken)
    {
        var request = new GetStatementResultRequest { Id = statementId, NextToken = nextToken };
        var response = await Ask(
            $"GetStatementResult {statementId}",
            statementId,
            () => client.GetStatementResultAsync(request, cancellationToken),
            cancellationToken);
        return ResultPages.Of(response, statementId);
    }

    private static Task<T> Ask<T>(string call, string? statementId, Func<Task<T>> ask, CancellationToken cancellationToken) =>
        SdkCall.AskAsync(ask, exception => RedshiftDataErrors.Classify(exception, call, statementId), cancellationToken);
}
