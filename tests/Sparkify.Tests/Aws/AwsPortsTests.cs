using System.Text.Json.Nodes;
using Sparkify.Functions.Aws;
using Sparkify.Ingestion.Objects;
using Sparkify.Ingestion.Statements;
using Sparkify.Ingestion.Workflows;

namespace Sparkify.Tests.Aws;

/// <summary>They read the process's environment, so no other test may run beside them.</summary>
[CollectionDefinition(nameof(AwsPortsTests), DisableParallelization = true)]
[Collection(nameof(AwsPortsTests))]
public sealed class AwsPortsTests : IDisposable
{
    private readonly Dictionary<string, string?> _before = [];

    [Fact]
    public async Task Region_keys_and_endpoints_come_from_the_environment()
    {
        await using var data = new ScriptedService(Answer.Ok(new JsonObject { ["Id"] = "1" }));
        await using var states = new ScriptedService(Answer.Ok(new JsonObject { ["executionArn"] = "arn:x", ["startDate"] = 1 }));
        await using var s3 = new ScriptedService(new Answer(200, "content", "text/plain"));
        Set("AWS_EC2_METADATA_DISABLED", "true");
        Set("AWS_REGION", "eu-central-1");
        Set("AWS_ACCESS_KEY_ID", Clients.AccessKey);
        Set("AWS_SECRET_ACCESS_KEY", Clients.SecretKey);
        Set("AWS_ENDPOINT_URL_REDSHIFT_DATA", data.Url);
        Set("AWS_ENDPOINT_URL_SFN", states.Url);
        Set("AWS_ENDPOINT_URL_S3", s3.Url);
        var cancellation = TestContext.Current.CancellationToken;

        await AwsPorts.Warehouse(new RedshiftDataOptions("w", null, "d"))
            .SubmitAsync(new StatementBatch { Name = "n", ClientToken = "t", Statements = ["SELECT 1"] }, cancellation);
        Assert.Equal(StartOutcome.Started, await AwsPorts.Workflows()
            .StartAsync("arn:aws:states:eu-central-1:123456789012:stateMachine:ingest", "load-1", "{}", traceId: null, cancellation));
        var content = await AwsPorts.Objects().GetAsync(new ObjectLocation("bucket", "log_data/a.json"), cancellation);

        Assert.Equal("content"u8.ToArray(), content.ToArray());
        Assert.Equal(
            ["redshift-data", "states", "s3"],
            new[] { data, states, s3 }.Select(service => Assert.Single(service.Requests).Headers["Authorization"])
                .Select(authorization => authorization.Split('/') is [_, _, "eu-central-1", var signed, ..]
                    && authorization.Contains(Clients.AccessKey, StringComparison.Ordinal) ? signed : authorization));
    }

    public void Dispose()
    {
        foreach (var (name, value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    private void Set(string name, string value)
    {
        _before[name] = Environment.GetEnvironmentVariable(name);
        Environment.SetEnvironmentVariable(name, value);
    }
}
