using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Statements;
using Sparkify.LocalCloud;

namespace Sparkify.Page;

/// <summary>A SELECT of the one who looks, and the first of its rows.</summary>
/// <remarks>
/// The warehouse takes nothing else here: its reader of Redshift's SQL refuses what is no query, the query runs in a read-only
/// transaction, and no function reaches a file.
/// </remarks>
internal static class QueryRoutes
{
    /// <summary>More rows than these nobody reads on a page.</summary>
    public const int MostShown = 40;

    /// <summary>Rows beyond these are not counted.</summary>
    public const int MostCounted = 1_000_000;

    public static void Map(IEndpointRouteBuilder routes, LocalStack stack) =>
        routes.MapPost("/api/query", context => AnswerAsync(context, stack));

    private static async Task AnswerAsync(HttpContext context, LocalStack stack)
    {
        try
        {
            var question =
                await JsonSerializer.DeserializeAsync(context.Request.Body, PageJson.Default.QueryQuestion, context.RequestAborted);
            if (string.IsNullOrWhiteSpace(question?.Sql))
            {
                await PageAnswers.RefuseAsync(context, StatusCodes.Status422UnprocessableEntity, "there is no SELECT to run: write one");
                return;
            }

            // A query holds its thread until its rows are there.
            var answer = await Task.Run(() => Ask(stack, question.Sql, context.RequestAborted), context.RequestAborted);
            await PageAnswers.AnswerAsync(context, answer, PageJson.Default.QueryShown);
        }
        catch (JsonException unreadable)
        {
            await PageAnswers.RefuseAsync(
                context, StatusCodes.Status422UnprocessableEntity, $"the question can't be read: {unreadable.Message}");
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for it any more, and the statement is stopped.
        }
    }

    /// <summary>A slip in a SELECT is an ordinary answer: it is in the warehouse's words.</summary>
    private static QueryShown Ask(LocalStack stack, string sql, CancellationToken cancellationToken)
    {
        try
        {
            return QueryShown.Of(stack.AskInPages(sql, cancellationToken));
        }
        catch (WarehouseRefusedException refused)
        {
            return new QueryShown([], [], 0, IsCounted: true) { Refused = refused.Message };
        }
    }
}

internal sealed record QueryQuestion(string? Sql);

/// <summary>The first rows of an answer, and how many there are.</summary>
/// <param name="Columns">Names and types.</param>
/// <param name="Rows">Values as text, so that no digit is lost; null is NULL.</param>
/// <param name="Count">Of all rows, as far as they were counted.</param>
/// <param name="IsCounted">False: there are more than were counted.</param>
internal sealed record QueryShown(
    IReadOnlyList<QueryColumn> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows, long Count, bool IsCounted)
{
    /// <summary>Why there are no rows at all; null: the warehouse took the SELECT.</summary>
    public string? Refused { get; init; }

    public static QueryShown Of(IEnumerable<QueryResult> pages)
    {
        IReadOnlyList<QueryColumn> columns = [];
        List<IReadOnlyList<string?>> rows = [];
        var count = 0L;
        foreach (var page in pages)
        {
            columns = page.Columns;
            rows.AddRange(page.Rows.Take(QueryRoutes.MostShown - rows.Count)
                .Select(row => (IReadOnlyList<string?>)[.. row.Select(value => value is null ? null : AnswerText.Of(value))]));
            count += page.Rows.Count;
            if (count > QueryRoutes.MostCounted)
            {
                return new QueryShown(columns, rows, QueryRoutes.MostCounted, IsCounted: false);
            }
        }

        return new QueryShown(columns, rows, count, IsCounted: true);
    }
}
