using System.CommandLine;
using Sparkify.Operations;
using Sparkify.SampleData;

namespace Sparkify.Cli.Commands;

/// <summary><c>generate</c>: writes a data set of the same shape as the real one.</summary>
internal sealed class GenerateCommand() : SparkifyCommand(
    "generate", "Makes a data set of the same shape as the real one", Events, Songs, Seed, Out)
{
    private static readonly Option<long> Events = new("--events") { Description = "How many events", Required = true, HelpName = "N" };
    private static readonly Option<int> Songs = new("--songs") { Description = "How many songs", Required = true, HelpName = "N" };
    private static readonly Option<long> Seed = new("--seed")
    {
        Description = "The same seed gives the same bytes",
        DefaultValueFactory = _ => 1,
        HelpName = "N",
    };

    private static readonly Option<string> Out = new("--out")
    {
        Description = "Where log_data/ and song_data/ go",
        Required = true,
        HelpName = "FOLDER",
        Validators = { CommonOptions.RequirePath },
    };

    static GenerateCommand()
    {
        Events.Validators.Add(given => CommandLines.Require(given, 0, GenerateOptions.MaxEvents));
        Songs.Validators.Add(given => CommandLines.Require(given, 0, GenerateOptions.MaxSongs));
        Seed.Validators.Add(given => CommandLines.Require(given, 0, GenerateOptions.MaxSeed));
    }

    public override Task<int> RunAsync(ParseResult asked, CommandOutput output, CancellationToken cancellationToken)
    {
        var folder = CommonOptions.FullPath(asked.GetRequiredValue(Out), asked.CommandResult);
        var options = new GenerateOptions(asked.GetValue(Events), asked.GetValue(Songs), asked.GetValue(Seed), folder);
        var written = DatasetGenerator.Write(options);
        output.Line(
            $"{Counted.Of(written.Files, "file")} with {Counted.Of(written.Bytes, "byte")} {(written.Files == 1 ? "is" : "are")} in "
            + $"{options.OutputDirectory}.");
        return Task.FromResult(ExitCode.AllWell);
    }
}
