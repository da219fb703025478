using System.Globalization;
using Sparkify.Ingestion.Statements;
using Sparkify.Operations;

namespace Sparkify.Cli.Commands;

/// <summary><c>files [KEY]</c>: what became of each file, and why it is or is not queryable.</summary>
internal sealed record FilesCommand : OperatorCommand
{
    private static readonly IReadOnlyList<string> Overview = ["key", "status", "rows_staged", "rows_rejected", "reason", "what_to_do"];

    /// <summary>For people: what more there is to say of a version stands in its journey.</summary>
    private static readonly IReadOnlyList<string> Versions = ["status", "etag", "size", "rows_staged", "rows_rejected", "reason", "what_to_do"];
    private static readonly IReadOnlyList<string> AllOfVersions = ["key", "status", "etag", "size", "rows_staged", "rows_rejected", "load_id", "trace_id", "put_at", "recorded_at", "reason", "what_to_do"];

    public string? Key { get; init; }
    public bool Json { get; init; }

    public override async Task<int> RunAsync(IOperatedStack stack, CommandOutput output, CancellationToken cancellationToken)
    {
        var stories = await FileStories.ReadAsync(stack, Key, cancellationToken);
        if (stories.Count == 0)
        {
            if (Json)
            {
                output.Line("[]");
            }
            else
            {
                output.Line(Key is null ? "No file has arrived yet." : $"There is no {Key} in the bucket, and none has ever been loaded.");
            }
            return Key is null ? ExitCode.AllWell : ExitCode.Failed;
        }
        var columns = Key is null ? Overview : Json ? AllOfVersions : Versions;
        var answer = new QueryResult([.. columns.Select(column => new QueryColumn(column, "character varying"))], [.. stories.Select(story => Row(story, columns))]);
        if (Json)
        {
            AnswerJson.Write(answer, output.Answer);
            return ExitCode.AllWell;
        }
        output.Rows(answer);
        if (Key is not null)
        {
            foreach (var row in await stack.Ledger.RejectedRowsAsync(Key, cancellationToken))
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
            output.Line(string.Join(", ", stories.GroupBy(story => story.Status, StringComparer.Ordinal).OrderBy(same => same.Key, StringComparer.Ordinal)
                .Select(same => string.Create(CultureInfo.InvariantCulture, $"{same.Count():N0} {same.Key}"))));
        }
        return ExitCode.AllWell;
    }

    private static IReadOnlyList<object?> Row(FileStory story, IReadOnlyList<string> columns) => [.. columns.Select(column => (object?)(column switch
    {
        "key" => story.Key,
        "status" => story.Status,
        "etag" => story.ETag,
        "size" => story.Size,
        "rows_staged" => story.RowsStaged,
        "rows_rejected" => story.RowsRejected,
        "load_id" => story.LoadId,
        "trace_id" => story.Journey?.TraceId,
        "put_at" => story.Journey?.PutAt,
        "recorded_at" => story.RecordedAt,
        "reason" => story.Reason,
        _ => story.WhatToDo,
    }))];
}
