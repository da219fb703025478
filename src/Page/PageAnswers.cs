using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Sparkify.Page;

/// <summary>Answers in JSON, refusals in words.</summary>
internal static class PageAnswers
{
    public static Task AnswerAsync<T>(HttpContext context, T answer, JsonTypeInfo<T> type)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return JsonSerializer.SerializeAsync(context.Response.Body, answer, type, context.RequestAborted);
    }

    /// <param name="context">The request that is refused.</param>
    /// <param name="status">Of HTTP.</param>
    /// <param name="reason">What is wrong and what to do, for a person.</param>
    public static Task RefuseAsync(HttpContext context, int status, string reason)
    {
        context.Response.StatusCode = status;
        return AnswerAsync(context, new Refusal(reason), PageJson.Default.Refusal);
    }
}

internal sealed record Refusal(string Reason);
