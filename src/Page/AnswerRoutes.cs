using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Sparkify.Ingestion.Statements;
using Sparkify.LocalCloud;
using Sparkify.Operations;
using Sparkify.Warehouse;

namespace Sparkify.Page;

/// <summary>What analysts see: the star schema's counts, and the questions of <c>src/Warehouse/analytics</c> with their answers.</summary>
internal static class AnswerRoutes
{
    public static void Map(IEndpointRouteBuilder routes, LocalStack stack, PageFeed feed)
    {
        var star = new UntilItChanges<StarAnswers>(feed, cancellationToken => ReadAsync(stack, cancellationToken));
        routes.MapGet("/api/answers", async context => await PageAnswers.AnswerAsync(
            context, await star.ReadAsync(context.RequestAborted), PageJson.Default.StarAnswers));
    }

    private static async Task<StarAnswers> ReadAsync(LocalStack stack, CancellationToken cancellationToken)
    {
        var answers = new List<AnswerView>();
        foreach (var question in AnalystQuestions.All)
        {
            answers.Add(AnswerView.Of(question, await stack.AskAsync(question.File.Render(), cancellationToken)));
        }

        return new StarAnswers(await stack.Ledger.CountsAsync(cancellationToken), answers);
    }
}

internal sealed record StarAnswers(StarCounts Tables, IReadOnlyList<AnswerView> Answers);

/// <summary>A question and its rows. A value is a number or a text.</summary>
/// <param name="File">Below src/Warehouse.</param>
/// <param name="Question">From the file's header.</param>
/// <param name="Notes">What the header says beyond the question.</param>
internal sealed record AnswerView(
    string File, string Question, string Notes, string Sql,
    IReadOnlyList<QueryColumn> Columns, IReadOnlyList<IReadOnlyList<ValueView>> Rows)
{
    public static AnswerView Of(AnalystQuestion question, QueryResult result) => new(
        question.File.Path, question.Words, question.Note, question.File.Render(), result.Columns,
        [.. result.Rows.Select(row => (IReadOnlyList<ValueView>)[.. row.Select(ValueView.Of)])]);
}

/// <summary>One of the two, or neither.</summary>
internal sealed record ValueView(double? Number, string? Text)
{
    public static ValueView Of(object? value) => value switch
    {
        null => new(null, null),
        long or int or double or decimal => new(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture), null),
        _ => new(null, AnswerText.Of(value)),
    };
}
