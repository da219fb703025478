using Sparkify.Functions.Aws;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Objects;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Tests.Aws;

/// <summary>What each service's errors become, each answered over the wire and read by the real client.</summary>
public sealed class ErrorClassTests
{
    private static readonly StatementBatch Batch = new()
    {
        Name = "StageFiles load-1", ClientToken = "load-1-stage-1", Statements = ["SELECT 1"]
    };

    public static readonly Dictionary<string, Func<string, Task>> Calls = new()
    {
        ["BatchExecuteStatement"] = url => Clients.Warehouse(url).SubmitAsync(Batch, Cancellation),
        ["DescribeStatement"] = url => Clients.Warehouse(url).DescribeAsync("d9b6c0c9-0747-4bf4-b142-e8883122f766", Cancellation),
        ["GetStatementResult"] = url => Clients.Warehouse(url).FetchAsync("d9b6c0c9-0747-4bf4-b142-e8883122f766:1", null, Cancellation),
        ["StartExecution"] = url => Clients.Workflows(url)
            .StartAsync("arn:aws:states:us-east-1:123456789012:stateMachine:ingest", "load-1", "{}", traceId: null, Cancellation),
        ["GetObject"] = url => Get(url),
        ["ReceiveMessage"] = url => new SqsNoticeQueue(Clients.Queues(url)).ReceiveAsync($"{url}/1/queue", Cancellation),
        ["DeleteMessageBatch"] = url => new SqsNoticeQueue(Clients.Queues(url))
            .DeleteAsync($"{url}/1/queue", [new QueuedNotice("m", "receipt", "")], Cancellation),
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("BatchExecuteStatement", 400, "ThrottlingException", typeof(WarehouseThrottledException))]
    [InlineData("BatchExecuteStatement", 400, "ActiveStatementsExceededException", typeof(WarehouseThrottledException))]
    [InlineData("BatchExecuteStatement", 400, "ActiveSessionsExceededException", typeof(WarehouseThrottledException))]
    [InlineData("BatchExecuteStatement", 429, "SomethingNew", typeof(WarehouseThrottledException))]
    [InlineData("BatchExecuteStatement", 500, "InternalServerException", typeof(WarehouseUnavailableException))]
    [InlineData("BatchExecuteStatement", 500, "BatchExecuteStatementException", typeof(WarehouseUnavailableException))]
    [InlineData("BatchExecuteStatement", 503, "ServiceUnavailableException", typeof(WarehouseUnavailableException))]
    [InlineData("BatchExecuteStatement", 400, "ExpiredTokenException", typeof(WarehouseUnavailableException))]
    [InlineData("BatchExecuteStatement", 400, "ValidationException", typeof(WarehouseRefusedException))]
    [InlineData("BatchExecuteStatement", 400, "AccessDeniedException", typeof(WarehouseRefusedException))]
    [InlineData("BatchExecuteStatement", 400, "ResourceNotFoundException", typeof(WarehouseRefusedException))]
    [InlineData("BatchExecuteStatement", 418, "SomethingNew", typeof(WarehouseRefusedException))]
    [InlineData("DescribeStatement", 400, "ResourceNotFoundException", typeof(StatementLostException))]
    [InlineData("DescribeStatement", 400, "ThrottlingException", typeof(WarehouseThrottledException))]
    [InlineData("DescribeStatement", 400, "ValidationException", typeof(WarehouseRefusedException))]
    [InlineData("GetStatementResult", 400, "ResourceNotFoundException", typeof(StatementLostException))]
    [InlineData("GetStatementResult", 500, "InternalServerException", typeof(WarehouseUnavailableException))]
    [InlineData("StartExecution", 400, "ThrottlingException", typeof(WorkflowsUnavailableException))]
    [InlineData("StartExecution", 400, "ExecutionLimitExceeded", typeof(WorkflowsUnavailableException))]
    [InlineData("StartExecution", 400, "KmsThrottlingException", typeof(WorkflowsUnavailableException))]
    [InlineData("StartExecution", 500, "InternalFailure", typeof(WorkflowsUnavailableException))]
    [InlineData("StartExecution", 400, "StateMachineDoesNotExist", typeof(WorkflowsRefusedException))]
    [InlineData("StartExecution", 400, "StateMachineDeleting", typeof(WorkflowsRefusedException))]
    [InlineData("StartExecution", 400, "InvalidName", typeof(WorkflowsRefusedException))]
    [InlineData("StartExecution", 400, "InvalidExecutionInput", typeof(WorkflowsRefusedException))]
    [InlineData("StartExecution", 400, "AccessDeniedException", typeof(WorkflowsRefusedException))]
    [InlineData("ReceiveMessage", 400, "RequestThrottled", typeof(NoticesUnavailableException))]
    [InlineData("ReceiveMessage", 400, "OverLimit", typeof(NoticesRefusedException))]
    [InlineData("ReceiveMessage", 400, "QueueDoesNotExist", typeof(NoticesRefusedException))]
    [InlineData("ReceiveMessage", 500, "InternalFailure", typeof(NoticesUnavailableException))]
    [InlineData("DeleteMessageBatch", 503, "ServiceUnavailable", typeof(NoticesUnavailableException))]
    [InlineData("DeleteMessageBatch", 403, "AccessDenied", typeof(NoticesRefusedException))]
    public async Task An_error_of_a_json_service_becomes_the_failure_that_says_what_can_be_done(
        string operation, int status, string code, Type failure)
    {
        await using var service = new ScriptedService(Answer.Error(status, code, "the service's own words"));

        var exception = await Assert.ThrowsAsync(failure, () => Calls[operation](service.Url));

        Assert.Single(service.Requests);
        Assert.Contains(operation, exception.Message, StringComparison.Ordinal);
        Assert.Contains(code, exception.Message, StringComparison.Ordinal);
        Assert.Contains("the service's own words", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "NoSuchKey", typeof(ObjectMissingException))]
    [InlineData(404, "NoSuchBucket", typeof(ObjectStoreRefusedException))]
    [InlineData(403, "AccessDenied", typeof(ObjectStoreRefusedException))]
    [InlineData(403, "RequestTimeTooSkewed", typeof(ObjectStoreUnavailableException))]
    [InlineData(400, "ExpiredToken", typeof(ObjectStoreUnavailableException))]
    [InlineData(400, "RequestTimeout", typeof(ObjectStoreUnavailableException))]
    [InlineData(500, "InternalError", typeof(ObjectStoreUnavailableException))]
    [InlineData(503, "SlowDown", typeof(ObjectStoreUnavailableException))]
    [InlineData(409, "OperationAborted", typeof(ObjectStoreUnavailableException))]
    [InlineData(400, "InvalidRequest", typeof(ObjectStoreRefusedException))]
    public async Task An_error_of_S3_becomes_the_failure_that_says_what_can_be_done(int status, string code, Type failure)
    {
        await using var service = new ScriptedService(
            new Answer(status, $"<Error><Code>{code}</Code><Message>the service's own words</Message></Error>", "application/xml"));

        var exception = await Assert.ThrowsAsync(failure, () => Get(service.Url));

        Assert.Contains("s3://bucket/log_data/a.json", exception.Message, StringComparison.Ordinal);
        Assert.Contains(code, exception.Message, StringComparison.Ordinal);
        Assert.Contains("the service's own words", exception.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> SilencesOfEveryCall()
    {
        TheoryData<string, string> every = [];
        foreach (var operation in Calls.Keys)
        {
            foreach (var silence in (string[])["a lost answer", "a gateway's page", "half an answer", "a closed port"])
            {
                every.Add(operation, silence);
            }
        }

        return every;
    }

    [Theory]
    [MemberData(nameof(SilencesOfEveryCall))]
    public async Task No_answer_or_half_of_one_is_a_reason_to_try_again(string operation, string silence)
    {
        await using var service = new ScriptedService(silence switch
        {
            "a lost answer" => Answer.Lost,
            "a gateway's page" => new Answer(502, "<html><body>Bad Gateway</body></html>", "text/html"),
            _ => new Answer(200, "{\"Id\": \"d9b6", Missing: 100),
        });
        if (silence == "a closed port")
        {
            await service.DisposeAsync();
        }

        var failure = await Assert.ThrowsAnyAsync<IngestionException>(() => Calls[operation](service.Url));

        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.Contains(operation, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_takes_too_long_is_a_reason_to_try_again()
    {
        await using var service = new ScriptedService(Answer.Never);
        var warehouse = Clients.Warehouse(service.Url, timeout: TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAsync<WarehouseUnavailableException>(() => warehouse.SubmitAsync(Batch, Cancellation));
    }

    [Fact]
    public async Task A_caller_that_cancels_gets_a_cancellation()
    {
        await using var service = new ScriptedService(Answer.Never);
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var call = Clients.Warehouse(service.Url).SubmitAsync(Batch, caller.Token);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private static async Task Get(string url)
    {
        using var client = Clients.S3(url);
        await new S3ObjectStore(client).GetAsync(new ObjectLocation("bucket", "log_data/a.json"), Cancellation);
    }
}
