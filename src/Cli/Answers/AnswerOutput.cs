using System.Text;
using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.Cli.Answers;

/// <summary>A question and its answer where a command writes: drawn on a terminal, plain rows elsewhere.</summary>
internal static class AnswerOutput
{
    private const int Readable = 100;

    /// <param name="output">Where to.</param>
    /// <param name="question">What was asked.</param>
    /// <param name="answer">All rows.</param>
    /// <param name="coverage">How far the answer goes; null: nothing is to be said of that.</param>
    public static void Write(CommandOutput output, AnalystQuestion question, QueryResult answer, string? coverage)
    {
        output.Heading(question.Words);
        if (output.IsTerminal)
        {
            foreach (var line in new AnswerDrawing(question, answer, output.Width).Lines())
            {
                output.Line(line);
            }
        }
        else
        {
            output.Rows(answer);
        }

        if (question.RestsOnKnownSongs && coverage is not null)
        {
            output.Line(coverage);
        }
    }

    /// <summary>What is to know of an answer, in lines that a person reads easily; in one where nobody sees it.</summary>
    public static void Note(CommandOutput output, AnalystQuestion question)
    {
        var line = new StringBuilder();
        foreach (var word in question.Note.Split(' '))
        {
            if (output.IsTerminal && line.Length > 0 && line.Length + word.Length >= Math.Min(output.Width, Readable))
            {
                output.Line(line.ToString());
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        output.Line(line.ToString());
    }
}
