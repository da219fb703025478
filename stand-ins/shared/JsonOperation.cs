using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;
using Amazon.Util;

namespace AwsStandIns;

/// <summary>Turns a modelled error (wire code + first-pass parse + body) into a typed exception.</summary>
internal delegate AmazonServiceException ErrorFactory(string code, ErrorResponse error, JsonElement body);

/// <summary>What the awsJson1_x protocol needs to know about one service.</summary>
internal sealed record JsonService(string ServiceId, string TargetPrefix, string JsonVersion, string ApiVersion, ErrorFactory Errors)
    : IServiceMetadata
{
    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
}

/// <summary>One operation: marshaller and unmarshaller in a single stateless object.</summary>
internal sealed class JsonOperation<TRequest, TResponse>(
    JsonService service, string name, JsonTypeInfo<TRequest> requestInfo, JsonTypeInfo<TResponse> responseInfo)
    : JsonResponseUnmarshaller, IMarshaller<IRequest, AmazonWebServiceRequest>
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse, new()
{
    private readonly InvokeOptions _options = new();

    public InvokeOptions Options
    {
        get
        {
            _options.RequestMarshaller ??= this;
            _options.ResponseUnmarshaller ??= this;
            return _options;
        }
    }

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, service.ServiceId) { HttpMethod = "POST", ResourcePath = "/" };
        request.Headers["X-Amz-Target"] = $"{service.TargetPrefix}.{name}";
        request.Headers["Content-Type"] = $"application/x-amz-json-{service.JsonVersion}";
        request.Headers[HeaderKeys.XAmzApiVersion] = service.ApiVersion;
        request.Content = JsonSerializer.SerializeToUtf8Bytes((TRequest)input, requestInfo);
        return request;
    }

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context)
    {
        using var buffer = new MemoryStream();
        context.Stream.CopyTo(buffer);
        return buffer.Length == 0
            ? new TResponse()
            : JsonSerializer.Deserialize(buffer.GetBuffer().AsSpan(0, (int)buffer.Length), responseInfo);
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode)
    {
        var reader = new StreamingUtf8JsonReader(context.Stream, 4096, context.JsonMaxDepth);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(context, ref reader);
        error.InnerException = innerException;
        error.StatusCode = statusCode;
        return service.Errors(error.Code, error, Body(context.GetResponseBodyBytes()));
    }

    private static JsonElement Body(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }
}

/// <summary>SigV4 through the SDK's own signer; credentials through the SDK's own chain.</summary>
internal sealed class SigV4Handler : BaseAuthResolverHandler
{
    protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => AuthSchemeOption.DEFAULT_SIGV4;
}
