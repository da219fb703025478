using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Sparkify.Ingestion.Statements;
using Sparkify.Operations;
using Sparkify.Operations.Verifying;

namespace Sparkify.Cli.Commands;

/// <summary><c>verify</c>: an acceptance run, which puts files of its own and says of each claim whether it holds.</summary>
internal sealed class VerifyCommand : OperatorCommand
{
    private const int MostSeen = 160;

    private static readonly string[] Columns = ["claim", "how it was tried", "what was seen", "verdict"];

    private static readonly Option<bool> BesideData = new("--beside-data")
    {
        Description = "Also where other files are loaded: only the run's own rows are compared then",
    };

    private static readonly Option<int> Wait = new("--wait")
    {
        Description = "Minutes to wait for its files, each time that some were put",
        HelpName = "MINUTES",
        DefaultValueFactory = _ => 15,
        Validators = { given => CommandLines.Require(given, 0, 1_440) },
    };

    private static readonly Option<string?> Evidence = new("--evidence")
    {
        Description = "Write all that was seen into this file, as JSON, without the account's number",
        HelpName = "FILE",
    };

    private static readonly Option<bool> Leave = new("--leave")
    {
        Description = "Leave the run's files and rows where they are, for a closer look",
    };

    private static readonly Option<bool> Json = CommonOptions.Json("The evidence in place of the table");

    public VerifyCommand()
        : base(
            "verify", "Puts files of its own and says, claim by claim, whether the stack does what it should",
            BesideData, Wait, Evidence, Leave, Json) =>
        Validators.Add(CommandLines.WhereReadable(RequireFolder));

    public override bool MakesHome(ParseResult asked) => true;

    protected override string StoppedOnStack => "Stopped. The run's files and rows stay, below log_data/_verify/ and song_data/_verify/.";

    public override async Task<int> RunAsync(
        ParseResult asked, IOperatedStack stack, CommandOutput output, CancellationToken cancellationToken)
    {
        var json = asked.GetValue(Json);
        var options = new VerifyOptions
        {
            BesideData = asked.GetValue(BesideData), Wait = TimeSpan.FromMinutes(asked.GetValue(Wait)), Leave = asked.GetValue(Leave)
        };
        var found = await ProgressLine.RunAsync(output, json, report =>
            new VerifyRun((IVerifiedStack)stack, options, TimeProvider.System, report).RunAsync(cancellationToken));
        if (asked.GetValue(Evidence) is { } file)
        {
            await File.WriteAllTextAsync(
                CommonOptions.FullPath(file, asked.CommandResult), found.ToJson() + "\n", CancellationToken.None);
        }

        if (json)
        {
            output.Answer.WriteLine(VisibleText.OfLines(found.ToJson()));
        }
        else
        {
            Print(found, output);
        }

        return found.Count(Verdicts.Falls) == 0 ? ExitCode.AllWell : ExitCode.Failed;
    }

    private static void Print(VerifyReport found, CommandOutput output)
    {
        output.Rows(new QueryResult(
            [.. Columns.Select(name => new QueryColumn(name, "character varying"))],
            [.. found.Claims.Select(IReadOnlyList<object?> (finding) =>
                [$"{finding.Claim}: {finding.Words}", finding.Tried, Cut(finding.Seen), finding.Verdict])]));
        output.Line();
        output.Line(string.Join(", ", ((string[])[Verdicts.Holds, Verdicts.Falls, Verdicts.Recorded, Verdicts.NotSettled])
            .Select(verdict => string.Create(CultureInfo.InvariantCulture, $"{found.Count(verdict)} {verdict}"))) + ".");
        foreach (var left in found.Left)
        {
            output.Line($"Left: {left}");
        }
    }

    /// <summary>As much as a row of a table takes: the evidence has all of it.</summary>
    private static string Cut(string seen) => seen.Length <= MostSeen ? seen : $"{seen[..(MostSeen - 1)]}…";

    private static void RequireFolder(CommandResult given)
    {
        if (given.GetValue(Evidence) is { } file
            && (string.IsNullOrWhiteSpace(file) || !Directory.Exists(Path.GetDirectoryName(CommonOptions.FullPath(file, given)))))
        {
            given.AddError($"--evidence takes the path of a file in a folder that is there, and not '{file}'.");
        }
    }
}
