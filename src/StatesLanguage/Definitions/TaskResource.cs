using System.Text.RegularExpressions;

namespace StatesLanguage.Definitions;

/// <summary>The Resource of a Task: a function by its ARN, or an action of a service.</summary>
/// <param name="ResourceType">As the history names it: <c>lambda</c>, <c>states</c>, <c>sns</c>, <c>aws-sdk:dynamodb</c>.</param>
/// <param name="Action"><c>invoke</c>, <c>startExecution.sync:2</c>, <c>publish</c>, <c>getItem</c></param>
/// <param name="IsFunction">A plain function ARN, which has events of its own.</param>
internal sealed partial record TaskResource(string Arn, string ResourceType, string Action, bool IsFunction)
{
    /// <summary>What a cause calls it, as recorded.</summary>
    public string NameInCause => IsFunction ? Arn : ResourceType;

    /// <exception cref="FormatException">It is not known here; the message says what is.</exception>
    public static TaskResource Parse(string arn)
    {
        if (Function().IsMatch(arn))
        {
            return new TaskResource(arn, "lambda", "", IsFunction: true);
        }

        if (Service().Match(arn) is { Success: true } service)
        {
            var (type, action) = (service.Groups["type"].Value, service.Groups["action"].Value);
            if (type.StartsWith("aws-sdk:", StringComparison.Ordinal) ? !action.Contains('.', StringComparison.Ordinal)
                : (type, action) is ("lambda", "invoke") or ("sns", "publish")
                    or ("states", "startExecution" or "startExecution.sync" or "startExecution.sync:2"))
            {
                return new TaskResource(arn, type, action, IsFunction: false);
            }
        }

        throw new FormatException($"the resource '{arn}' is not known here: known are function ARNs, lambda:invoke, states:startExecution "
            + "(.sync, .sync:2), sns:publish and aws-sdk:service:action, none of them with a task token");
    }

    [GeneratedRegex("^arn:aws[a-z-]*:lambda:[a-z0-9-]*:[0-9]*:function:[A-Za-z0-9_-]+(:[A-Za-z0-9_$-]+)?$")]
    private static partial Regex Function();

    [GeneratedRegex("^arn:aws[a-z-]*:states:[a-z0-9-]*:[0-9]*:(?<type>(aws-sdk:)?[a-z0-9-]+):(?<action>[A-Za-z0-9]+(\\.[A-Za-z]+(:2)?)?)$")]
    private static partial Regex Service();
}
