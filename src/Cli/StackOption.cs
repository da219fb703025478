using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Sparkify.Deployed;
using Sparkify.Operations;

namespace Sparkify.Cli;

/// <summary><c>--stack NAME</c>: the command works on the deployed stack of that name, in place of the home.</summary>
internal static partial class StackOption
{
    public static readonly Option<string?> Stack = new("--stack")
    {
        Description =
            "The deployed stack to work on, in place of --home: credentials and Region are those of every AWS client (AWS_PROFILE, "
            + "AWS_REGION)",
        HelpName = "NAME",
    };

    public static void Check(CommandResult given)
    {
        if (given.GetValue(Stack) is not { } name)
        {
            return;
        }

        if (given.GetResult(CommonOptions.Home) is { Implicit: false })
        {
            given.AddError("--stack and --home name two places to work on: say one of them.");
        }

        if (given.GetResult(CommonOptions.Keep) is not null)
        {
            given.AddError("--keep is for a home: how long a deployed stack keeps what, its template says.");
        }

        if (!StackName().IsMatch(name))
        {
            given.AddError($"'{name}' is no stack's name: letters, digits and hyphens, a letter first.");
        }
    }

    /// <summary>Runs a command on a deployed stack.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string stack, Func<IOperatedStack, Task<int>> run, CancellationToken cancellationToken)
    {
        using var clients = DeployedClients.FromEnvironment();
        return await run(await DeployedStack.FindAsync(stack, clients, cancellationToken));
    }

    /// <summary>https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html</summary>
    [GeneratedRegex(@"\A[a-zA-Z][-a-zA-Z0-9]{0,127}\z")]
    private static partial Regex StackName();
}
