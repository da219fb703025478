using Sparkify.Ingestion.Statements;

namespace Sparkify.Cli;

/// <summary>For a form that keeps text as it is: a terminal is given it in a form that does not move it.</summary>
internal sealed class VisibleAnswer(IAnswerWriter form) : IAnswerWriter
{
    public void Write(QueryResult page) => form.Write(page with
    {
        Rows = [.. page.Rows.Select(IReadOnlyList<object?> (row) =>
            [.. row.Select(value => value is string text ? VisibleText.OfLine(text) : value)])],
    });

    public void End() => form.End();
}
