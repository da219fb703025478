using System.CommandLine;
using Sparkify.LocalCloud.Template;

namespace Sparkify.Cli.Commands;

/// <summary><c>template</c>: what a deployment sends to CloudFormation.</summary>
internal sealed class TemplateCommand() : SparkifyCommand(
    "template", "Prints the template that a deployment sends, the state machines in their places")
{
    public override Task<int> RunAsync(ParseResult asked, CommandOutput output, CancellationToken cancellationToken)
    {
        output.Answer.Write(SplicedTemplate.Read(StackTemplate.FindRoot()));
        return Task.FromResult(ExitCode.AllWell);
    }
}
