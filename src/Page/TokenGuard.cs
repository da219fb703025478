using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Sparkify.Page;

/// <summary>Lets in who has the token: in the address once, then in a cookie, which no script can read.</summary>
internal sealed class TokenGuard(PageToken token)
{
    /// <summary>Of the address.</summary>
    public const string Parameter = "token";

    private static readonly TimeSpan CookieLife = TimeSpan.FromDays(30);

    public async Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (request.Query.TryGetValue(Parameter, out var given) && token.Is(given))
        {
            context.Response.Cookies.Append(CookieOf(request), token.Value, new CookieOptions
            {
                HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", MaxAge = CookieLife, IsEssential = true,
            });
            context.Response.Headers.CacheControl = "no-store";
            // Out of the address bar, the history and whatever is copied from there.
            context.Response.Redirect(WithoutToken(request));
            return;
        }

        if (!token.Is(request.Cookies[CookieOf(request)]))
        {
            await RefuseAsync(context);
            return;
        }

        await next(context);
    }

    /// <summary>Cookies don't distinguish ports: each page of this machine has one of its own.</summary>
    private static string CookieOf(HttpRequest request) => $"sparkify-{request.Host.Port ?? 80}";

    /// <summary>A path of this host, whatever the request's path begins with: two slashes would name another.</summary>
    private static string WithoutToken(HttpRequest request)
    {
        var others = new QueryBuilder(request.Query.Where(pair => pair.Key != Parameter)
            .SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value ?? ""))));
        return "/" + request.Path.ToUriComponent().TrimStart('/') + others.ToQueryString();
    }

    private static Task RefuseAsync(HttpContext context)
    {
        const string reason = "this page opens with the address that ./sparkify watch prints, the token in it included";
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            return PageAnswers.RefuseAsync(context, StatusCodes.Status403Forbidden, reason);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(
            """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>Sparkify Ingest</title>
            <h1>This page opens with its token</h1>
            <p>Open the address that <code>./sparkify watch</code> printed. It ends in <code>?token=…</code>, and is needed once for each
              browser.</p>
            <p>If you have come by a link from elsewhere, <a href="/">go on from here</a>.</p>
            </html>
            """,
            context.RequestAborted);
    }
}
