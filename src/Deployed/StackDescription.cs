using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.SimpleSystemsManagement.Model;

namespace Sparkify.Deployed;

/// <summary>
/// Where everything of a deployed stack is: what the template's resource StackDescription writes into the parameter
/// <c>/sparkify/NAME/stack</c>.
/// </summary>
internal sealed record StackDescription
{
    public required string Bucket { get; init; }

    /// <summary>URLs, as all queues here.</summary>
    public required string LogDataQueue { get; init; }
    public required string LogDataDeadLetterQueue { get; init; }
    public required string SongDataQueue { get; init; }
    public required string SongDataDeadLetterQueue { get; init; }
    public required string ArrivalsQueue { get; init; }
    public required string ArrivalsDeadLetterQueue { get; init; }

    /// <summary>ARNs.</summary>
    public required string IngestStateMachine { get; init; }
    public required string BackfillStateMachine { get; init; }

    /// <summary>Of Redshift Serverless; empty: the warehouse is a cluster.</summary>
    public required string Workgroup { get; init; }

    /// <summary>A provisioned one; empty: the warehouse is a workgroup.</summary>
    public string Cluster { get; init; } = "";
    public required string Database { get; init; }

    /// <summary>ARN of the role that Redshift reads files with; null: the parameter was written by a version that did not say.</summary>
    public string? CopyRole { get; init; }

    /// <summary>As the template's parameter of this name; null: deployed before there was one.</summary>
    public string? LoadEvery { get; init; }

    public static string ParameterOf(string stack) => $"/sparkify/{stack}/stack";

    /// <exception cref="DeployedStackException">There is no such parameter, or it says something else.</exception>
    public static async Task<StackDescription> ReadAsync(DeployedClients clients, string stack, CancellationToken cancellationToken)
    {
        var name = ParameterOf(stack);
        var found = await AwsCall.AskAsync(
            "Systems Manager", $"GetParameter {name} in Region {clients.Region}", AskAsync, cancellationToken)
            ?? throw new DeployedStackException(
                $"There is no parameter {name} in Region {clients.Region}: no stack named {stack} is deployed there with these "
                + "credentials. Mend the name, or say where it is by AWS_REGION and AWS_PROFILE.");
        try
        {
            return JsonSerializer.Deserialize(found.Parameter.Value, DeployedJson.Default.StackDescription)!;
        }
        catch (JsonException unreadable)
        {
            throw new DeployedStackException(
                $"The parameter {name} in Region {clients.Region} does not say what this version of sparkify needs ({unreadable.Message}): "
                + "deploy the stack again by this version.",
                unreadable);
        }

        async Task<GetParameterResponse?> AskAsync()
        {
            try
            {
                return await clients.Parameters.GetParameterAsync(new GetParameterRequest { Name = name }, cancellationToken);
            }
            catch (ParameterNotFoundException)
            {
                return null;
            }
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StackDescription))]
internal sealed partial class DeployedJson : JsonSerializerContext;
