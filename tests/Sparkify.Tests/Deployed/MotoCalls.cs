using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Sparkify.Tests.Aws;

namespace Sparkify.Tests.Deployed;

/// <summary>
/// Calls that the project itself never makes: CloudFormation's, SQS's, Lambda's. moto reads the service from the credential's scope and
/// checks no signature.
/// </summary>
internal sealed class MotoCalls(string url) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false });

    /// <param name="target">As X-Amz-Target has it: <c>AmazonSQS.ReceiveMessage</c>.</param>
    public async Task<JsonNode> AskAsync(string service, string target, JsonObject body)
    {
        using var request = Request(HttpMethod.Post, "/", service);
        request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/x-amz-json-1.0");
        request.Headers.Add("X-Amz-Target", target);
        return JsonNode.Parse(await SendAsync(request)) ?? new JsonObject();
    }

    public async Task<JsonNode> GetAsync(string service, string path)
    {
        using var request = Request(HttpMethod.Get, path, service);
        return JsonNode.Parse(await SendAsync(request))!;
    }

    /// <summary>In AWS's query protocol: CloudFormation has no other.</summary>
    public async Task<XElement> QueryAsync(string service, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        using var request = Request(HttpMethod.Post, "/", service);
        request.Content = new FormUrlEncodedContent(parameters);
        return XElement.Parse(await SendAsync(request));
    }

    public void Dispose() => http.Dispose();

    private HttpRequestMessage Request(HttpMethod method, string path, string service) => new(method, url + path)
    {
        Headers =
        {
            Authorization = new AuthenticationHeaderValue(
                "AWS4-HMAC-SHA256",
                $"Credential={Clients.AccessKey}/20261101/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=none"),
        },
    };

    private async Task<string> SendAsync(HttpRequestMessage request)
    {
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{request.RequestUri}: {text}");
        return text.Length == 0 ? "{}" : text;
    }
}
