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
        var songs = KnownSongs.Of(await stack.AskAsync(AnalystQuestions.KnownSongs.File.Render(), cancellationToken));
        var answers = new List<AnswerView>();
        foreach (var question in AnalystQuestions.All)
        {
            answers.Add(AnswerView.Of(question, songs, await stack.AskAsync(question.File.Render(), cancellationToken)));
        }

        return new StarAnswers(await stack.Ledger.CountsAsync(cancellationToken), answers);
    }
}

internal sealed record StarAnswers(StarCounts Tables, IReadOnlyList<AnswerView> Answers);

/// <summary>A question and its rows. A value is a number or a text.</summary>
/// <param name="Name">The file's.</param>
/// <param name="File">Below src/Warehouse.</param>
/// <param name="Question">From the file's header.</param>
/// <param name="Notes">What the header says beyond the question.</param>
/// <param name="Coverage">How far the answer goes; null: nothing is to be said of that.</param>
internal sealed record AnswerView(
    string Name, string File, string Question, string Notes, string? Coverage, string Sql, ChartView Chart,
    IReadOnlyList<ColumnView> Columns, IReadOnlyList<IReadOnlyList<ValueView>> Rows)
{
    public static AnswerView Of(AnalystQuestion question, KnownSongs songs, QueryResult result) => new(
        question.Name, question.File.Path, question.Words, question.Note, question.RestsOnKnownSongs ? songs.Coverage : null,
        question.File.Render(),
        new ChartView(Lower(question.Chart.Kind), question.Chart.Labels, question.Chart.Values),
        [.. result.Columns.Select(column => new ColumnView(column.Name, column.Type, Lower(question.FormatOf(column.Name))))],
        [.. result.Rows.Select(row => (IReadOnlyList<ValueView>)[.. row.Select(ValueView.Of)])]);

    private static string Lower<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}

/// <param name="Kind">A <see cref="ChartKind"/>, in lower case.</param>
/// <param name="Labels">Names of columns.</param>
/// <param name="Values">Names of columns.</param>
internal sealed record ChartView(string Kind, IReadOnlyList<string> Labels, IReadOnlyList<string> Values);

/// <param name="Name">In lower case.</param>
/// <param name="Type">Redshift's name of it.</param>
/// <param name="Format">A <see cref="ValueFormat"/>, in lower case.</param>
internal sealed record ColumnView(string Name, string Type, string Format);

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
