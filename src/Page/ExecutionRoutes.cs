using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sparkify.LocalCloud;

namespace Sparkify.Page;

/// <summary>Executions: all of them, what changes, and one in detail.</summary>
internal static class ExecutionRoutes
{
    public static void Map(IEndpointRouteBuilder routes, LocalStack stack, PageFeed feed)
    {
        routes.MapGet("/api/executions", context => PageAnswers.AnswerAsync(context, feed.Snapshot(), PageJson.Default.FeedDelta));
        routes.MapGet("/api/changes", context => ChangeStream.RunAsync(context, feed));
        routes.MapGet("/api/executions/{name}", context => TimelineAsync(context, stack, feed));
        routes.MapGet("/api/executions/{name}/visits/{id:long}", context => VisitAsync(context, stack));
    }

    private static Task TimelineAsync(HttpContext context, LocalStack stack, PageFeed feed)
    {
        var name = (string)context.Request.RouteValues["name"]!;
        if (feed.Find(name) is not { } execution)
        {
            return PageAnswers.RefuseAsync(context, StatusCodes.Status404NotFound, $"there is no execution '{name}'");
        }

        return PageAnswers.AnswerAsync(
            context, Timeline.Of(execution, stack.Histories.Peek(name), stack.Keeping.Limits), PageJson.Default.Timeline);
    }

    private static Task VisitAsync(HttpContext context, LocalStack stack)
    {
        var name = (string)context.Request.RouteValues["name"]!;
        var id = long.Parse((string)context.Request.RouteValues["id"]!, System.Globalization.CultureInfo.InvariantCulture);
        return VisitContent.Find(stack.Histories.Peek(name), id) is { } content
            ? PageAnswers.AnswerAsync(context, content, PageJson.Default.VisitContent)
            : PageAnswers.RefuseAsync(context, StatusCodes.Status404NotFound, $"the execution '{name}' has no such event");
    }
}
