using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using Sparkify.LocalCloud;
using Sparkify.LocalCloud.Delivering;
using Sparkify.Operations;

namespace Sparkify.Cli.Commands;

/// <summary><c>load DIR...</c>: delivers the files as S3 puts, runs everything to its end, and says what became of them.</summary>
internal sealed class LoadCommand() : HomeCommand(
    "load", "Delivers the files of folders to the bucket, runs to the end, and says what became of them", Folders, CommonOptions.Keep, Json)
{
    private static readonly Argument<string[]> Folders = new("DIR")
    {
        Description = "Holds log_data/, song_data/ or both",
        Arity = ArgumentArity.OneOrMore,
        Validators = { RequireFiles },
    };

    private static readonly Option<bool> Json = CommonOptions.Json("One JSON object instead of the summary");

    public override bool MakesHome(ParseResult asked) => true;

    public override async Task<int> RunAsync(
        ParseResult asked, LocalStack stack, CommandOutput output, CancellationToken cancellationToken)
    {
        CommonOptions.SetKeep(asked, stack);
        var json = asked.GetValue(Json);
        var files = asked.GetRequiredValue(Folders).Select(folder => CommonOptions.FullPath(folder, asked.CommandResult))
            .SelectMany(SourceFolder.Read).ToList();
        var delivery = await ProgressLine.RunAsync(output, json, report =>
            new Delivery(stack) { Home = asked.GetValue(CommonOptions.Home), Report = report }.RunAsync(
                files.Select(file => new FileToDeliver(file.Key, () => SourceFolder.Open(file))
                {
                    PassedBy = file.PassedBy,
                }),
                cancellationToken));
        if (json)
        {
            output.Line(JsonSerializer.Serialize(delivery.Summary, LoadJson.Default.LoadSummary));
        }
        else
        {
            Print(delivery, output);
        }

        foreach (var loss in delivery.Losses)
        {
            if (json)
            {
                output.Complain(loss);
            }
            else
            {
                output.Line(loss);
            }
        }

        return ExitCode.Of(delivery);
    }

    public static void Print(DeliveryReport delivery, CommandOutput output)
    {
        var (files, rows, executions) = (delivery.Summary.Files, delivery.Summary.Rows, delivery.Summary.Executions);
        output.Line(files.ToString());
        output.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{Counted.Of(rows.Staged, "row")} staged, {rows.Rejected:N0} rejected{RowWords.Unusable(rows.Unusable)}, "
            + $"by {Counted.Of(executions.Started, "execution")} ({executions.Succeeded:N0} succeeded, {executions.Failed:N0} failed) "
            + $"with {Counted.Of(delivery.Summary.Statements, "statement")} in {delivery.Summary.Seconds:N1} s."));
        var tables = delivery.Summary.Tables;
        output.Line(
            $"Now there are {Counted.Of(tables.Songplays, "songplay")}, {Counted.Of(tables.Users, "user")}, "
            + $"{Counted.Of(tables.Songs, "song")}, {Counted.Of(tables.Artists, "artist")}, {Counted.Of(tables.Time, "time")}.");
    }

    private static void RequireFiles(ArgumentResult given)
    {
        foreach (var folder in given.Tokens.Select(token => token.Value)
            .Where(folder => !SourceFolder.IsOne(CommonOptions.FullPath(folder, given))))
        {
            given.AddError($"There is no {SourceFolder.Expected} in '{folder}': name the folder that holds them.");
        }
    }
}
