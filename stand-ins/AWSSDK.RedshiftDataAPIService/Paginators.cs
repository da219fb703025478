using Amazon.Runtime;

namespace Amazon.RedshiftDataAPIService.Model;

public interface IRedshiftDataAPIServicePaginatorFactory
{
    IGetStatementResultPaginator GetStatementResult(GetStatementResultRequest request);
}

public interface IGetStatementResultPaginator
{
    IPaginatedEnumerable<GetStatementResultResponse> Responses { get; }
}

internal sealed class RedshiftDataAPIServicePaginatorFactory(IAmazonRedshiftDataAPIService client) : IRedshiftDataAPIServicePaginatorFactory
{
    public IGetStatementResultPaginator GetStatementResult(GetStatementResultRequest request) =>
        new GetStatementResultPaginator(client, request);
}

internal sealed class GetStatementResultPaginator(IAmazonRedshiftDataAPIService client, GetStatementResultRequest request)
    : IGetStatementResultPaginator, IPaginator<GetStatementResultResponse>
{
    public IPaginatedEnumerable<GetStatementResultResponse> Responses => new PaginatedResponse<GetStatementResultResponse>(this);

    public async IAsyncEnumerable<GetStatementResultResponse> PaginateAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        do
        {
            var page = await client.GetStatementResultAsync(request, cancellationToken);
            request.NextToken = page.NextToken;
            yield return page;
        }
        while (!string.IsNullOrEmpty(request.NextToken));
    }
}
