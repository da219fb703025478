using System.Net;
using System.Net.Sockets;
using System.Text;
using Sparkify.Page;

namespace Sparkify.Tests.Page;

/// <summary>The page is for this machine alone, whatever a web page elsewhere makes its browser send.</summary>
public sealed class RequestGuardTests(EmptyPage empty) : IClassFixture<EmptyPage>
{
    private readonly PageHome _page = empty.Page;

    [Theory]
    [InlineData("GET", "", "Host", "attacker.example:8750", HttpStatusCode.Forbidden)]
    [InlineData("GET", "api/executions", "Host", "attacker.example", HttpStatusCode.Forbidden)]
    [InlineData("GET", "api/executions", "Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("GET", "api/executions", "Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("POST", "api/sample", "Origin", "https://attacker.example", HttpStatusCode.Forbidden)]
    [InlineData("POST", "api/sample", "Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("POST", "api/sample", "Origin", "http://127.0.0.1:1", HttpStatusCode.Forbidden)]
    [InlineData("POST", "api/sample", "Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("PUT", "api/objects?key=log_data/a.json", "Origin", "https://attacker.example", HttpStatusCode.Forbidden)]
    [InlineData("GET", "", "Sec-Fetch-Site", "cross-site", HttpStatusCode.OK)]
    [InlineData("GET", "api/executions", "Sec-Fetch-Site", "same-origin", HttpStatusCode.OK)]
    public async Task A_request_that_another_site_caused_is_refused(
        string method, string path, string header, string value, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.TryAddWithoutValidation(header, value);

        using var answer = await _page.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Empty(_page.Stack.Workflows.Executions);
        Assert.Empty(_page.Stack.Bucket.Walk("log_data/"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("js/main.js")]
    [InlineData("api/executions")]
    [InlineData("api/nowhere")]
    public async Task Every_answer_forbids_scripts_and_frames_of_others(string path)
    {
        using var answer = await _page.Http.GetAsync(path, TestContext.Current.CancellationToken);

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public void Only_this_machine_can_reach_it() => Assert.Equal("127.0.0.1", new Uri(_page.Address).Host);

    [Fact]
    public async Task A_port_that_is_taken_is_reported_with_what_to_do()
    {
        var taken = await Assert.ThrowsAsync<PortTakenException>(
            () => PageServer.StartAsync(_page.Stack, new Uri(_page.Address).Port, TestContext.Current.CancellationToken));

        Assert.Contains("--port", taken.Message, StringComparison.Ordinal);
    }

    /// <summary>As it is written: an HTTP client would make the path plain before it sends it.</summary>
    [Theory]
    [InlineData("..%2f..%2fserverless.template")]
    [InlineData("../../serverless.template")]
    [InlineData("js/../../sparkify.dll")]
    [InlineData("js/..%2f..%2fsparkify.dll")]
    [InlineData("js/%2e%2e/%2e%2e/sparkify.dll")]
    [InlineData("js/..%5c..%5csparkify.dll")]
    public async Task No_path_leads_out_of_the_pages_own_files(string path)
    {
        var address = new Uri(_page.Address);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"GET /{path} HTTP/1.1\r\nHost: {address.Authority}\r\nCookie: {_page.Cookie}\r\nConnection: close\r\n\r\n"),
            TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);

        Assert.Equal(
            "HTTP/1.1 404 Not Found", await Patience.ForAsync(reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask()));
    }
}
