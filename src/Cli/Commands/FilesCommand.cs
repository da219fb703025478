using System.CommandLine;
using System.Globalization;
using Sparkify.Ingestion.Statements;
using Sparkify.Operations;

namespace Sparkify.Cli.Commands;

/// <summary><c>files [KEY]</c>: what became of each file, and why it is or is not queryable.</summary>
internal sealed class FilesCommand : OperatorCommand
{
    /// <summary>Written at a time: the first come at once, and none are kept.</summary>
    private const int MostInPage = 1_000;

    /// <summary>Rows beyond these are counted, not listed one by one.</summary>
    private const int MostRejected = 1_000;

    private static readonly Argument<string?> Key = new("KEY")
    {
        Description = "One file's key: everything that is known of it. Or a folder's, log_data/2018/11/ say: the files below it",
        Arity = ArgumentArity.ZeroOrOne,
        Validators = { CommonOptions.RefuseOption, CommonOptions.RequireText },
    };

    private static readonly Option<string?> Prefix = new("--prefix")
    {
        Description = "Only files whose keys start with this: log_data/2018/11/, say", HelpName = "PREFIX",
    };

    private static readonly Option<string?> Status = new("--status")
    {
        Description = $"Only files of which this became: {string.Join(", ", FileStories.Statuses)}",
        HelpName = "STATUS",
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

    static FilesCommand() => CommandLines.AcceptOnly(Status, FileStories.Statuses);

    public FilesCommand()
        : base("files", "Lists what became of each file, and why it is or is not queryable", Key, Prefix, Status, Json) =>
        Validators.Add(CommandLines.WhereReadable(given =>
        {
            if (given.GetValue(Key) is { } key
                && (given.GetValue(Prefix) is not null || (given.GetValue(Status) is not null && !key.EndsWith('/'))))
            {
                given.AddError("--prefix and --status choose among all files: with the key of one there is nothing to choose.");
            }
        }));

    public override bool OnlyLooks => true;

    public override async Task<int> RunAsync(
        ParseResult asked, IOperatedStack stack, CommandOutput output, CancellationToken cancellationToken)
    {
        var json = asked.GetValue(Json);
        var status = asked.GetValue(Status);
        if (asked.GetValue(Key) is not { } typed)
        {
            var among = new FilesAsked { Prefix = asked.GetValue(Prefix) ?? "", Status = status };
            return await ListAsync(among, json, stack, output, cancellationToken)
                ? ExitCode.AllWell
                : NoneSuch(json, output, among is { Prefix: "", Status: null } ? "No file has arrived yet."
                    : $"There is no such file.{await NearKeys.SentenceAsync(stack, among.Prefix, cancellationToken)}");
        }

        var named = await AskedKey.FindAsync(stack, typed, cancellationToken);
        if (named.MayBePrefix && (named.IsFolder || named.Stories.Count == 0))
        {
            if (await ListAsync(new FilesAsked { Prefix = named.Key, Status = status }, json, stack, output, cancellationToken))
            {
                return ExitCode.AllWell;
            }

            if (status is not null)
            {
                return NoneSuch(json, output, "There is no such file.");
            }
        }

        if (named.Key != typed && !json)
        {
            output.Line($"The key of that is {named.Key}.");
        }

        return await ShowAsync(named, json, stack, output, cancellationToken);
    }

    private static int NoneSuch(bool json, CommandOutput output, string words)
    {
        if (json)
        {
            new AnswerJson(output.Answer).End();
        }
        else
        {
            output.Line(words);
        }

        return ExitCode.AllWell;
    }

    /// <returns>False: there is none, and nothing is written.</returns>
    private static async Task<bool> ListAsync(
        FilesAsked asked, bool json, IOperatedStack stack, CommandOutput output, CancellationToken cancellationToken)
    {
        IAnswerWriter answer = json ? new AnswerJson(output.Answer) : output.Table();
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        await foreach (var some in FileStories.ListAsync(stack, asked, cancellationToken).Chunk(MostInPage)
            .WithCancellation(cancellationToken))
        {
            answer.Write(Answer(some, Overview));
            if (output.NobodyReads())
            {
                return true;
            }

            foreach (var story in some)
            {
                counts[story.Status] = counts.GetValueOrDefault(story.Status) + 1;
            }
        }

        if (counts.Count == 0)
        {
            return false;
        }

        answer.End();
        if (!json)
        {
            output.Line();
            output.Line(string.Join(
                ", ", counts.Select(same => string.Create(CultureInfo.InvariantCulture, $"{same.Value:N0} {same.Key}"))));
        }

        return true;
    }

    private static async Task<int> ShowAsync(
        AskedKey asked, bool json, IOperatedStack stack, CommandOutput output, CancellationToken cancellationToken)
    {
        var (key, stories) = asked;
        var exit = stories.Count > 0 ? ExitCode.AllWell : ExitCode.Failed;
        if (json)
        {
            AnswerJson.Write(Answer(stories, AllOfVersions), output.Answer);
            return exit;
        }

        if (stories.Count == 0)
        {
            output.Line(await asked.NeverSeenAsync(stack, cancellationToken));
            return exit;
        }

        output.Rows(Answer(stories, Versions));
        var rejected = await stack.Ledger.RejectedRowsAsync(key, MostRejected, cancellationToken);
        foreach (var row in rejected.First)
        {
            output.Line(row.ToString());
        }

        if (rejected.Known > rejected.First.Count)
        {
            output.Line($"and {Counted.Of(rejected.Known - rejected.First.Count, "more row")}: dw.rejected_rows has them all");
        }

        foreach (var journey in stories.Select(story => story.Journey).OfType<FileJourney>())
        {
            output.Line();
            foreach (var line in journey.Lines())
            {
                output.Line(line);
            }
        }

        return exit;
    }

    private static QueryResult Answer(IEnumerable<FileStory> stories, IReadOnlyList<string> columns) =>
        new(
            [.. columns.Select(column => new QueryColumn(column, "character varying"))], [.. stories.Select(story => Row(story, columns))]);

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
