using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Sparkify.LocalCloud;
using Sparkify.LocalCloud.Home;
using Sparkify.LocalCloud.Rebuild;
using Sparkify.Operations;

namespace Sparkify.Cli.Commands;

/// <summary><c>rebuild</c>: makes the star schema again from the bucket alone, and swaps it in.</summary>
internal sealed class RebuildCommand() : HomeCommand(
    "rebuild", "Makes the star schema again from the bucket alone, beside the present one, and swaps them", DryRun, Json)
{
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Compare, and leave the tables as they are" };
    private static readonly Option<bool> Json = CommonOptions.Json("One JSON object instead of lines");

    public override string Stopped(ParseResult asked) => "Stopped. The next rebuild starts from nothing.";

    public override async Task<int> RunAsync(
        ParseResult asked, LocalStack stack, CommandOutput output, CancellationToken cancellationToken)
    {
        var json = asked.GetValue(Json);
        var rebuilt = await ProgressLine.RunAsync(output, json, report => new LocalRebuild(stack).RunAsync(
            !asked.GetValue(DryRun), state => report(state.Progress), cancellationToken));

        if (json)
        {
            output.Line(JsonSerializer.Serialize(rebuilt, RebuildJson.Default.RebuildReport));
        }
        else
        {
            Print(rebuilt, HomeOption.Of(asked.GetValue(CommonOptions.Home), stack.Home), output);
        }

        return ExitCode.OfLosses(rebuilt.Quarantined + rebuilt.PassedBy, rebuilt.Rejected + rebuilt.Unusable);
    }

    private static void Print(RebuildReport report, string option, CommandOutput output)
    {
        output.Line(
            $"{Counted.Of(report.Files, "file was", "files were")} loaded into fresh tables, "
            + $"{Counted.Of(report.Quarantined, "was", "were")} quarantined; {Counted.Of(report.Rejected, "row was", "rows were")} "
            + $"rejected{RowWords.Unusable(report.Unusable)}.");
        foreach (var table in report.Tables)
        {
            output.Line(table is { Gone: 0, Come: 0 }
                ? $"{table.Table}: the same"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{table.Table}: {Counted.Of(table.Gone, "row")} {(report.Swapped ? "went" : "would go")}, "
                    + $"{table.Come:N0} {(report.Swapped ? "came" : "would come")}"));
        }

        output.Line(report.Swapped ? "The tables are swapped." : "The tables are as they were.");
        if (report.PassedBy > 0)
        {
            output.Line(string.Create(CultureInfo.InvariantCulture, $"{report.PassedBy:N0} passed by, which no load can hold."));
        }

        if (report.Quarantined > 0 || report.PassedBy > 0 || report.Rejected + report.Unusable > 0)
        {
            output.Line($"./sparkify files{option} says which, and what to do.");
        }
    }
}
