using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Sparkify.Cli;
using Sparkify.Functions;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Objects;
using Sparkify.Operations;
using Sparkify.Tests.Shown;

namespace Sparkify.Tests.Operated;

/// <summary>What an operator's command said.</summary>
internal sealed record Said(int Exit, string Output, string Error);

/// <summary>A stack that situations are made in, and that the operators' commands then work on.</summary>
internal abstract class OperatedWorld : IAsyncDisposable
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected abstract IOperatedStack Stack { get; }

    public string Bucket => Stack.Bucket;

    /// <summary>Puts an object without a notice of it.</summary>
    public virtual Task LayAsync(string key, string content) =>
        Stack.Objects.PutAsync(new ObjectLocation(Stack.Bucket, key), Encoding.UTF8.GetBytes(content), "application/json", Cancellation);

    /// <summary>As S3 sends it of a file of the bucket, but with the bucket behind the part of a message that is shown.</summary>
    public string Notice(string key, string eTag) => new JsonObject
    {
        ["Records"] = new JsonArray(new JsonObject
        {
            ["eventVersion"] = "2.1",
            ["eventSource"] = "aws:s3",
            ["awsRegion"] = "us-east-1",
            ["eventTime"] = "2018-11-01T21:01:46.796Z",
            ["eventName"] = "ObjectCreated:Put",
            ["s3"] = new JsonObject
            {
                ["s3SchemaVersion"] = "1.0",
                ["object"] = new JsonObject { ["key"] = key, ["size"] = 100, ["eTag"] = eTag, ["sequencer"] = "01" },
                ["bucket"] = new JsonObject { ["name"] = Bucket },
            },
        }),
    }.ToJsonString();

    public abstract Task DieAsync(string queue, string body);

    /// <summary>Runs the load of a file to a bad end, since its list can't be read; and mends the list, unless it is lost.</summary>
    public async Task FailToLoadAsync(string key, bool isListLost = false)
    {
        var listed = Assert.Single((await Stack.Objects.ListAsync(Stack.Bucket, key, null, Cancellation)).Objects);
        var version = new FileVersion { Bucket = Stack.Bucket, Key = listed.Key, ETag = listed.ETag, Size = listed.Size, EventTime = 1 };
        var plan = Assert.Single(LoadPlan.For(Dataset.SongData, Stack.Bucket, [version]));
        if (!isListLost)
        {
            await FileList.WriteAsync(Stack.Objects, plan, Cancellation);
            await LayAsync(plan.Load.FileList.Key, "no list");
        }

        var input = JsonSerializer.Serialize(new IngestInput { Load = plan.Load }, FunctionsJson.Default.IngestInput);
        var started = await Stack.StartAsync(
            Stack.BackfillStateMachine.Replace("backfill", "ingest", StringComparison.Ordinal), plan.Load.LoadId, input, Cancellation);
        await started.EndAsync(Cancellation);
        if (!isListLost)
        {
            await FileList.WriteAsync(Stack.Objects, plan, Cancellation);
        }
    }

    public async Task<Said> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var to = new CommandOutput(output, error, isTerminal: false, width: 0) { Time = new FakeTimeProvider() };
        var exit = await CommandErrors.ReportAsync(to, "", () => RunAsync(arguments, Stack, to));
        return new Said(exit, Plain(output.ToString()), Plain(error.ToString()));
    }

    /// <summary>Has an operator's command work on a stack that is already found.</summary>
    public static Task<int> RunAsync(string[] arguments, IOperatedStack stack, CommandOutput output)
    {
        var asked = SparkifyCommands.Parse(arguments, Environment.CurrentDirectory);
        Assert.Empty(asked.Errors);
        return Assert.IsType<OperatorCommand>(asked.CommandResult.Command, exactMatch: false).RunAsync(asked, stack, output, Cancellation);
    }

    public abstract ValueTask DisposeAsync();

    /// <summary>Without what no two runs have in common, and what the stack is called.</summary>
    private string Plain(string text)
    {
        var plain = text.Replace(Stack.Option.Length > 0 ? Stack.Option : "\0", "", StringComparison.Ordinal)
            .Replace(Stack.Bucket, "bucket", StringComparison.Ordinal);
        return string.Join('\n', Unrepeatable.Without(plain).Split('\n').Select(line => line.TrimEnd()));
    }
}
