using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Backfill;
using Sparkify.Operations;

namespace Sparkify.Cli.Commands;

/// <summary><c>backfill DATASET</c>: loads what the bucket holds and the ledger lacks; <c>--dry-run</c> only says what that is.</summary>
internal sealed class BackfillCommand : OperatorCommand
{
    private static readonly Argument<string> DatasetName = new("DATASET") { Description = Dataset.Names(" or ") };
    private static readonly Option<string?> Prefix = new("--prefix") { Description = "Only keys that start with it", HelpName = "P" };
    private static readonly Option<string?> From = new("--from")
    {
        Description = "Only files put at or after: 2018-11-01, 2018-11-01T12:00:00Z, or -PT1H for an hour ago",
        HelpName = "D",
    };

    private static readonly Option<string?> To = new("--to") { Description = "Only files put before", HelpName = "D" };
    private static readonly Option<bool> Force = new("--force") { Description = "Load every file again, whatever the ledger says" };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Say what would be loaded and why, and change nothing" };
    private static readonly Option<long?> MaxFiles = new("--max-files-per-load") { Description = "At most 10,000", HelpName = "N" };
    private static readonly Option<long?> MaxBytes = new("--max-bytes-per-load") { Description = "512 MiB unless given", HelpName = "N" };
    private static readonly Option<bool> Json = CommonOptions.Json("One JSON object instead of the summary");

    /// <summary>Missing files beyond these are counted, not named, where a person reads.</summary>
    private const int MostNamed = 20;

    /// <summary>What the options are in the execution's input.</summary>
    private static readonly Dictionary<string, string> Typed = new(StringComparer.Ordinal)
    {
        ["dataset"] = DatasetName.Name,
        ["prefix"] = Prefix.Name,
        ["from"] = From.Name,
        ["to"] = To.Name,
        ["maxFilesPerLoad"] = MaxFiles.Name,
        ["maxBytesPerLoad"] = MaxBytes.Name,
    };

    static BackfillCommand() => DatasetName.CompletionSources.Add([.. Dataset.All.Select(known => known.Name)]);

    public BackfillCommand()
        : base(
            "backfill", "Loads what the bucket holds and the warehouse lacks",
            DatasetName, Prefix, From, To, Force, DryRun, MaxFiles, MaxBytes, CommonOptions.Keep, Json) =>
        Validators.Add(CommandLines.WhereReadable(RefuseWrongInput));

    public override bool MakesHome(ParseResult asked) => !asked.GetValue(DryRun);

    public override async Task<int> RunAsync(
        ParseResult asked, IOperatedStack stack, CommandOutput output, CancellationToken cancellationToken)
    {
        var json = asked.GetValue(Json);
        var summary = await ProgressLine.RunAsync(
            output, json, report => stack.BackfillAsync(InputOf(asked.CommandResult), state => report(state.Progress), cancellationToken));

        var missing = summary.DryRun
            ? BackfillExecution.MissingAsync(stack.Objects, stack.Bucket, summary.Id, cancellationToken)
            : AsyncEnumerable.Empty<NumberedFile>();
        await (json ? WriteJsonAsync(summary, missing, output) : PrintAsync(summary, missing, stack, output));
        if (!json && summary.Files.PassedBy > 0)
        {
            output.Line(string.Create(CultureInfo.InvariantCulture, $"{summary.Files.PassedBy:N0} passed by, which no load can hold:"));
            var passedBy = BackfillExecution.PassedByAsync(stack.Objects, stack.Bucket, summary.Id, cancellationToken);
            await NameAsync(passedBy, summary.Files.PassedBy, output);
        }

        return summary.DryRun ? ExitCode.AllWell
            : summary.Files.NotLoaded > 0 ? ExitCode.Failed
            : ExitCode.OfLosses(summary.Files.Quarantined + summary.Files.PassedBy, summary.Rows.Rejected + summary.Rows.Unusable);
    }

    private static void RefuseWrongInput(CommandResult given)
    {
        foreach (var fault in BackfillRequest.Faults(InputOf(given), TimeProvider.System.GetUtcNow()))
        {
            given.AddError($"{Typed[fault.Input]} {fault.Words}.");
        }
    }

    private static BackfillInput InputOf(SymbolResult asked) => new()
    {
        Dataset = asked.GetValue(DatasetName),
        Prefix = asked.GetValue(Prefix),
        From = asked.GetValue(From),
        To = asked.GetValue(To),
        Force = asked.GetValue(Force) ? true : null,
        DryRun = asked.GetValue(DryRun) ? true : null,
        MaxFilesPerLoad = asked.GetValue(MaxFiles),
        MaxBytesPerLoad = asked.GetValue(MaxBytes),
    };

    private static async Task WriteJsonAsync(BackfillSummary summary, IAsyncEnumerable<NumberedFile> missing, CommandOutput output)
    {
        var text = JsonSerializer.Serialize(summary, OperationsJson.Default.BackfillSummary);
        if (!summary.DryRun)
        {
            output.Line(text);
            return;
        }

        output.Answer.Write($"{text[..^1]},\"missing\":[");
        var separator = "\n";
        await foreach (var file in missing)
        {
            output.Answer.Write(separator + JsonSerializer.Serialize(file, OperationsJson.Default.NumberedFile));
            separator = ",\n";
        }

        output.Line("]}");
    }

    private static async Task PrintAsync(
        BackfillSummary summary, IAsyncEnumerable<NumberedFile> missing, IOperatedStack stack, CommandOutput output)
    {
        var files = summary.Files;
        output.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{files.Found:N0} files found in {summary.Prefix}: {files.AlreadyThere:N0} already there ({files.AlreadyQuarantined:N0} of "
            + $"them quarantined), {files.Missing:N0} {(summary.Force ? "to load again" : "missing")}."));
        if (summary.DryRun)
        {
            await NameAsync(missing, files.Missing, output);
            output.Line(files.Missing == 0 ? "Nothing would be loaded." : string.Create(
                CultureInfo.InvariantCulture, $"They would be loaded by {summary.Loads:N0} executions. Nothing was changed."));
            return;
        }

        output.Line(Became(summary));
        if (files.NotLoaded > 0)
        {
            output.Line($"./sparkify failures{stack.Option} says why; the same backfill again loads what is left.");
        }

        if (files.Quarantined > 0 || summary.Rows.Rejected + summary.Rows.Unusable > 0)
        {
            output.Line($"./sparkify files{stack.Option} says which, and what to do.");
        }
    }

    /// <summary>What became of the missing files: the counts add up to them.</summary>
    internal static string Became(BackfillSummary summary)
    {
        var files = summary.Files;
        var overwritten = files.Superseded == 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $"{files.Superseded:N0} overwritten before they were read, ");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{files.Loaded:N0} loaded, {files.Quarantined:N0} quarantined, {overwritten}{files.NotLoaded:N0} not loaded, "
            + $"by {summary.Loads:N0} loads in {summary.Seconds:N1} s; {summary.Rows.Staged:N0} rows staged, "
            + $"{summary.Rows.Rejected:N0} rejected{RowWords.Unusable(summary.Rows.Unusable)}.");
    }

    private static async Task NameAsync(IAsyncEnumerable<NumberedFile> missing, long count, CommandOutput output)
    {
        var named = 0;
        await foreach (var file in missing)
        {
            if (named++ == MostNamed)
            {
                output.Line(string.Create(
                    CultureInfo.InvariantCulture, $"and {count - MostNamed:N0} more: --json names every one, or where it is named"));
                return;
            }

            output.Line($"{file.Key}: {file.Why}");
        }
    }
}
