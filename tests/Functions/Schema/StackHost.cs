using System.Text.Json;
using Amazon.Lambda.Core;
using Sparkify.Functions.Schema;

namespace Sparkify.Functions.Tests.Schema;

/// <summary>CloudFormation and Lambda as a custom resource's function meets them.</summary>
internal sealed class StackHost : HttpMessageHandler, ILambdaContext, ILambdaLogger
{
    public List<JsonElement> Answers { get; } = [];

    public List<string?> ContentTypes { get; } = [];

    public TimeSpan RemainingTime { get; init; } = TimeSpan.FromMinutes(10);

    public string AwsRequestId => "request";

    public IClientContext ClientContext => null!;

    public string FunctionName => "ApplySchema";

    public string FunctionVersion => "1";

    public ICognitoIdentity Identity => null!;

    public string InvokedFunctionArn => "arn";

    public ILambdaLogger Logger => this;

    public string LogGroupName => "log";

    public string LogStreamName => "stream";

    public int MemoryLimitInMB => 512;

    public static StackChange Change(string type, string? physicalId = null) => new()
    {
        RequestType = type,
        ResponseUrl = "https://answers.invalid/put?signature=x",
        StackId = "stack",
        RequestId = $"request-{type}",
        LogicalResourceId = "WarehouseSchema",
        PhysicalResourceId = physicalId,
        ResourceProperties = new WarehouseProperties { Workgroup = "sparkify", Database = "sparkify", User = "IAMR:sparkify-loads", AdminSecretArn = "arn:secret" },
    };

    public void Log(string message) { }

    public void LogLine(string message) { }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Assert.Equal(HttpMethod.Put, request.Method);
        ContentTypes.Add(request.Content!.Headers.ContentType?.ToString());
        using var answer = JsonDocument.Parse(await request.Content.ReadAsStringAsync(cancellationToken));
        Answers.Add(answer.RootElement.Clone());
        return new HttpResponseMessage();
    }
}
