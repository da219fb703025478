using System.Text.Json.Nodes;
using Sparkify.Tests.Template;

namespace Sparkify.Tests.Contracts;

/// <summary>What each role is allowed, against what the code and the definitions that run under it do: neither less nor more.</summary>
public sealed class RoleCallsTests
{
    /// <summary>
    /// What Lambda's poller does with the function's role: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html.
    /// </summary>
    private static readonly string[] Polling = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];

    private static readonly string[] FunctionLogging = ["logs:CreateLogStream", "logs:PutLogEvents"];

    private static readonly string[] FunctionTracing = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"];

    /// <summary>https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html</summary>
    private static readonly string[] WorkflowLogging =
    [
        "logs:CreateLogDelivery", "logs:GetLogDelivery", "logs:UpdateLogDelivery", "logs:DeleteLogDelivery", "logs:ListLogDeliveries",
        "logs:PutResourcePolicy", "logs:DescribeResourcePolicies", "logs:DescribeLogGroups",
    ];

    /// <summary>https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html</summary>
    private static readonly string[] WorkflowTracing = [.. FunctionTracing, "xray:GetSamplingRules", "xray:GetSamplingTargets"];

    /// <summary>
    /// What Step Functions does with the machine's role for each kind of task:
    /// https://docs.aws.amazon.com/step-functions/latest/dg/service-integration-iam-templates.html.
    /// </summary>
    private static readonly Dictionary<string, string[]> TaskRights = new()
    {
        ["arn:aws:states:::lambda:invoke"] = ["lambda:InvokeFunction"],
        ["arn:aws:states:::sns:publish"] = ["sns:Publish"],
        ["arn:aws:states:::states:startExecution.sync:2"] =
            [
                "states:StartExecution",
                "states:DescribeExecution",
                "states:StopExecution",
                "events:PutTargets",
                "events:PutRule",
                "events:DescribeRule"
            ],
        ["arn:aws:states:::aws-sdk:sfn:describeExecution"] = ["states:DescribeExecution"],
        ["arn:aws:states:::aws-sdk:cloudwatch:putMetricData"] = ["cloudwatch:PutMetricData"],
    };

    /// <summary>
    /// What a distributed Map does beyond its tasks: https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html.
    /// </summary>
    private static readonly Dictionary<string, string[]> MapRights = new()
    {
        ["ItemProcessor"] = ["states:StartExecution", "states:DescribeExecution", "states:StopExecution"],
        ["ItemReader"] = ["s3:GetObject"],
        ["ResultWriter"] = ["s3:PutObject", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:AbortMultipartUpload"],
    };

    private readonly JsonObject template = Deployment.Translated();
    private readonly Permissions permissions = new(Deployment.Translated());

    [Fact]
    public void Every_role_may_do_what_runs_under_it_does_and_nothing_else()
    {
        var wrong = new List<string>();
        foreach (var role in permissions.Roles)
        {
            var allowed = permissions.Of(role).SelectMany(statement => statement.Actions).ToHashSet();
            var made = MadeUnder(role).ToLookup(call => call.Action, call => call.By);
            wrong.AddRange(made.Where(call => !allowed.Contains(call.Key))
                .Select(call => $"{role} is not allowed {call.Key}, which {string.Join(" and ", call.Distinct())} does"));
            wrong.AddRange(
                allowed.Where(action => !made.Contains(action))
                    .Select(
                        action =>
                            $"{role} is allowed {action}, which nothing that runs under it does "
                            + $"({string.Join(", ", permissions.RunUnder(role))})"));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void A_state_machine_may_call_exactly_the_functions_of_its_states_and_of_those_of_the_version_before()
    {
        foreach (var machine in Deployment.StateMachines)
        {
            var role = (string)machine.Properties["Role"]!["Fn::GetAtt"]![0]!;
            var allowed = permissions.Of(role)
                .Where(statement => statement.Actions.Contains("lambda:InvokeFunction"))
                .SelectMany(statement => statement.Resources);
            var called = machine.Steps.Select(machine.FunctionOf).OfType<string>().Concat(machine.FunctionsBefore)
                .Select(function => $"<{function}.Arn>");
            Assert.Equal(called.Distinct().Order(), allowed.Order());
        }
    }

    private IEnumerable<(string Action, string By)> MadeUnder(string role)
    {
        var calls = permissions.RunUnder(role).SelectMany(user => (string)template["Resources"]![user]!["Type"]! switch
        {
            "AWS::Lambda::Function" => ByFunction(user),
            "AWS::StepFunctions::StateMachine" => ByStateMachine(user),
            "AWS::Events::Rule" => [("states:StartExecution", user)],
            var type => throw new InvalidOperationException($"{user} of type {type} runs under {role}: say here what it does"),
        });
        return role == CopyRole ? calls.Concat(ByCopies()) : calls;
    }

    /// <summary>
    /// As the caller's role: to a workgroup, or to a cluster
    /// (https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_BatchExecuteStatement.html).
    /// </summary>
    private static readonly string[] SigningIn = ["redshift-serverless:GetCredentials", "redshift:GetClusterCredentialsWithIAM"];

    private static string? CopyRole =>
        (string?)Deployment.Template["Globals"]!["Function"]!["Environment"]!["Variables"]!["COPY_ROLE_ARN"]?["Fn::GetAtt"]?[0];

    private IEnumerable<(string Action, string By)> ByFunction(string function)
    {
        var handler = Handler.Of(function);
        var properties = template["Resources"]![function]!["Properties"]!;
        IEnumerable<string> made =
        [
            .. handler.Operations.Select(Rights.To),
            .. handler.Operations.Contains("IAmazonRedshiftDataAPIService:BatchExecuteStatement")
                ? handler.Administers ? ["secretsmanager:GetSecretValue"] : SigningIn
                : [],
            .. template["Resources"]!.AsObject().Any(mapping => (string?)mapping.Value!["Properties"]?["FunctionName"]?["Ref"] == function)
                ? Polling
                : [],
            .. properties["LoggingConfig"]?["LogGroup"] is null ? [] : FunctionLogging,
            .. (string?)properties["TracingConfig"]?["Mode"] == "Active" ? FunctionTracing : [],
        ];
        return made.Select(action => (action, function));
    }

    private static IEnumerable<(string Action, string By)> ByStateMachine(string id)
    {
        var machine = Deployment.StateMachines.Single(machine => machine.Id == id);
        foreach (var task in machine.Steps.Where(state => state.Kind == "Task"))
        {
            var resource = task.Integration!;
            Assert.True(TaskRights.ContainsKey(resource), $"{machine.File}, {task.Name}: say here what {resource} needs");
            foreach (var action in TaskRights[resource])
            {
                yield return (action, $"{id}, state {task.Name}");
            }
        }

        foreach (var map in machine.Steps.Where(
            state => (string?)state.Json["ItemProcessor"]?["ProcessorConfig"]?["Mode"] == "DISTRIBUTED"))
        {
            foreach (var action in MapRights.Where(part => map.Json[part.Key] is not null).SelectMany(part => part.Value))
            {
                yield return (action, $"{id}, state {map.Name}");
            }
        }

        foreach (var action in (machine.Properties["Logging"] is null ? [] : WorkflowLogging)
            .Concat((bool?)machine.Properties["Tracing"]?["Enabled"] is true ? WorkflowTracing : []))
        {
            yield return (action, id);
        }
    }

    /// <summary>https://docs.aws.amazon.com/redshift/latest/dg/copy-usage_notes-access-permissions.html</summary>
    private static IEnumerable<(string Action, string By)> ByCopies() =>
        from statement in Directory.EnumerateFiles(Deployment.Path("src", "Warehouse"), "*.sql", SearchOption.AllDirectories)
        where File.ReadLines(statement).Any(line => line.StartsWith("COPY ", StringComparison.Ordinal))
        from action in (string[])["s3:GetObject", "s3:ListBucket"]
        select (action, Path.GetFileName(statement));
}
