using System.Text.Json.Nodes;
using StatesLanguage;

namespace Sparkify.Proof.World;

/// <summary>One execution of a state machine: its history outlives every crash.</summary>
/// <param name="isBefore">It began under the definition of the version before.</param>
internal sealed class Execution(Machine machine, string name, string input, DateTimeOffset startedAt, bool isBefore)
{
    private readonly JsonNode? load = JsonNode.Parse(input)!["load"];

    public Machine Machine => machine;

    /// <summary>Step Functions keeps the one that an execution began with; a home goes on with the one that it has.</summary>
    public StateMachineDefinition Definition { get; set; } = isBefore ? machine.Before : machine.Definition;

    public bool IsBefore => isBefore;

    /// <summary>A home was opened again under another definition than it began with.</summary>
    public bool IsBegunAnew => isBefore && Definition != machine.Before;

    public string Name => name;

    public string Input => input;

    public DateTimeOffset StartedAt => startedAt;

    /// <summary>The load that it is for; null for a backfill.</summary>
    public string? LoadId => load?["loadId"]!.GetValue<string>();

    /// <summary>Its files are known to be unloadable.</summary>
    public bool IsQuarantine => load?["quarantine"]?.GetValue<bool>() ?? false;

    public List<HistoryEvent> History { get; } = [];

    public ExecutionResult? Result { get; set; }

    public bool HasFailed => Result is { Status: not ExecutionStatus.Succeeded };

    public TaskCompletionSource<ExecutionResult> Ended { get; set; } = new();

    public int Restarts { get; set; }

    /// <summary>Where it goes on after its process was killed; null: at its start.</summary>
    public ResumePoint? ResumeAt => IsBegunAnew
        ? ResumePoint.AtStart(Definition, input, History)
        : ResumePoint.Find(Definition, History);
}

/// <summary>A state machine of the product, read from its own file.</summary>
internal sealed class Machine
{
    private const string Partition = "arn:aws:states:us-east-1:000000000000";

    /// <summary>The commit whose definitions are kept in <c>Definitions/</c>, as they were.</summary>
    private const string VersionBefore = "8621840";

    public static readonly Machine Ingest = new("ingest");
    public static readonly Machine Backfill = new("backfill");

    private Machine(string name)
    {
        Name = name;
        var places = Functions.Names.ToDictionary(function => $"{function}Arn", Functions.ArnOf);
        places["Partition"] = "aws";
        places["NoticesTopicArn"] = "arn:aws:sns:us-east-1:000000000000:notices";
        places["IngestStateMachineArn"] = $"{Partition}:stateMachine:ingest";
        Definition = Read($"{name}.asl.json");
        Before = Read(Path.Combine("Definitions", VersionBefore, $"{name}.asl.json"));

        StateMachineDefinition Read(string file)
        {
            var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file));
            return StateMachineDefinition.Parse(
                text, places.Where(place => text.Contains($"${{{place.Key}}}", StringComparison.Ordinal)).ToDictionary());
        }
    }

    public string Name { get; }

    public string Arn => $"{Partition}:stateMachine:{Name}";

    public StateMachineDefinition Definition { get; }

    /// <summary>The version before's.</summary>
    public StateMachineDefinition Before { get; }

    public string ExecutionArn(string name) => $"{Partition}:execution:{Name}:{name}";
}
