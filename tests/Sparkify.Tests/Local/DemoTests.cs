using Sparkify.Local.CommandLine;

namespace Sparkify.Tests.Local;

public sealed class DemoTests
{
    [Fact]
    public async Task The_demo_passes_every_step_of_a_load_answers_its_questions_and_changes_nothing_the_second_time()
    {
        using var writer = new StringWriter();

        var exit = await DemoCommand.RunAsync(path: null, new CommandOutput(writer, writer, isTerminal: false, width: 0), TestContext.Current.CancellationToken);

        var told = writer.ToString();
        Assert.True(exit == ExitCode.AllWell, told);
        Assert.Contains("StageFiles > WaitForStaging", told, StringComparison.Ordinal);
        Assert.Contains("RecordLoad", told, StringComparison.Ordinal);
        Assert.Contains("listeners", told, StringComparison.Ordinal);
        Assert.Contains("Every row of the five tables is as it was.", told, StringComparison.Ordinal);
    }
}
