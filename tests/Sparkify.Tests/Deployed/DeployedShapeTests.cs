using System.Text;
using System.Text.Json.Nodes;
using Sparkify.Cli;
using Sparkify.Deployed;
using Sparkify.Functions.Aws;
using Sparkify.Ingestion.Objects;
using Sparkify.LocalCloud.Workflow;
using Sparkify.RedshiftOnDuckDb;
using Sparkify.Reference;
using Sparkify.SampleData;
using Sparkify.Tests.Aws;
using Sparkify.Tests.Operated;
using Sparkify.Tests.RedshiftOnDuckDb;
using Sparkify.Tests.Runtime;
using Sparkify.Tests.SampleData;
using Sparkify.Warehouse;

namespace Sparkify.Tests.Deployed;

/// <summary>
/// The whole of what a deployment makes, once, on this machine: moto plays AWS, DuckDB the warehouse behind the Data API, processes the
/// functions.
/// </summary>
[Collection(MotoServer.Collection)]
public sealed class DeployedShapeTests(MotoServer moto, PublishedFunctions published)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Warehouses => new()
    {
        { MotoStack.ExistingWorkgroup.Name, MotoStack.ExistingWorkgroup.Value },
        { "ClusterIdentifier", "analytics" },
    };

    /// <summary>Files good and bad come by their notices, and one whose notice is lost by a backfill.</summary>
    [Theory]
    [MemberData(nameof(Warehouses))]
    public async Task Files_put_into_the_bucket_of_the_stack_end_in_its_ledger(string parameter, string value)
    {
        using var stack = await MotoStack.CreateAsync(moto.Url, (parameter, value));
        using var s3 = Clients.S3(moto.Url);
        var objects = new S3ObjectStore(s3);
        var clock = new LocalClock(isVirtual: true);
        await using var warehouse = await DuckDbWarehouse.OpenAsync(
            new DuckDbWarehouseOptions { Objects = objects, Time = clock, Threads = 1 });
        await using var dataApi = new WarehouseService(() => warehouse);
        await using var functions = new DeployedFunctions(stack.Functions, published.Folder, new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL_S3"] = moto.Url, ["AWS_ENDPOINT_URL_SFN"] = moto.Url, ["AWS_ENDPOINT_URL_REDSHIFT_DATA"] = dataApi.Url,
        });
        IReadOnlyList<SourceFile> files =
        [
            .. Sources.Of(new GenerateOptions(200, 8, 11, "")),
            SourceFile.OfText(Dataset.LogData, "log_data/2018/11/no json+at all é.json", "no JSON at all\n"),
            SourceFile.OfText(Dataset.LogData, "log_data/2018/11/broken.json.gz", "no gzip at all"),
        ];
        var unnoticed = Sources.Of(new GenerateOptions(30, 1, 12, ""))
            .First(file => file.Dataset is Dataset.LogData) with { Key = "log_data/2018/11/unnoticed.json" };

        await MakeSchemaAsync(stack, functions);
        await PutAsync(stack, objects, files);
        await DeliverAsync(stack, functions);
        var started = await ExecutionsAsync(stack);
        await using var workflows = await DeployedWorkflows.OpenAsync(stack, functions, clock, objects);
        await workflows.RunAsync(stack.PhysicalId("IngestStateMachine"), started);
        await PutAsync(stack, objects, [unnoticed]);
        await workflows.RunAsync(stack.PhysicalId("BackfillStateMachine"), [("backfill", """{"dataset":"log_data"}""")]);

        Assert.Equal(files.Count, started.Sum(execution => (int)JsonNode.Parse(execution.Input)!["load"]!["files"]!));
        IReadOnlyList<SourceFile> all = [.. files, unnoticed];
        var ledger = (await warehouse.QueryAsync("SELECT key, status FROM dw.file_ledger ORDER BY key", Cancellation)).Rows
            .Select(row => ((string)row[0]!, (string)row[1]!));
        Assert.Equal(
            all.OrderBy(file => file.Key, StringComparer.Ordinal)
                .Select(file => (file.Key, QuarantinedBecause(file) is null ? "loaded" : "quarantined")),
            ledger.OrderBy(file => file.Item1, StringComparer.Ordinal));
        var comparison = Comparison.Of(StarSchema.Of(all).Tables, await warehouse.StarAsync());
        Assert.True(comparison.AreEqual, comparison.ToString());
        var notCalled = stack.Functions.Keys.Except(functions.CalledIds);
        Assert.Equal([nameof(Functions.Statements.CheckStatement)], notCalled); // for executions of the version before alone
        Assert.Equal((ExitCode.AllWell, all.Count), await FilesTheCommandTellsOfAsync(dataApi.Url));
        Assert.Equal([parameter == "ClusterIdentifier" ? (null, value) : ("sparkify", null)], dataApi.Warehouses.Distinct());
    }

    /// <summary>By <c>files --stack</c>, which finds the stack by the parameter that the template wrote.</summary>
    private async Task<(int Exit, int Files)> FilesTheCommandTellsOfAsync(string dataApi)
    {
        using var clients = Clients.Deployed(moto.Url, moto.Url, dataApi);
        using var output = new StringWriter();
        var stack = await DeployedStack.FindAsync("sparkify", clients, Cancellation);
        var exit = await OperatedWorld.RunAsync(
            ["files", "--json"], stack, new CommandOutput(output, TextWriter.Null, isTerminal: false, width: 0));
        return (exit, JsonNode.Parse(output.ToString())!.AsArray().Count);
    }

    private static string? QuarantinedBecause(SourceFile file) =>
        CopyRules.Read(file).QuarantinedBecause(new ReferenceOptions().RejectShare);

    private static Task PutAsync(MotoStack stack, S3ObjectStore objects, IEnumerable<SourceFile> files) =>
        Task.WhenAll(files.Select(
            file => objects.PutAsync(new ObjectLocation(stack.Bucket, file.Key), file.Bytes, "application/json", Cancellation)));

    /// <summary>What CloudFormation does with the stack's custom resource.</summary>
    private static async Task MakeSchemaAsync(MotoStack stack, DeployedFunctions functions)
    {
        await using var cloudFormation = new ScriptedService(new Answer(200, "", "text/plain"));
        var environment = stack.Functions["ApplySchema"].Environment;
        var request = new JsonObject
        {
            ["RequestType"] = "Create",
            ["ResponseURL"] = cloudFormation.Url,
            ["StackId"] = "sparkify",
            ["RequestId"] = "1",
            ["LogicalResourceId"] = "WarehouseSchema",
            ["ResourceProperties"] = new JsonObject
            {
                ["Workgroup"] = environment.GetValueOrDefault("WORKGROUP_NAME") ?? environment["CLUSTER_IDENTIFIER"],
                ["Database"] = environment["DATABASE_NAME"],
                ["Version"] = SchemaChanges.Version,
            },
        };

        await functions.CallAsync("ApplySchema", Encoding.UTF8.GetBytes(request.ToJsonString()));

        var shown = Assert.Single(cloudFormation.Requests).Json;
        Assert.True((string)shown["Status"]! == "SUCCESS", shown.ToJsonString());
    }

    /// <summary>What the event source mappings do, until no queue has a message.</summary>
    private static async Task DeliverAsync(MotoStack stack, DeployedFunctions functions)
    {
        for (var isIdle = false; !isIdle;)
        {
            isIdle = true;
            foreach (var (queue, function) in stack.Mappings)
            {
                if (await queue.ReceiveAsync() is var (payload, receipts))
                {
                    isIdle = false;
                    var answer = await functions.CallAsync(function, payload);
                    Assert.Empty(answer["batchItemFailures"]!.AsArray());
                    await queue.DeleteAsync(receipts);
                }
            }
        }
    }

    /// <summary>What StartLoads started: moto keeps it and does not run it.</summary>
    private static async Task<IReadOnlyList<(string Name, string Input)>> ExecutionsAsync(MotoStack stack)
    {
        var machine = stack.Functions["StartLoads"].Environment["INGEST_STATE_MACHINE_ARN"];
        var list = await stack.Calls.AskAsync(
            "states", "AWSStepFunctions.ListExecutions", new JsonObject { ["stateMachineArn"] = machine });
        List<(string Name, string Input)> executions = [];
        foreach (var listed in list["executions"]!.AsArray())
        {
            var execution = await stack.Calls.AskAsync(
                "states", "AWSStepFunctions.DescribeExecution", new JsonObject { ["executionArn"] = (string)listed!["executionArn"]! });
            executions.Add(((string)execution["name"]!, (string)execution["input"]!));
        }

        Assert.NotEmpty(executions);
        Assert.All(executions, execution => Assert.Equal(execution.Name, (string)JsonNode.Parse(execution.Input)!["load"]!["loadId"]!));
        return executions;
    }
}
