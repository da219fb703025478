using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Sparkify.Functions;
using Sparkify.Functions.Schema;
using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.Functions.Tests.Schema;

public sealed class ApplySchemaTests : IDisposable
{
    private readonly StackHost stack = new();
    private readonly JumpingTime time = new();

    public void Dispose() => stack.Dispose();

    [Fact]
    public async Task Making_the_stack_applies_every_change_in_order_and_says_so()
    {
        var warehouse = new ChangingWarehouse();

        await RunAsync(warehouse, StackHost.Change("Create"));

        Assert.Equal(SchemaChanges.All.Select(change => change.Name), warehouse.Applied.Select(change => change.Name));
        Assert.Equal("SUCCESS", Answer("Status"));
        Assert.Equal(("stack", "request-Create", "WarehouseSchema"), (Answer("StackId"), Answer("RequestId"), Answer("LogicalResourceId")));
        Assert.Null(Assert.Single(stack.ContentTypes)); // the address is signed for none
        Assert.Equal(new Uri("https://answers.invalid/put?signature=x"), Assert.Single(stack.Addresses));
        Assert.Equal("WarehouseSchema/sparkify/sparkify", Answer("PhysicalResourceId"));
        Assert.False(stack.Answers[0].TryGetProperty("Reason", out _));
        Assert.Equal(["schema list 0 #1", "schema 001 to 024 #1", "schema 025 to 030 #1"], warehouse.Names);
        Assert.Equal(Steps.ClientToken("request-Create", "schema 025 to 030", 1), warehouse.Changing[1].ClientToken);
        Assert.Contains(
            stack.Lines,
            line => line.StartsWith("Information: the schema is at ", StringComparison.Ordinal)
                && line.Contains("[an unnamed version, ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_log_states_the_version_that_was_applied()
    {
        var change = StackHost.Change("Update");

        await RunAsync(new ChangingWarehouse(), change with { ResourceProperties = change.ResourceProperties with { Version = "021-x" } });

        Assert.Contains("[021-x, ", Assert.Single(stack.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleting_the_stack_touches_no_data()
    {
        var warehouse = new ChangingWarehouse();

        await RunAsync(warehouse, StackHost.Change("Delete", "whatever it was called"));

        Assert.Empty(warehouse.Names);
        Assert.Equal(("SUCCESS", "whatever it was called"), (Answer("Status"), Answer("PhysicalResourceId")));
    }

    [Fact]
    public async Task A_deletion_without_a_name_is_answered_with_the_one_that_making_gives()
    {
        await RunAsync(new ChangingWarehouse(), StackHost.Change("Delete"));

        Assert.Equal("WarehouseSchema/sparkify/sparkify", Answer("PhysicalResourceId"));
    }

    [Fact]
    public async Task An_answer_that_cannot_be_put_fails_the_function_so_that_lambda_calls_it_again()
    {
        using var broken = new StackHost { Status = System.Net.HttpStatusCode.Forbidden };
        using var http = new HttpClient(broken, disposeHandler: false);

        await Assert.ThrowsAsync<HttpRequestException>(
            () => new ApplySchema(Ports(new ChangingWarehouse(), time), http).HandleAsync(StackHost.Change("Create"), broken));
    }

    [Fact]
    public async Task A_change_keeps_the_name_that_making_gave()
    {
        var warehouse = new ChangingWarehouse();

        await RunAsync(warehouse, StackHost.Change("Create"));
        await RunAsync(warehouse, StackHost.Change("Update", stack.Answers[0].GetProperty("PhysicalResourceId").GetString()));

        Assert.Single(stack.Answers.Select(answer => answer.GetProperty("PhysicalResourceId").GetString()).Distinct());
    }

    [Fact]
    public async Task A_refused_change_is_reported_with_its_reason_and_those_after_it_are_not_tried()
    {
        var warehouse = new ChangingWarehouse { Refusal = "ERROR: permission denied for schema dw " + new string('x', 5_000) };

        await RunAsync(warehouse, StackHost.Change("Update"));

        Assert.Equal("FAILED", Answer("Status"));
        Assert.StartsWith(
            "WarehouseRefusedException: 'schema 001 to 024' ended as Failed at attempt 1: ERROR: permission denied for schema dw",
            Answer("Reason"),
            StringComparison.Ordinal);
        Assert.Equal(1_000, Answer("Reason")!.Length);
        Assert.Contains(
            stack.Lines,
            line => line.StartsWith("Error: ", StringComparison.Ordinal)
                && line.Contains("Update, WarehouseSchema", StringComparison.Ordinal));
        Assert.InRange(stack.Answers[0].GetRawText().Length, 1, 4_096);
        Assert.Single(warehouse.Changing);
    }

    [Fact]
    public async Task A_warehouse_of_a_newer_version_fails_the_change_in_a_sentence_that_an_operator_reads()
    {
        var newer = SchemaChanges.All.Select(change => new AppliedChange(change.Name, null)).Append(new("900_of_tomorrow", null));

        await RunAsync(new ChangingWarehouse(newer), StackHost.Change("Update"));

        Assert.Equal("FAILED", Answer("Status"));
        Assert.StartsWith(
            "SchemaRefusedException: The warehouse has the change 900_of_tomorrow, ", Answer("Reason"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_stack_gets_its_answer_before_lambda_ends_the_function()
    {
        using var late = new StackHost { RemainingTime = TimeSpan.FromSeconds(12) };
        var (warehouse, clock) = (new FakeWarehouse { Polls = int.MaxValue }, new FakeTimeProvider());

        var answering = new ApplySchema(Ports(warehouse, clock), new HttpClient(late)).HandleAsync(StackHost.Change("Create"), late);
        clock.Advance(TimeSpan.FromSeconds(10));
        await answering.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken); // a failure must not hang

        Assert.Equal("FAILED", late.Answers[0].GetProperty("Status").GetString());
        Assert.Contains("DeadlineNearException", late.Answers[0].GetProperty("Reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_is_read_as_cloudformation_writes_it()
    {
        const string request = """
            {
              "RequestType": "Update", "ServiceToken": "arn:aws:lambda:eu-west-1:123456789012:function:x", "ResponseURL": "https://cloudformation-custom-resource-response.s3.amazonaws.com/x?y",
              "StackId": "arn:aws:cloudformation:eu-west-1:123456789012:stack/s/1", "RequestId": "r", "LogicalResourceId": "WarehouseSchema", "PhysicalResourceId": "p",
              "ResourceType": "Custom::WarehouseSchema",
              "ResourceProperties": { "ServiceToken": "arn", "ServiceTimeout": "1200", "Workgroup": "w", "Database": "d", "Version": "021-x" },
              "OldResourceProperties": { "ServiceToken": "arn", "Workgroup": "w", "Database": "d", "Version": "020-x" }
            }
            """;

        var change = JsonSerializer.Deserialize(request, FunctionsJson.Default.StackChange)!;

        Assert.Equal(("Update", "r", "p", "w", "021-x"), (
            change.RequestType,
            change.RequestId,
            change.PhysicalResourceId,
            change.ResourceProperties.Workgroup,
            change.ResourceProperties.Version));
    }

    private string? Answer(string member) => stack.Answers[^1].GetProperty(member).GetString();

    private async Task RunAsync(ChangingWarehouse warehouse, StackChange change)
    {
        using var http = new HttpClient(stack, disposeHandler: false);
        await new ApplySchema(Ports(warehouse, time), http).HandleAsync(change, stack);
    }

    private static FunctionPorts Ports(IWarehouse warehouse, TimeProvider time) =>
        new(null!, warehouse, null!, null!, time, new FunctionSettings(_ => null));
}
