using System.CommandLine;
using Sparkify.Cli.Commands;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Backfill;

namespace Sparkify.Cli;

/// <summary>The commands of the one who operates a stack.</summary>
internal static class OperatorCommands
{
    /// <summary>Runs a command on the home that was named.</summary>
    public delegate Task<int> Runner(ParseResult parsed, HomeCommand command, CancellationToken cancellationToken);

    /// <summary>Runs a command on the home or the deployed stack that was named.</summary>
    public delegate Task<int> OperatorRunner(ParseResult parsed, OperatorCommand command, CancellationToken cancellationToken);

    public static Command Backfill(OperatorRunner run)
    {
        var dataset = new Argument<string>("DATASET") { Description = Dataset.Names(" or ") };
        dataset.AcceptOnlyFromAmong([.. Dataset.All.Select(known => known.Name)]);
        var prefix = Text("--prefix", "Only keys that start with it", "P");
        var from = Text("--from", "Only files put at or after: 2018-11-01, 2018-11-01T12:00:00Z, or -PT1H for an hour ago", "D");
        var to = Text("--to", "Only files put before", "D");
        var force = new Option<bool>("--force") { Description = "Load every file again, whatever the ledger says" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be loaded and why, and change nothing" };
        var files = new Option<long?>("--max-files-per-load") { Description = "At most 10,000", HelpName = "N" };
        var bytes = new Option<long?>("--max-bytes-per-load") { Description = "10 GiB unless given", HelpName = "N" };
        var json = Json("One JSON object instead of the summary");
        var command = new Command("backfill", "Loads what the bucket holds and the warehouse lacks") { dataset, prefix, from, to, force, dryRun, files, bytes, json };
        command.SetAction((parsed, cancellation) => run(
            parsed,
            new BackfillCommand
            {
                Input = new BackfillInput
                {
                    Dataset = parsed.GetRequiredValue(dataset),
                    Prefix = parsed.GetValue(prefix),
                    From = parsed.GetValue(from),
                    To = parsed.GetValue(to),
                    Force = parsed.GetValue(force) ? true : null,
                    DryRun = parsed.GetValue(dryRun) ? true : null,
                    MaxFilesPerLoad = parsed.GetValue(files),
                    MaxBytesPerLoad = parsed.GetValue(bytes),
                },
                Json = parsed.GetValue(json),
            },
            cancellation));
        return command;
    }

    public static Command Failures(OperatorRunner run)
    {
        var json = Json("One JSON object instead of lines");
        var command = new Command("failures", "Tells what failed, why, and the command that mends it") { json };
        command.SetAction((parsed, cancellation) => run(parsed, new FailuresCommand { Json = parsed.GetValue(json) }, cancellation));
        return command;
    }

    public static Command Redrive(OperatorRunner run)
    {
        var name = new Argument<string?>("NAME") { Description = "An execution, or a queue whose dead letters are to go back", Arity = ArgumentArity.ZeroOrOne, Validators = { SparkifyCommand.RefuseOption } };
        var all = new Option<bool>("--all") { Description = "Everything that 'failures' tells of" };
        var json = Json("One JSON object instead of lines");
        var command = new Command("redrive", "Starts again what failed") { name, all, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(name) is null != result.GetValue(all))
            {
                result.AddError("Name one, or say --all.");
            }
        });
        command.SetAction((parsed, cancellation) => run(parsed, new RedriveCommand { Name = parsed.GetValue(name), Json = parsed.GetValue(json) }, cancellation));
        return command;
    }

    public static Command Rebuild(Runner run)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Compare, and leave the tables as they are" };
        var json = Json("One JSON object instead of lines");
        var command = new Command("rebuild", "Makes the star schema again from the bucket alone, beside the present one, and swaps them") { dryRun, json };
        command.SetAction((parsed, cancellation) => run(parsed, new RebuildCommand { DryRun = parsed.GetValue(dryRun), Json = parsed.GetValue(json) }, cancellation));
        return command;
    }

    private static Option<string?> Text(string name, string description, string help) => new(name) { Description = description, HelpName = help };

    private static Option<bool> Json(string description) => new("--json") { Description = description };
}
