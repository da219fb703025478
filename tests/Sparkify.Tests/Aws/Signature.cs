using System.Text.Json.Nodes;

namespace Sparkify.Tests.Aws;

/// <summary>Signs a captured request once more with botocore and compares.</summary>
internal static class Signature
{
    private const string Sign = """
        import json, sys
        from botocore.auth import SigV4Auth
        from botocore.awsrequest import AWSRequest
        from botocore.credentials import Credentials
        shown = json.load(sys.stdin)
        auth = SigV4Auth(Credentials(shown['accessKey'], shown['secretKey']), shown['service'], 'us-east-1')
        request = AWSRequest('POST', shown['url'], headers=shown['headers'], data=shown['body'].encode())
        request.context['timestamp'] = shown['headers']['x-amz-date']
        request.context['payload_signing_enabled'] = True
        print(auth.signature(auth.string_to_sign(request, auth.canonical_request(request)), request), end='')
        """;

    public static void AssertOfBotocore(WireRequest request, string url, string service)
    {
        var authorization = request.Headers["Authorization"];
        var signed = Part("SignedHeaders").Split(';');
        var headers = new JsonObject(signed.Select(name => KeyValuePair.Create(name, (JsonNode?)request.Headers[name])));
        var shown = new JsonObject
        {
            ["accessKey"] = Clients.AccessKey,
            ["secretKey"] = Clients.SecretKey,
            ["service"] = service,
            ["url"] = url + "/",
            ["headers"] = headers,
            ["body"] = request.Body,
        };

        var (signature, problem) = Python.Run(Sign, shown.ToJsonString());
        Assert.SkipWhen(problem is not null, $"the signer to compare with is botocore's, and it is not here: {problem}");

        Assert.StartsWith("AWS4-HMAC-SHA256 ", authorization, StringComparison.Ordinal);
        Assert.EndsWith($"/us-east-1/{service}/aws4_request", Part("Credential"), StringComparison.Ordinal);
        Assert.Contains("x-amz-target", signed);
        Assert.Equal(signature, Part("Signature"));

        string Part(string name) =>
            authorization[(authorization.IndexOf(name + "=", StringComparison.Ordinal) + name.Length + 1)..].Split(',')[0].Trim();
    }
}
