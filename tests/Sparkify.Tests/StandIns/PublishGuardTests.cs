namespace Sparkify.Tests.StandIns;

public sealed class PublishGuardTests
{
    [Fact]
    public void A_publish_with_stand_ins_in_it_is_refused_with_what_stands_in_and_what_to_do()
    {
        Assert.SkipUnless(Repository.UsesStandIns, "the official packages are in use: nothing stands in for them");

        var (exitCode, output) = Repository.Run(Repository.Dotnet, "publish", "src/Functions", "--no-build", "-p:UseStandIns=true");

        Assert.Equal(1, exitCode);
        Assert.Contains("SPARKIFY001", output, StringComparison.Ordinal);
        Assert.Contains("-p:UseStandIns=false", output, StringComparison.Ordinal);
        Assert.Contains("-p:AllowStandInPublish=true", output, StringComparison.Ordinal);
        Assert.All(
            Directory.GetFiles(Repository.Path("stand-ins"), "*.csproj", SearchOption.AllDirectories),
            project => Assert.Contains(Path.GetFileNameWithoutExtension(project), output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-p:UseStandIns=false")]
    [InlineData("-p:AllowStandInPublish=true")]
    public void The_guard_lets_pass_what_has_no_stand_in_and_what_stays_on_this_machine(string property)
    {
        var (exitCode, output) = Repository.Run(
            Repository.Dotnet, "msbuild", "src/Functions", "-t:RefuseStandIns", "-p:UseStandIns=true", property);

        Assert.True(exitCode == 0, output);
    }
}
