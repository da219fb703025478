using System.Text;
using System.Text.Json.Nodes;

namespace Sparkify.Tests.Template;

/// <summary>One statement of one policy.</summary>
/// <param name="Holder">The logical id of the role, or of the resource whose policy it is.</param>
internal sealed record PolicyStatement(string Holder, JsonObject Json)
{
    public bool Allows => (string)Json["Effect"]! == "Allow";

    public IReadOnlyList<string> Actions => [.. Readable.Each(Json["Action"]).Select(action => (string)action!)];

    public IReadOnlyList<string> Resources => [.. Readable.Each(Json["Resource"]).Select(Readable.Of)];
}

/// <summary>Every right that the translated template gives.</summary>
internal sealed class Permissions(JsonObject template)
{
    private readonly JsonObject resources = template["Resources"]!.AsObject();

    public IReadOnlyList<string> Roles => [.. OfType("AWS::IAM::Role").Select(role => role.Key)];

    /// <summary>What the role may do, by its own policies and the shared ones.</summary>
    public IReadOnlyList<PolicyStatement> Of(string role)
    {
        var properties = resources[role]!["Properties"]!;
        var shared = (properties["ManagedPolicyArns"] as JsonArray ?? []).Select(policy => policy!["Ref"] is { } id
            ? ((string)id!, resources[(string)id!]!["Properties"]!["PolicyDocument"]!)
            : throw new InvalidOperationException(
                $"{role} has a policy of AWS's own, whose rights no reviewer sees: {policy.ToJsonString()}"));
        var own = (properties["Policies"] as JsonArray ?? []).Select(policy => (role, policy!["PolicyDocument"]!));
        return [.. own.Concat(shared).SelectMany(policy => Statements(policy.Item1, policy.Item2))];
    }

    /// <summary>What the policies of buckets, queues and topics let in and keep out.</summary>
    public IReadOnlyList<PolicyStatement> OfResources() =>
        [.. resources.Where(resource => resource.Value!["Properties"]?["PolicyDocument"] is not null
            && (string)resource.Value["Type"]! != "AWS::IAM::ManagedPolicy")
            .SelectMany(resource => Statements(resource.Key, resource.Value!["Properties"]!["PolicyDocument"]!))];

    public IReadOnlyList<PolicyStatement> All => [.. Roles.SelectMany(Of), .. OfResources()];

    /// <summary>The reason that stands beside a right on any resource; null where there is none.</summary>
    public string? WhyAnyResource(PolicyStatement statement, string action) =>
        (string?)resources[statement.Holder]!["Metadata"]?["WhyAnyResource"]?[action];

    public IEnumerable<(string Holder, string Action)> Reasons() =>
        from resource in resources
        from reason in resource.Value!["Metadata"]?["WhyAnyResource"]?.AsObject() ?? []
        select (resource.Key, reason.Key);

    /// <summary>The functions and state machines that run under a role.</summary>
    public IReadOnlyList<string> RunUnder(string role) =>
    [
        .. from resource in resources
           let properties = resource.Value!["Properties"]
           let given = (properties?["Targets"] as JsonArray ?? [])
               .Select(target => target!["RoleArn"])
               .Append(properties?["Role"] ?? properties?["RoleArn"])
           where given.Any(reference => reference?["Fn::GetAtt"]?[0] is { } id && (string)id! == role)
           select resource.Key,
    ];

    /// <summary>For a reviewer.</summary>
    public string Describe()
    {
        var text = new StringBuilder();
        foreach (var role in Roles)
        {
            var properties = resources[role]!["Properties"]!;
            var services = properties["AssumeRolePolicyDocument"]!["Statement"]!
                .AsArray()
                .SelectMany(trust => Readable.Each(trust!["Principal"]!["Service"]));
            text.Append($"{role}{Condition(role)}\n  {properties["Description"]}\n");
            text.Append($"  taken on by {string.Join(", ", services)}");
            foreach (var (test, keys) in properties["AssumeRolePolicyDocument"]!["Statement"]![0]!["Condition"]?.AsObject() ?? [])
            {
                text.Append($" if {string.Join(" and ", keys!.AsObject().Select(key => $"{key.Key} {test} {Readable.Of(key.Value)}"))}");
            }

            text.Append(RunUnder(role) is { Count: > 0 } users ? $", for {string.Join(", ", users)}\n" : "\n");
            Append(text, Of(role));
        }

        foreach (var policies in OfResources().GroupBy(statement => statement.Holder))
        {
            text.Append($"{policies.Key}{Condition(policies.Key)}\n");
            Append(text, policies);
        }

        return text.ToString();
    }

    private void Append(StringBuilder text, IEnumerable<PolicyStatement> statements)
    {
        foreach (var statement in statements)
        {
            var who = statement.Json["Principal"] is { } principal
                ? $" {(principal is JsonObject kinds ? Readable.Of(kinds.First().Value) : "anyone")}"
                : "";
            text.Append($"    {(statement.Allows ? "may" : "deny")}{who} {string.Join(", ", statement.Actions)}\n");
            foreach (var resource in statement.Resources)
            {
                text.Append($"      on {resource}\n");
            }

            foreach (var (test, keys) in statement.Json["Condition"]?.AsObject() ?? [])
            {
                text.Append(
                    $"      if {string.Join(" and ", keys!.AsObject().Select(key => $"{key.Key} {test} {Readable.Of(key.Value)}"))}\n");
            }

            foreach (var reasons in statement.Actions.GroupBy(action => WhyAnyResource(statement, action))
                .Where(reasons => reasons.Key is not null))
            {
                text.Append($"      because {reasons.Key}\n");
            }
        }

        text.Append('\n');
    }

    private string Condition(string id) => resources[id]!["Condition"] is { } condition ? $" (if {condition})" : "";

    private IEnumerable<KeyValuePair<string, JsonNode?>> OfType(string type) =>
        resources.Where(resource => (string)resource.Value!["Type"]! == type);

    /// <summary>Both branches of an Fn::If are statements: each may be in force.</summary>
    private static IEnumerable<PolicyStatement> Statements(string holder, JsonNode document) =>
        from statement in document["Statement"]!.AsArray()
        from branch in statement!["Fn::If"] is JsonArray { Count: 3 } choice ? choice.Skip(1) : [statement]
        where branch!["Effect"] is not null
        select new PolicyStatement(holder, branch!.AsObject());
}
