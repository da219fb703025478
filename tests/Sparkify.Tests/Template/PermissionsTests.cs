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
    public void No_secret_is_written_in_the_template() =>
        Assert.DoesNotContain("NoEcho", Deployment.Spliced, StringComparison.Ordinal);
}
