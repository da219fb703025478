using System.Runtime.CompilerServices;
using Amazon.RedshiftDataAPIService;
using Amazon.RedshiftDataAPIService.Model;
using Sparkify.Functions.Aws;
using Sparkify.Functions.Statements;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Deployed;

/// <summary>Asks the warehouse of a deployed stack through the Data API: submits, asks after, fetches page by page.</summary>
internal sealed class DeployedQuery(
    IAmazonRedshiftDataAPIService client, RedshiftDataOptions options, TimeProvider time)
{
    /// <summary>
    /// What CancelStatement says of a statement that is FINISHED, FAILED or ABORTED, as a ValidationException: it is documented nowhere,
    /// but on record in https://github.com/aws/aws-sdk-js-v3/issues/3056.
    /// </summary>
    private const string HasEnded = "Could not cancel a query that is already in ";

    private readonly RedshiftDataWarehouse _warehouse = new(client, options);

    /// <exception cref="WarehouseRefusedException">It is no query, or the warehouse refuses it, in its own words.</exception>
    public async IAsyncEnumerable<QueryResult> AskAsync(string sql, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        QueryText.Require(sql);
        cancellationToken.ThrowIfCancellationRequested();
        // Not cancelled: a statement whose id was not heard could not be stopped.
        var id = await _warehouse.SubmitAsync(
            new StatementBatch { Name = "sparkify query", ClientToken = Guid.NewGuid().ToString(), Statements = [sql] },
            CancellationToken.None);
        StatementReport report;
        try
        {
            report = await BatchEnd.AwaitAsync(_warehouse, id, time, () => IWarehouse.LongestWait, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await CancelAsync(id);
            throw;
        }

        if (report.Status is not StatementStatus.Finished)
        {
            throw new WarehouseRefusedException(report.Error ?? $"statement {id} ended {report.Status} without a word");
        }

        // The first page's columns count: nobody promises that another one repeats them.
        IReadOnlyList<QueryColumn>? columns = null;
        IReadOnlyList<string> types = [];
        string? token = null;
        do
        {
            var page = await _warehouse.FetchAsync(report.SubStatements[0].Id, token, cancellationToken);
            if (columns is null)
            {
                types = page.Types;
                columns = [.. page.Columns.Select((name, column) => new QueryColumn(name, types.ElementAtOrDefault(column) ?? ""))];
            }

            yield return new QueryResult(columns, [.. page.Rows.Select(IReadOnlyList<object?> (row) =>
                [.. row.Select((value, column) => DataApiValue.Plain(value, types.ElementAtOrDefault(column)))])])
            {
                AllRows = report.SubStatements[0].Rows is >= 0 and var all ? all : null,
            };
            token = page.NextToken;
        }
        while (token is not null);
    }

    /// <summary>Nobody waits for it any more: it must not cost anything either.</summary>
    /// <exception cref="DeployedStackException">It may still run.</exception>
    private async Task CancelAsync(string id)
    {
        try
        {
            await AwsCall.AskAsync(
                "The Redshift Data API",
                $"CancelStatement {id}",
                () => client.CancelStatementAsync(new CancelStatementRequest { Id = id }, CancellationToken.None),
                CancellationToken.None);
        }
        catch (DeployedStackException ended) when (ended.Message.Contains(HasEnded, StringComparison.Ordinal))
        {
            // There is nothing to cancel any more.
        }
        catch (DeployedStackException failed)
        {
            throw new DeployedStackException(
                $"Stopped looking, but the statement {id} may still run. {failed.Message} To cancel it: aws redshift-data cancel-statement "
                + $"--id {id}",
                failed);
        }
    }
}
