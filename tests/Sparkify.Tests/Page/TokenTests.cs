using System.Net;
using System.Runtime.Versioning;
using Sparkify.LocalCloud.Home;
using Sparkify.Page;
using Sparkify.Tests.Aws;
using Sparkify.Tests.LocalCloud;

namespace Sparkify.Tests.Page;

/// <summary>Whoever has the home's token may read and put, and nobody else of this machine.</summary>
public sealed class TokenTests(EmptyPage empty) : IClassFixture<EmptyPage>
{
    private readonly PageHome _page = empty.Page;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "")]
    [InlineData("GET", "?token=")]
    [InlineData("GET", "?token=0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("GET", "js/main.js")]
    [InlineData("GET", "api/executions")]
    [InlineData("GET", "api/changes?after=0.0")]
    [InlineData("PUT", "api/objects?key=log_data/a.json")]
    [InlineData("POST", "api/redrive")]
    [InlineData("POST", "api/sample")]
    public async Task Without_it_nothing_is_read_and_nothing_is_put(string method, string path)
    {
        using var http = Loopback.Client();
        using var answer = await http.SendAsync(new HttpRequestMessage(new HttpMethod(method), _page.Address + path), Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("sparkify watch", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Empty(_page.Stack.Bucket.Walk("log_data/"));
    }

    [Fact]
    public async Task The_first_visit_leaves_it_in_a_cookie_that_no_script_reads_and_takes_it_out_of_the_address()
    {
        using var http = Direct();
        var link = _page.Link.Replace("/?", "//elsewhere.example/?a=1&", StringComparison.Ordinal);
        using var answer = await http.GetAsync(new Uri(link), Cancellation);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/elsewhere.example/?a=1", answer.Headers.Location!.OriginalString);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        Assert.StartsWith($"sparkify-{new Uri(_page.Address).Port}=", cookie, StringComparison.Ordinal);
        Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void It_lives_as_long_as_its_home_and_is_made_anew_where_others_may_have_read_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such rights");
        using var folder = new LocalHome();
        var home = HomeFolder.Open(folder.Path);

        var first = PageToken.Of(home);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(home.PageToken));
        Assert.Equal(first.Value, PageToken.Of(home).Value);
        Assert.True(first.Is(first.Value));
        Assert.False(first.Is(first.Value[1..]));

        File.SetUnixFileMode(home.PageToken, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Assert.NotEqual(first.Value, PageToken.Of(home).Value);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(home.PageToken));
        File.WriteAllText(home.PageToken, "short\n");
        Assert.Equal(48, PageToken.Of(home).Value.Length);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void The_socket_of_the_home_is_for_its_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such rights");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_page.Stack.Home.Socket));
    }

    private static HttpClient Direct() => new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });
}
