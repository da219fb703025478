namespace Sparkify.Tests.Template;

/// <summary>What other people's checkers say of the template that a deployment sends.</summary>
public sealed class LintTests
{
    [Fact]
    public void Cfn_lint_finds_nothing_in_the_spliced_template() => CfnLintFindsNothing(Deployment.Spliced);

    [Fact]
    public void Cfn_lint_finds_nothing_in_what_the_transform_makes_of_it() =>
        CfnLintFindsNothing(Deployment.Translated().ToJsonString());

    private static void CfnLintFindsNothing(string template)
    {
        var answer = Tool.Run("cfn-lint", ["--format", "parseable"], template);
        Assert.SkipUnless(answer is not null, "cfn-lint is not on the PATH (pip install cfn-lint)");

        Assert.Equal("", answer!.Output + answer.Error);
        Assert.Equal(0, answer.ExitCode);
    }

    [Fact]
    public void Asl_validator_finds_nothing_in_the_definitions()
    {
        var cli = Deployment.Path("artifacts", "tools", "node_modules", ".bin", "asl-validator");
        Assert.SkipUnless(File.Exists(cli), "artifacts/tools has no asl-validator (npm install --prefix artifacts/tools asl-validator)");
        foreach (var machine in Deployment.StateMachines)
        {
            // As it is deployed: the validator knows no place to be filled in an ARN.
            var filled = Path.GetTempFileName();
            var definition = File.ReadAllText(Deployment.Path(machine.File));
            File.WriteAllText(filled, definition.Replace("${Partition}", "aws", StringComparison.Ordinal));
            var answer = Tool.Run("node", [cli, "--json-path", filled]);
            File.Delete(filled);
            Assert.SkipUnless(answer is not null, "node is not on the PATH");
            Assert.True(answer!.ExitCode == 0, $"{machine.File}: {answer.Output}{answer.Error}");
        }
    }
}
