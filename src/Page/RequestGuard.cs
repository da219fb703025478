using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Sparkify.Page;

/// <summary>Who may ask: a browser that has this very page open, or a program of this machine that is no browser.</summary>
/// <remarks>
/// <para>A web page elsewhere can make the browser of this machine send requests here. It can't set <c>Host</c>, <c>Origin</c> and
/// <c>Sec-Fetch-Site</c> to what it likes, so these three set it apart: a name of its own that resolves to 127.0.0.1 (DNS rebinding)
/// shows in Host; a form or script that writes shows in the other two.</para>
/// <para>https://fetch.spec.whatwg.org/#origin-header, https://w3c.github.io/webappsec-fetch-metadata/</para>
/// </remarks>
internal static class RequestGuard
{
    /// <summary>Everything comes from here, and nothing is written into the page's text: an injected script has nowhere to be.</summary>
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'";

    private static readonly HashSet<string> OwnHosts = new(StringComparer.OrdinalIgnoreCase) { "127.0.0.1", "localhost" };

    public static async Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (Refusal(context.Request) is { } refusal)
        {
            await PageAnswers.RefuseAsync(context, StatusCodes.Status403Forbidden, refusal);
            return;
        }

        await next(context);
    }

    private static string? Refusal(HttpRequest request)
    {
        if (!OwnHosts.Contains(request.Host.Host))
        {
            return $"this page is for this machine alone: open it as http://127.0.0.1, not as '{request.Host}'";
        }

        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            // A link elsewhere may lead to the page. What it reads, it reads itself.
            return request.Path.StartsWithSegments("/api", StringComparison.Ordinal) && IsOfAnotherSite(request)
                ? "a page of another site may not read here"
                : null;
        }

        var origin = request.Headers[HeaderNames.Origin].ToString();
        var own = $"{request.Scheme}://{request.Host}";
        return (origin.Length > 0 && !string.Equals(origin, own, StringComparison.OrdinalIgnoreCase)) || IsOfAnotherSite(request)
            ? $"only this page may write here, and the request comes from '{origin}'"
            : null;
    }

    /// <summary>Absent: it is no browser, or one that is older than the header.</summary>
    private static bool IsOfAnotherSite(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none");
}
