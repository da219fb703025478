using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Sparkify.Page;

/// <summary>The page's own files, from the folder beside the program.</summary>
internal static class PageAssets
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "page");

    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".md"] = "text/plain; charset=utf-8",
        [".txt"] = "text/plain; charset=utf-8",
        [".json"] = "application/json; charset=utf-8",
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        // The folder's own list decides what is served: no path of a request ever becomes a path of a file.
        foreach (var path in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var name = "/" + Path.GetRelativePath(Folder, path).Replace(Path.DirectorySeparatorChar, '/');
            routes.MapGet(name, context => ServeAsync(context, path));
            if (name is "/index.html")
            {
                routes.MapGet("/", context => ServeAsync(context, path));
            }
        }
    }

    /// <summary>A browser keeps its copy, and asks each time whether it is still the same.</summary>
    private static async Task ServeAsync(HttpContext context, string path)
    {
        var content = await File.ReadAllBytesAsync(path, context.RequestAborted);
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..32]}\"";
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "no-cache";
        if (string.Equals(context.Request.Headers[HeaderNames.IfNoneMatch], tag, StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = Types.GetValueOrDefault(Path.GetExtension(path), "application/octet-stream");
        context.Response.ContentLength = content.Length;
        await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }
}
