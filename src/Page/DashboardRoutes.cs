using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sparkify.LocalCloud;
using Sparkify.LocalCloud.Metrics;

namespace Sparkify.Page;

/// <summary>The dashboard of the template, its own body, and the points that its widgets ask for.</summary>
internal static class DashboardRoutes
{
    /// <summary>
    /// CloudWatch's own limit of queries a request:
    /// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html.
    /// </summary>
    private const int MostQueries = 500;

    /// <summary>A day of seconds: more points than a chart has pixels.</summary>
    private const long MostPeriods = 86_400;

    public static void Map(IEndpointRouteBuilder routes, LocalStack stack)
    {
        routes.MapGet("/api/dashboard", context => DashboardAsync(context, stack));
        routes.MapPost("/api/metrics", context => MetricsAsync(context, stack));
    }

    private static async Task DashboardAsync(HttpContext context, LocalStack stack)
    {
        if (stack.Template.Dashboard is not { } body)
        {
            await PageAnswers.RefuseAsync(context, StatusCodes.Status404NotFound, "the template has no dashboard");
            return;
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsync(body, context.RequestAborted);
    }

    private static async Task MetricsAsync(HttpContext context, LocalStack stack)
    {
        try
        {
            var question =
                await JsonSerializer.DeserializeAsync(context.Request.Body, PageJson.Default.MetricsQuestion, context.RequestAborted)
                    ?? throw new JsonException("null is no question");
            if (Refusal(question) is { } refusal)
            {
                await PageAnswers.RefuseAsync(context, StatusCodes.Status422UnprocessableEntity, refusal);
                return;
            }

            IReadOnlyList<IReadOnlyList<double[]>> answer = [.. question.Queries.Select(query => Points(stack.Metrics, query, question))];
            await PageAnswers.AnswerAsync(context, answer, PageJson.Default.IReadOnlyListIReadOnlyListDoubleArray);
        }
        catch (Exception unreadable) when (unreadable is JsonException or ArgumentException)
        {
            await PageAnswers.RefuseAsync(
                context, StatusCodes.Status422UnprocessableEntity, $"the question can't be read: {unreadable.Message}");
        }
    }

    private static string? Refusal(MetricsQuestion question) =>
        question.Queries.Count > MostQueries ? $"{question.Queries.Count} queries are more than {MostQueries}"
        : question.Queries.Any(query =>
            query.Period is { } period && (period < 1 || (question.To - question.From) / 1000 / period > MostPeriods))
        ? $"a query has a period under a second, or more than {MostPeriods} periods"
        : null;

    private static IReadOnlyList<double[]> Points(MetricStore metrics, MetricQuestion query, MetricsQuestion question) =>
        [.. metrics.Query(new MetricQuery
        {
            Namespace = query.Namespace,
            Metric = query.Metric,
            Dimensions = query.Dimensions,
            Statistic = query.Stat,
            PeriodSeconds = query.Period,
            From = DateTimeOffset.FromUnixTimeMilliseconds(question.From),
            To = DateTimeOffset.FromUnixTimeMilliseconds(question.To),
        }).Select(point => new double[] { point.Time.ToUnixTimeMilliseconds(), point.Value })];
}

/// <summary>
/// What a dashboard asks at once. Times are milliseconds since 1970; the answer has a list of [time, value] for each query.
/// </summary>
internal sealed record MetricsQuestion
{
    public required long From { get; init; }
    public required long To { get; init; }
    public required IReadOnlyList<MetricQuestion> Queries { get; init; }
}

internal sealed record MetricQuestion
{
    public required string Namespace { get; init; }
    public required string Metric { get; init; }
    public required IReadOnlyDictionary<string, string> Dimensions { get; init; }
    public required string Stat { get; init; }

    /// <summary>Seconds; null: all of the time as one.</summary>
    public int? Period { get; init; }
}
