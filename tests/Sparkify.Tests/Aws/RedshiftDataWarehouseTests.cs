using System.Text.Json.Nodes;
using Sparkify.Functions.Aws;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Tests.Aws;

/// <summary>
/// Against a service that plays a script. Where botocore is, every request and every answer is held against AWS's own model.
/// </summary>
public sealed class RedshiftDataWarehouseTests
{
    private const string Id = "d9b6c0c9-0747-4bf4-b142-e8883122f766";

    private static readonly StatementBatch Batch = new()
    {
        Name = "MergeStaged load-1",
        ClientToken = "load-1-merge-1",
        Statements = ["LOCK TABLE dw.load_lock", "SELECT 'é \"quoted\" \n'"],
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_batch_is_submitted_in_order_under_its_name_and_token()
    {
        await using var service = Play(
            "BatchExecuteStatement", new JsonObject { ["Id"] = Id, ["CreatedAt"] = 1.5, ["WorkgroupName"] = "sparkify" });

        Assert.Equal(Id, await Clients.Warehouse(service.Url).SubmitAsync(Batch, Cancellation));

        var request = Assert.Single(service.Requests);
        var expected = new JsonObject
        {
            ["ClientToken"] = Batch.ClientToken,
            ["Database"] = "dev",
            ["Sqls"] = new JsonArray([.. Batch.Statements]),
            ["StatementName"] = Batch.Name,
            ["WorkgroupName"] = "sparkify",
        };
        Assert.True(JsonNode.DeepEquals(expected, request.Json), request.Body);
        AssertOfTheModel(service);
    }

    [Fact]
    public async Task A_cluster_is_named_in_the_place_of_a_workgroup()
    {
        await using var service = Play("BatchExecuteStatement", new JsonObject { ["Id"] = Id });

        await Clients.Warehouse(service.Url, new RedshiftDataOptions(null, "analytics", "dev")).SubmitAsync(Batch, Cancellation);

        var request = Assert.Single(service.Requests).Json;
        Assert.Equal(("analytics", null, null), ((string?)request["ClusterIdentifier"], request["WorkgroupName"], request["DbUser"]));
        AssertOfTheModel(service);
    }

    [Theory]
    [InlineData(null, "", "no warehouse is named, no workgroup and no cluster")]
    [InlineData("w", "c", "two warehouses are named, workgroup 'w' and cluster 'c'")]
    public void A_stack_has_one_warehouse(string? workgroup, string? cluster, string words) =>
        Assert.StartsWith(
            words,
            Assert.Throws<SettingMissingException>(() => new RedshiftDataOptions(workgroup, cluster, "dev")).Message,
            StringComparison.Ordinal);

    [Fact]
    public async Task A_lost_answer_a_throttle_and_a_fault_are_asked_again_with_the_same_token()
    {
        await using var service = new ScriptedService(
            Answer.Lost,
            Answer.Error(400, "ThrottlingException"),
            Answer.Error(500, "InternalServerException"),
            Answer.Ok(new JsonObject { ["Id"] = Id }));

        Assert.Equal(Id, await Clients.Warehouse(service.Url, retries: 3).SubmitAsync(Batch, Cancellation));

        Assert.Equal(4, service.Requests.Count);
        Assert.All(service.Requests, request => Assert.Equal(Batch.ClientToken, request.Json["ClientToken"]!.GetValue<string>()));
        AssertOfTheModel(service);
    }

    [Theory]
    [InlineData("SUBMITTED", StatementStatus.Submitted, false)]
    [InlineData("PICKED", StatementStatus.Picked, false)]
    [InlineData("STARTED", StatementStatus.Started, false)]
    [InlineData("FINISHED", StatementStatus.Finished, true)]
    [InlineData("FAILED", StatementStatus.Failed, true)]
    [InlineData("ABORTED", StatementStatus.Aborted, true)]
    public async Task A_status_is_reported_as_it_is(string status, StatementStatus expected, bool hasEnded)
    {
        await using var service = Play("DescribeStatement", new JsonObject { ["Id"] = Id, ["Status"] = status });

        var report = await Clients.Warehouse(service.Url).DescribeAsync(Id, Cancellation);

        Assert.Equal((expected, hasEnded, null), (report.Status, report.HasEnded, report.Error));
        AssertOfTheModel(service);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(0.9, null)]
    [InlineData(1, 1)]
    [InlineData(30, 30)]
    public async Task It_is_asked_to_wait_in_whole_seconds_and_not_at_all_for_none(double wait, int? seconds)
    {
        await using var service = Play("DescribeStatement", new JsonObject { ["Id"] = Id, ["Status"] = "STARTED" });

        await Clients.Warehouse(service.Url).DescribeAsync(Id, TimeSpan.FromSeconds(wait), Cancellation);

        Assert.Equal(seconds, (int?)Assert.Single(service.Requests).Json["WaitTimeSeconds"]);
        AssertOfTheModel(service);
    }

    [Fact]
    public async Task Where_too_many_wait_for_a_statement_already_it_is_asked_after_without_a_wait()
    {
        await using var service = new ScriptedService(
            Answer.Error(400, "ActiveWaitingRequestsExceededException", "too many wait"),
            Answer.Ok(new JsonObject { ["Id"] = Id, ["Status"] = "STARTED" }));

        var report = await Clients.Warehouse(service.Url).DescribeAsync(Id, IWarehouse.LongestWait, Cancellation);

        Assert.Equal(StatementStatus.Started, report.Status);
        Assert.Equal([30, null], service.Requests.Select(request => (int?)request.Json["WaitTimeSeconds"]));
    }

    [Theory]
    [InlineData("ALL")]
    [InlineData("SLEEPING")]
    [InlineData(null)]
    public async Task A_status_that_is_not_known_is_not_guessed(string? status)
    {
        await using var service = new ScriptedService(Answer.Ok(new JsonObject { ["Id"] = Id, ["Status"] = status }));

        var failure = await Assert.ThrowsAsync<WarehouseRefusedException>(
            () => Clients.Warehouse(service.Url).DescribeAsync(Id, Cancellation));

        Assert.Contains($"'{status}'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_batch_shows_the_words_of_the_statement_that_failed()
    {
        await using var service = Play("DescribeStatement", new JsonObject
        {
            ["Id"] = Id,
            ["Status"] = "FAILED",
            ["Error"] = "Query #2 failed with ERROR: column \"x\" does not exist",
            ["RedshiftPid"] = 1073930444,
            ["CreatedAt"] = 1541203200.25,
            ["Duration"] = 1_500_000_000,
            ["HasResultSet"] = false,
            ["SubStatements"] = new JsonArray(
                new JsonObject
                {
                    ["Id"] = $"{Id}:1", ["Status"] = "FINISHED", ["ResultRows"] = 12, ["Duration"] = 1000, ["HasResultSet"] = true
                },
                new JsonObject
                {
                    ["Id"] = $"{Id}:2",
                    ["Status"] = "FAILED",
                    ["Error"] = "ERROR: column \"x\" does not exist",
                    ["ResultRows"] = -1,
                    ["Duration"] = -1
                },
                new JsonObject { ["Id"] = $"{Id}:3", ["Status"] = "ABORTED", ["Error"] = "Connection or an prior query failed." }),
        });

        var report = await Clients.Warehouse(service.Url).DescribeAsync(Id, Cancellation);

        Assert.Equal(StatementStatus.Failed, report.Status);
        Assert.Equal("ERROR: column \"x\" does not exist", report.Error);
        Assert.Equal(1073930444, report.Pid);
        Assert.Equal(new DateTimeOffset(2018, 11, 3, 0, 0, 0, 250, TimeSpan.Zero), report.CreatedAt);
        Assert.Equal(TimeSpan.FromSeconds(1.5), report.Duration);
        Assert.Equal(
            [
                new SubStatementReport($"{Id}:1", StatementStatus.Finished, null, 12, TimeSpan.FromMicroseconds(1), true),
                new SubStatementReport($"{Id}:2", StatementStatus.Failed, "ERROR: column \"x\" does not exist", -1, TimeSpan.Zero, false),
                new SubStatementReport(
                    $"{Id}:3", StatementStatus.Aborted, "Connection or an prior query failed.", -1, TimeSpan.Zero, false),
            ],
            report.SubStatements);
        AssertOfTheModel(service);
    }

    [Fact]
    public async Task Where_no_statement_failed_the_batch_has_the_word()
    {
        await using var service = Play("DescribeStatement", new JsonObject
        {
            ["Id"] = Id,
            ["Status"] = "FAILED",
            ["Error"] = "the connection broke",
            ["SubStatements"] = new JsonArray(
                new JsonObject { ["Id"] = $"{Id}:1", ["Status"] = "ABORTED", ["Error"] = "Connection or an prior query failed." }),
        });

        Assert.Equal("the connection broke", (await Clients.Warehouse(service.Url).DescribeAsync(Id, Cancellation)).Error);
    }

    [Fact]
    public async Task A_result_is_read_page_by_page_with_every_kind_of_value()
    {
        JsonArray columns = [Column("n"), Column("text"), Column("real"), Column("truth"), Column("nothing")];
        await using var service = new ScriptedService(
            Answer.Ok(Modelled("GetStatementResult", new JsonObject
            {
                ["ColumnMetadata"] = columns,
                ["NextToken"] = "page-2",
                ["TotalNumRows"] = 2,
                ["Records"] = new JsonArray(new JsonArray(
                    Value("longValue", long.MaxValue),
                    Value("stringValue", "é"),
                    Value("doubleValue", 0.5),
                    Value("booleanValue", false),
                    Value("isNull", true))),
            })),
            Answer.Ok(Modelled("GetStatementResult", new JsonObject
            {
                ["ColumnMetadata"] = columns.DeepClone(),
                ["NextToken"] = "",
                ["Records"] = new JsonArray(new JsonArray(
                    Value("longValue", -1),
                    Value("stringValue", ""),
                    Value("doubleValue", -2),
                    Value("booleanValue", true),
                    Value("isNull", true))),
            })));
        var warehouse = Clients.Warehouse(service.Url);

        var first = await warehouse.FetchAsync($"{Id}:2", null, Cancellation);
        var second = await warehouse.FetchAsync($"{Id}:2", first.NextToken, Cancellation);

        Assert.Equal(["n", "text", "real", "truth", "nothing"], first.Columns);
        Assert.Equal([long.MaxValue, "é", 0.5, false, null], Assert.Single(first.Rows));
        Assert.Equal([-1L, "", -2d, true, null], Assert.Single(second.Rows));
        Assert.Equal(("page-2", null), (first.NextToken, second.NextToken));
        Assert.Equal([null, "page-2"], service.Requests.Select(request => request.Json["NextToken"]?.GetValue<string>()));
        AssertOfTheModel(service);
    }

    [Fact]
    public async Task A_value_that_no_row_can_hold_is_refused_by_its_column()
    {
        await using var service = Play("GetStatementResult", new JsonObject
        {
            ["ColumnMetadata"] = new JsonArray(Column("picture")),
            ["Records"] = new JsonArray(new JsonArray(Value("blobValue", "AAEC"))),
        });

        var failure = await Assert.ThrowsAsync<WarehouseRefusedException>(
            () => Clients.Warehouse(service.Url).FetchAsync(Id, null, Cancellation));

        Assert.Contains("'picture'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_is_signed_as_botocore_signs_it()
    {
        await using var service = Play("BatchExecuteStatement", new JsonObject { ["Id"] = Id });

        await Clients.Warehouse(service.Url).SubmitAsync(Batch, Cancellation);

        Signature.AssertOfBotocore(Assert.Single(service.Requests), service.Url, "redshift-data");
    }

    private static ScriptedService Play(string operation, JsonObject answer) => new(Answer.Ok(Modelled(operation, answer)));

    /// <summary>A script may not promise what AWS does not give.</summary>
    private static JsonObject Modelled(string operation, JsonObject answer)
    {
        if (BotocoreModels.HasRedshiftData)
        {
            var model = BotocoreModels.RedshiftData;
            model.AssertOf(model.OutputShape(operation), answer);
        }

        return answer;
    }

    private static void AssertOfTheModel(ScriptedService service)
    {
        if (!BotocoreModels.HasRedshiftData)
        {
            return;
        }

        var model = BotocoreModels.RedshiftData;
        foreach (var request in service.Requests)
        {
            Assert.Equal("POST /", $"{request.Method} {request.Path}");
            Assert.Equal($"{model.Metadata("targetPrefix")}.{request.Operation}", request.Headers["X-Amz-Target"]);
            Assert.Equal($"application/x-amz-json-{model.Metadata("jsonVersion")}", request.Headers["Content-Type"]);
            model.AssertOf(model.InputShape(request.Operation), request.Json);
        }
    }

    private static JsonObject Column(string name) => new() { ["name"] = name, ["label"] = name, ["nullable"] = 1, ["typeName"] = "any" };

    private static JsonObject Value(string kind, JsonNode value) => new() { [kind] = value };
}
