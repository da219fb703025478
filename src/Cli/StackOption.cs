using System.CommandLine;
using System.Text.RegularExpressions;
using Sparkify.Deployed;

namespace Sparkify.Cli;

/// <summary><c>--stack NAME</c>: the command works on the deployed stack of that name, in place of the home.</summary>
internal static partial class StackOption
{
    public static readonly Option<string?> Stack = new("--stack")
    {
        Description = "The deployed stack to work on, in place of --home: credentials and Region are those of every AWS client (AWS_PROFILE, AWS_REGION)",
        HelpName = "NAME",
    };

    /// <summary>Lets a command take it.</summary>
    public static Command OrStack(this Command command, Option<string> home)
    {
        command.Options.Add(Stack);
        command.Validators.Add(given =>
        {
            if (given.GetValue(Stack) is not { } name)
            {
                return;
            }

            if (given.GetResult(home) is { Implicit: false })
            {
                given.AddError("--stack and --home name two places to work on: say one of them.");
            }

            if (!StackName().IsMatch(name))
            {
                given.AddError($"'{name}' is no stack's name: letters, digits and hyphens, a letter first.");
            }
        });
        return command;
    }

    /// <summary>Runs a command on a deployed stack.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string stack, OperatorCommand command, CommandOutput output, CancellationToken cancellationToken)
    {
        using var clients = DeployedClients.FromEnvironment();
        return await command.RunAsync(await DeployedStack.FindAsync(stack, clients, cancellationToken), output, cancellationToken);
    }

    /// <summary>https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html</summary>
    [GeneratedRegex(@"\A[a-zA-Z][-a-zA-Z0-9]{0,127}\z")]
    private static partial Regex StackName();
}
