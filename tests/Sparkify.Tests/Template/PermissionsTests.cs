using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sparkify.Tests.Template;

public sealed class PermissionsTests
{
    private readonly Permissions permissions = new(Deployment.Translated());

    [Fact]
    public void Every_permission_is_one_that_a_person_has_approved() => Approved.Check("Permissions", permissions.Describe());

    [Fact]
    public void No_action_is_allowed_by_a_wildcard() =>
        Assert.DoesNotContain(
            permissions.All.Where(statement => statement.Allows).SelectMany(statement => statement.Actions),
            action => action.Contains('*', StringComparison.Ordinal));

    [Fact]
    public void A_right_on_any_resource_has_its_reason_beside_it_and_no_reason_stands_alone()
    {
        var onAny = permissions.All.Where(statement => statement.Allows && statement.Resources.Contains("*"))
            .SelectMany(statement => statement.Actions.Select(action => (statement.Holder, action))).Distinct().Order();

        Assert.Equal(onAny, permissions.Reasons().Order());
    }

    [Fact]
    public void A_right_is_on_any_resource_only_where_iam_knows_no_narrower_one()
    {
        var actions = permissions.All.Where(statement => statement.Allows)
            .SelectMany(statement => statement.Actions)
            .Distinct()
            .Order()
            .ToList();
        var answer = Tool.Run(
            "python3",
            [Deployment.Path("tests", "Sparkify.Tests", "Template", "actions.py")],
            new JsonArray([.. actions.Select(action => (JsonNode)action)]).ToJsonString());
        Assert.SkipUnless(
            answer is { ExitCode: 0 }, "python3 has no cfn-lint, which carries IAM's service reference (pip install cfn-lint)");
        using var kinds = JsonDocument.Parse(answer!.Output);

        var unknown = actions.Where(action => kinds.RootElement.GetProperty(action).ValueKind == JsonValueKind.Null);
        Assert.True(!unknown.Any(), $"IAM knows no action {string.Join(", ", unknown)}");
        var tooWide = from statement in permissions.All
                      where statement.Allows && statement.Resources.Contains("*")
                      from action in statement.Actions
                      where kinds.RootElement.GetProperty(action).GetArrayLength() > 0
                      select $"{statement.Holder}: {action} is allowed on *, "
                          + $"and IAM can limit it to {kinds.RootElement.GetProperty(action)}";
        Assert.Empty(tooWide);
    }

    [Fact]
    public void Whoever_sends_to_a_queue_a_topic_or_the_bucket_does_so_by_tls()
    {
        var shut = permissions.OfResources()
            .Where(statement => !statement.Allows && (string?)statement.Json["Condition"]?["Bool"]?["aws:SecureTransport"] == "false")
            .SelectMany(statement => statement.Resources);

        Assert.Subset(
            shut.ToHashSet(),
            Deployment.OfType("AWS::SQS::Queue").Select(queue => $"<{queue.Id}.Arn>")
                .Concat(Deployment.OfType("AWS::SNS::Topic").Select(topic => $"<{topic.Id}>"))
                .Append("arn:<AWS::Partition>:s3:::<bucket>/*").ToHashSet());
    }

    /// <summary>
    /// Where AWS documents that the service says for whom it comes. Of Lambda it does not, and IAM passes a role to no other account.
    /// </summary>
    [Fact]
    public void A_service_takes_a_role_on_for_this_account_alone()
    {
        foreach (var role in permissions.Roles)
        {
            foreach (var trust in Deployment.All[role]!["Properties"]!["AssumeRolePolicyDocument"]!["Statement"]!.AsArray())
            {
                Assert.True(
                    Readable.Each(trust!["Principal"]!["Service"]).All(service => (string)service! == "lambda.amazonaws.com")
                        || (string?)trust["Condition"]?["StringEquals"]?["aws:SourceAccount"]?["Ref"] == "AWS::AccountId",
                    $"serverless.template, {role}: whoever takes it on need not come for this account");
            }
        }
    }

    /// <summary>GovCloud and China are partitions of their own, for the definitions of the state machines, too.</summary>
    [Fact]
    public void No_name_of_the_template_is_of_one_partition() =>
        Assert.DoesNotContain("\"arn:aws:", Deployment.Spliced, StringComparison.Ordinal);

    /// <summary>Such a condition refuses HeadBucket, and makes a missing object one that may not be read.</summary>
    [Fact]
    public void A_right_to_list_the_bucket_hangs_on_no_prefix() => Assert.DoesNotContain(
        permissions.All, statement => statement.Json["Condition"]?.ToJsonString().Contains("s3:prefix", StringComparison.Ordinal) is true);

    [Fact]
    public void No_secret_is_written_in_the_template() =>
        Assert.DoesNotContain("NoEcho", Deployment.Spliced, StringComparison.Ordinal);
}
