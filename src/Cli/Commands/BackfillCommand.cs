using System.CommandLine;
using System.CommandLine.Parsing;
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

        if (json)
        {
            await WriteJsonAsync(summary, stack, output, cancellationToken);
        }
        else
        {
            await foreach (var line in BackfillWords.LinesAsync(summary, stack, cancellationToken))
            {
                output.Line(line);
            }
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

    private static async Task WriteJsonAsync(
        BackfillSummary summary, IOperatedStack stack, CommandOutput output, CancellationToken cancellationToken)
    {
        var text = JsonSerializer.Serialize(summary, OperationsJson.Default.BackfillSummary);
        if (!summary.DryRun)
        {
            output.Line(text);
            return;
        }

        output.Answer.Write($"{text[..^1]},\"missing\":[");
        var separator = "\n";
        await foreach (var file in BackfillExecution.MissingAsync(stack.Objects, stack.Bucket, summary.Id, cancellationToken))
        {
            output.Answer.Write(separator + JsonSerializer.Serialize(file, OperationsJson.Default.NumberedFile));
            separator = ",\n";
        }

        output.Line("]}");
    }
}
