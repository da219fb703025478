using System.Globalization;
using System.Text.Json;
using Sparkify.LocalCloud;
using Sparkify.LocalCloud.Home;
using Sparkify.LocalCloud.Rebuild;

namespace Sparkify.Cli.Commands;

/// <summary><c>rebuild</c>: makes the star schema again from the bucket alone, and swaps it in.</summary>
internal sealed record RebuildCommand : HomeCommand
{
    public bool DryRun { get; init; }
    public bool Json { get; init; }

    public override async Task<int> RunAsync(LocalStack stack, CommandOutput output, CancellationToken cancellationToken)
    {
        RebuildReport report;
        using (var progress = new ProgressLine(output, Json, output.Time))
        {
            report = await new LocalRebuild(stack).RunAsync(!DryRun, state => progress.Tell("loads", state.LoadsEnded, state.Loads), cancellationToken);
        }

        if (Json)
        {
            output.Line(JsonSerializer.Serialize(report, RebuildJson.Default.RebuildReport));
        }
        else
        {
            Print(report, HomeOption.Of(Home, stack.Home), output);
        }

        return report.Quarantined > 0 || report.Rejected > 0 ? ExitCode.DoneWithLosses : ExitCode.AllWell;
    }

    private static void Print(RebuildReport report, string option, CommandOutput output)
    {
        output.Line(string.Create(CultureInfo.InvariantCulture, $"{report.Files:N0} files were loaded into fresh tables, {report.Quarantined:N0} were quarantined; {report.Rejected:N0} rows were rejected."));
        foreach (var table in report.Tables)
        {
            output.Line(table is { Gone: 0, Come: 0 }
                ? $"{table.Table}: the same"
                : string.Create(CultureInfo.InvariantCulture, $"{table.Table}: {table.Gone:N0} rows {(report.Swapped ? "went" : "would go")}, {table.Come:N0} {(report.Swapped ? "came" : "would come")}"));
        }

        output.Line(report.Swapped ? "The tables are swapped." : "The tables are as they were.");
        if (report.Quarantined > 0 || report.Rejected > 0)
        {
            output.Line($"./sparkify files{option} says which, and what to do.");
        }
    }
}
