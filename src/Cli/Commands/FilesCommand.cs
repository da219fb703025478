using System.CommandLine;
using System.Globalization;
using Sparkify.Ingestion.Statements;
using Sparkify.Operations;

namespace Sparkify.Cli.Commands;

/// <summary><c>files [KEY]</c>: what became of each file, and why it is or is not queryable.</summary>
internal sealed class FilesCommand() : OperatorCommand(
    "files", "Lists what became of each file, and why it is or is not queryable", Key, Json)
{
    private static readonly Argument<string?> Key = new("KEY")
    {
        Description = "One file's key: everything that is known of it",
        Arity = ArgumentArity.ZeroOrOne,
        Validators = { CommonOptions.RefuseOption, CommonOptions.RequireText },
    };

    private static readonly Option<bool> Json = CommonOptions.Json("An array of objects instead of a table");

    private static readonly IReadOnlyList<string> Overview =
    [
        "key", "status", "rows_staged", "rows_rejected", "rows_unusable", "reason", "what_to_do"
    ];

    /// <summary>For people: what more there is to say of a version stands in its journey.</summary>
    private static readonly IReadOnlyList<string> Versions =
    [
        "status", "etag", "size", "rows_staged", "rows_rejected", "rows_unusable", "reason", "what_to_do"
    ];

    private static readonly IReadOnlyList<string> AllOfVersions =
    [
        "key", "status", "etag", "size", "rows_staged", "rows_rejected", "rows_unusable", "load_id", "trace_id", "put_at", "recorded_at",
        "reason", "what_to_do"
    ];

    public override bool OnlyLooks => true;

    public override async Task<int> RunAsync(
        ParseResult asked, IOperatedStack stack, CommandOutput output, CancellationToken cancellationToken)
    {
        var (file, json) = (asked.GetValue(Key), asked.GetValue(Json));
        var stories = await FileStories.ReadAsync(stack, file, cancellationToken);
        if (stories.Count == 0)
        {
            if (json)
            {
                output.Line("[]");
            }
            else
            {
                output.Line(file is null ? "No file has arrived yet."
                    : $"There is no {file} in the bucket, and none has ever been loaded.");
            }

            return file is null ? ExitCode.AllWell : ExitCode.Failed;
        }

        var columns = file is null ? Overview : json ? AllOfVersions : Versions;
        var answer = new QueryResult(
            [.. columns.Select(column => new QueryColumn(column, "character varying"))], [.. stories.Select(story => Row(story, columns))]);
        if (json)
        {
            AnswerJson.Write(answer, output.Answer);
            return ExitCode.AllWell;
        }

        output.Rows(answer);
        if (file is not null)
        {
            foreach (var row in await stack.Ledger.RejectedRowsAsync(file, cancellationToken))
            {
                output.Line(row.ToString());
            }

            foreach (var journey in stories.Select(story => story.Journey).OfType<FileJourney>())
            {
                output.Line();
                foreach (var line in journey.Lines())
                {
                    output.Line(line);
                }
            }
        }
        else
        {
            output.Line();
            output.Line(string.Join(
                ", ", stories.GroupBy(story => story.Status, StringComparer.Ordinal).OrderBy(same => same.Key, StringComparer.Ordinal)
                    .Select(same => string.Create(CultureInfo.InvariantCulture, $"{same.Count():N0} {same.Key}"))));
        }

        return ExitCode.AllWell;
    }

    private static IReadOnlyList<object?> Row(FileStory story, IReadOnlyList<string> columns) =>
        [.. columns.Select(column => Value(story, column))];

    private static object? Value(FileStory story, string column) => column switch
    {
        "key" => story.Key,
        "status" => story.Status,
        "etag" => story.ETag,
        "size" => story.Size,
        "rows_staged" => story.RowsStaged,
        "rows_rejected" => story.RowsRejected,
        "rows_unusable" => story.RowsUnusable,
        "load_id" => story.LoadId,
        "trace_id" => story.Journey?.TraceId,
        "put_at" => story.Journey?.PutAt,
        "recorded_at" => story.RecordedAt,
        "reason" => story.Reason,
        _ => story.WhatToDo,
    };
}
