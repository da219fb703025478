using System.Text.Json;
using Amazon.Lambda.Core;
using Sparkify.Functions.Schema;

namespace Sparkify.Functions.Tests.Schema;

/// <summary>CloudFormation and Lambda as a custom resource's function meets them.</summary>
internal sealed class StackHost : HttpMessageHandler, ILambdaContext, ILambdaLogger
{
    public List<JsonElement> Answers { get; } = [];

    public List<string?> ContentTypes { get; } = [];

    public List<Uri?> Addresses { get; } = [];

    public List<string> Lines { get; } = [];

    public System.Net.HttpStatusCode Status { get; init; } = System.Net.HttpStatusCode.OK;

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
        ResourceProperties = new WarehouseProperties
        {
            Workgroup = "sparkify", Database = "sparkify", User = "IAMR:sparkify-loads", AdminSecretArn = "arn:secret"
        },
    };

    public void Log(string message) { }

    public void LogLine(string message) { }

    public void Log(string level, string message, params object[] args) => Lines.Add($"{level}: {message} [{string.Join(", ", args)}]");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Assert.Equal(HttpMethod.Put, request.Method);
        ContentTypes.Add(request.Content!.Headers.ContentType?.ToString());
        using var answer = JsonDocument.Parse(await request.Content.ReadAsStringAsync(cancellationToken));
        Answers.Add(answer.RootElement.Clone());
        Addresses.Add(request.RequestUri);
        return new HttpResponseMessage(Status);
    }
}
