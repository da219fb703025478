using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sparkify.Ingestion.Backfill;
using Sparkify.Ingestion.Failures;
using Sparkify.LocalCloud;
using Sparkify.Operations;

namespace Sparkify.Page;

/// <summary>What mends: a redrive and a backfill, by the same code and in the same words as the commands.</summary>
internal static class MendRoutes
{
    public static void Map(IEndpointRouteBuilder routes, LocalStack stack, PageFeed feed)
    {
        var operated = new LocalOperations(stack);
        routes.MapPost("/api/redrive", context => AnswerAsync(context, RedriveAsync(context.Request, operated, feed.Ending)));
        routes.MapPost("/api/backfill", context => AnswerAsync(context, BackfillAsync(context.Request, operated, feed.Ending)));
    }

    /// <summary>It goes on when the browser has gone: what was begun would go on anyway, and only the words be lost.</summary>
    private static async Task<MendResult> RedriveAsync(HttpRequest request, LocalOperations stack, CancellationToken ending)
    {
        var name = request.Query["name"].ToString();
        var report = await new StackFailures(stack).RedriveAsync(name.Length == 0 ? null : name, (_, _) => { }, ending);
        return new MendResult(
            report.DiedAgain.Count == 0 && report.Started.All(execution => execution.Status is ExecutionEntry.Succeeded),
            [.. RedriveWords.Lines(report, stack)]);
    }

    private static async Task<MendResult> BackfillAsync(HttpRequest request, LocalOperations stack, CancellationToken ending)
    {
        var asked =
            await JsonSerializer.DeserializeAsync(request.Body, PageJson.Default.BackfillQuestion, request.HttpContext.RequestAborted)
                ?? throw new JsonException("null is no question");
        var input = new BackfillInput
        {
            Dataset = asked.Dataset, Prefix = asked.Prefix, DryRun = asked.DryRun ? true : null
        };
        var summary = await stack.BackfillAsync(input, _ => { }, ending);
        return new MendResult(
            summary.DryRun || summary.Files is { NotLoaded: 0, Quarantined: 0 },
            await BackfillWords.LinesAsync(summary, stack, ending).ToListAsync(ending));
    }

    private static async Task AnswerAsync(HttpContext context, Task<MendResult> mending)
    {
        try
        {
            await PageAnswers.AnswerAsync(context, await mending, PageJson.Default.MendResult);
        }
        catch (Exception refused)
            when (refused is JsonException or WrongInputException or BackfillRefusedException or WorkflowsRefusedException)
        {
            await PageAnswers.RefuseAsync(context, StatusCodes.Status422UnprocessableEntity, refused.Message);
        }
    }
}

/// <param name="Prefix">What the keys start with; null: all of the dataset.</param>
internal sealed record BackfillQuestion(string Dataset, string? Prefix, bool DryRun);

/// <param name="IsWell">Whether all of it is mended.</param>
/// <param name="Lines">What came of it, as the command prints it.</param>
internal sealed record MendResult(bool IsWell, IReadOnlyList<string> Lines);
