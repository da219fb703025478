using System.CommandLine;
using Sparkify.Cli.Answers;
using Sparkify.Cli.Sharing;
using Sparkify.LocalCloud;
using Sparkify.LocalCloud.Delivering;
using Sparkify.LocalCloud.Home;
using Sparkify.LocalCloud.Rebuild;
using Sparkify.LocalCloud.Workflow;
using Sparkify.SampleData;
using Sparkify.Warehouse;

namespace Sparkify.Cli.Commands;

/// <summary><c>demo</c>: the whole path on a small sample, then the same files again.</summary>
internal sealed class DemoCommand() : SparkifyCommand(
    "demo", "Makes a small sample, loads it, asks some of the analysts' questions, and loads it again to show that nothing changes")
{
    private static readonly GenerateOptions Sample = new(Events: 2_000, Songs: 100, Seed: 1, OutputDirectory: "");

    /// <summary>Some of each kind.</summary>
    private static readonly IReadOnlyList<AnalystQuestion> Asked =
        [.. new[] { "listening", "top_songs", "decades", "plays_by_level" }.Select(name => AnalystQuestions.Find(name)!)];

    public override async Task<int> RunAsync(ParseResult asked, CommandOutput output, CancellationToken cancellationToken)
    {
        // Unless a home is named: a folder of its own, gone afterwards.
        var path = asked.GetResult(CommonOptions.Home) is { Implicit: false } ? asked.GetValue(CommonOptions.Home) : null;
        var temporary = path is null ? Directory.CreateTempSubdirectory("sparkify-demo-").FullName : null;
        try
        {
            var home = HomeFolder.Open(path ?? temporary!);
            if (await HomeOwner.OpenSoonAsync(home, inRealTime: false, cancellationToken) is not { } owned)
            {
                output.Error.WriteLine($"{home.Path} is in use by another process: name another folder by --home.");
                return ExitCode.Failed;
            }

            await using (owned)
            {
                owned.SayUpgrade(output);
                return await RunAsync(owned.Stack, output, cancellationToken);
            }
        }
        finally
        {
            if (temporary is not null)
            {
                Directory.Delete(temporary, recursive: true);
            }
        }
    }

    private static async Task<int> RunAsync(LocalStack stack, CommandOutput output, CancellationToken cancellationToken)
    {
        output.Heading("A sample is put into the bucket");
        var passed = new StatesPassed();
        stack.Histories.Written += passed.Add;
        var first = await DeliverAsync(stack, cancellationToken);
        LoadCommand.Print(first, output);

        output.Heading("What the executions passed");
        foreach (var line in passed.Lines())
        {
            output.Line(line);
        }

        var songs = KnownSongs.Of(await stack.AskAsync(AnalystQuestions.KnownSongs.File.Render(), cancellationToken));
        foreach (var question in Asked)
        {
            AnswerOutput.Write(
                output, question, await stack.AskAsync(question.File.Render(), cancellationToken), songs.Coverage);
        }

        output.Line();
        output.Line($"./sparkify ask lists these questions and {AnalystQuestions.All.Count - Asked.Count} more.");

        output.Heading("The same files are put again");
        var before = await StarTables.DigestAsync(stack, cancellationToken);
        var second = await DeliverAsync(stack, cancellationToken);
        LoadCommand.Print(second, output);
        var isSame = string.Equals(before, await StarTables.DigestAsync(stack, cancellationToken), StringComparison.Ordinal);
        output.Line(isSame ? "Every row of the five tables is as it was." : "The tables have changed, and they must not: this is a fault.");
        return isSame && ExitCode.Of(first) is ExitCode.AllWell && ExitCode.Of(second) is ExitCode.AllWell
            ? ExitCode.AllWell
            : ExitCode.Failed;
    }

    private static Task<DeliveryReport> DeliverAsync(LocalStack stack, CancellationToken cancellationToken) => new Delivery(stack).RunAsync(
        DatasetGenerator.Files(Sample).Select(file => FileToDeliver.Of(file.Key, file.Bytes)), cancellationToken);
}
