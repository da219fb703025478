using System.Security.Cryptography;
using System.Text;
using Sparkify.LocalCloud.Template;
using StatesLanguage;

namespace Sparkify.LocalCloud.Workflow;

/// <summary>A state machine of the template, its definition read and found to be one that this stack can run.</summary>
public sealed record LocalStateMachine
{
    private LocalStateMachine(StateMachineResource resource, StateMachineDefinition definition) =>
        (Resource, Definition, Digest) = (
            resource, definition, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(resource.Definition)).AsSpan(0, 12)));

    public StateMachineResource Resource { get; }
    public StateMachineDefinition Definition { get; }
    public string Name => Resource.Name;
    public string Arn => Resource.Arn;

    /// <summary>Of the definition's text: equal for equal ones.</summary>
    public string Digest { get; }

    public string ExecutionArn(string name) => Arn.Replace(":stateMachine:", ":execution:", StringComparison.Ordinal) + ":" + name;

    /// <exception cref="DefinitionRefusedException">Something in it is wrong, or is not known here.</exception>
    public static LocalStateMachine Read(StateMachineResource resource)
    {
        var definition = StateMachineDefinition.Parse(resource.Definition, resource.Substitutions);
        var unknown = definition.Tasks
            .Where(task => task.ResourceArn.Contains(":aws-sdk:", StringComparison.Ordinal) && !LocalTaskRunner.Knows(task.ResourceArn))
            .Select(
                task => new DefinitionProblem($"{task.Path}.Resource", $"the local stack has no service that does '{task.ResourceArn}'"))
            .ToList();
        return unknown.Count == 0 ? new LocalStateMachine(resource, definition) : throw new DefinitionRefusedException(unknown);
    }
}
