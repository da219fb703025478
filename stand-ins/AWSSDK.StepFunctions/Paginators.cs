using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public interface IStepFunctionsPaginatorFactory
{
    IListExecutionsPaginator ListExecutions(ListExecutionsRequest request);
}

public interface IListExecutionsPaginator
{
    IPaginatedEnumerable<ListExecutionsResponse> Responses { get; }
    IPaginatedEnumerable<ExecutionListItem> Executions { get; }
}

internal sealed class StepFunctionsPaginatorFactory(IAmazonStepFunctions client) : IStepFunctionsPaginatorFactory
{
    public IListExecutionsPaginator ListExecutions(ListExecutionsRequest request) => new ListExecutionsPaginator(client, request);
}

internal sealed class ListExecutionsPaginator(IAmazonStepFunctions client, ListExecutionsRequest request)
    : IListExecutionsPaginator, IPaginator<ListExecutionsResponse>
{
    public IPaginatedEnumerable<ListExecutionsResponse> Responses => new PaginatedResponse<ListExecutionsResponse>(this);

    public IPaginatedEnumerable<ExecutionListItem> Executions =>
        new PaginatedResultKeyResponse<ListExecutionsResponse, ExecutionListItem>(this, page => page.Executions ?? []);

    public async IAsyncEnumerable<ListExecutionsResponse> PaginateAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        do
        {
            var page = await client.ListExecutionsAsync(request, cancellationToken);
            request.NextToken = page.NextToken;
            yield return page;
        }
        while (!string.IsNullOrEmpty(request.NextToken));
    }
}
