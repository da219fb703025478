using System.Text.Json;
using Sparkify.Functions;
using Sparkify.Functions.Schema;
using Sparkify.Proof.Schedules;
using Sparkify.Proof.Verdicts;
using Sparkify.Warehouse;

namespace Sparkify.Proof.World;

/// <summary>
/// A stack that is brought to this version: CloudFormation calls ApplySchema, and whoever deploys does it again until it is done. The
/// functions are this version's from the start, so that loads meet the older schema.
/// </summary>
internal sealed class Deployment(Simulation simulation)
{
    /// <summary>Lambda calls a function that gave no answer twice again.</summary>
    private const int MostCalls = 3;

    private const int MostTries = 4;

    private int requests;

    /// <summary>Whoever starts an execution now gets the version before's definition.</summary>
    public bool HasDefinitionsBefore { get; private set; } = simulation.Schedule.Acts.Any(act => act is Redeploy);

    /// <summary>The warehouse lacks changes of this version's schema.</summary>
    public bool IsBehind { get; private set; }

    /// <summary>When it got the last of them; null if it had them from the start, or has them not.</summary>
    public DateTimeOffset? CaughtUpAt { get; private set; }

    /// <summary>Why ApplySchema failed the last time.</summary>
    public string? Reason { get; private set; }

    /// <summary>The warehouse as the version before would have left it; where that would hold other rows, it stays as it is.</summary>
    public void MakeOlder()
    {
        IsBehind = OlderSchema.Holds(simulation.Database);
        simulation.Trace.Say($"the schema is {(IsBehind ? "that of the version before" : "this version's: the other would lose rows")}");
        if (IsBehind)
        {
            foreach (var statements in OlderSchema.Batches)
            {
                simulation.RunInPeace("older schema", statements);
            }
        }
    }

    /// <summary>A batch has committed.</summary>
    public void AfterCommit(string batchName)
    {
        if (IsBehind && batchName.StartsWith("schema ", StringComparison.Ordinal)
            && (long)Ledger.Ask(simulation.Database, "SELECT COUNT(*) FROM dw.schema_changes")[0][0]! == SchemaChanges.All.Count)
        {
            (IsBehind, CaughtUpAt) = (false, simulation.Time.Now);
        }
    }

    /// <summary>
    /// The definitions are this version's from now on. Step Functions lets what runs go on as it began, with today's functions; a home is
    /// ended and opened again, and begins what had not ended anew, under the definitions that it finds.
    /// </summary>
    public void Redeploy(bool isHome)
    {
        HasDefinitionsBefore = false;
        var underWay = simulation.Executions.All.Where(execution => execution is { IsBefore: true, Result: null }).ToList();
        simulation.Count(Happening.WentOn, underWay.Count);
        if (isHome)
        {
            simulation.Count(Happening.ResumedUnder, underWay.Count);
            underWay.ForEach(execution => execution.Definition = execution.Machine.Definition);
            simulation.Restart();
        }
    }

    public async Task RunAsync()
    {
        for (var tries = 1; tries <= MostTries && !await TryAsync(); tries++)
        {
        }
    }

    private async Task<bool> TryAsync()
    {
        var change = new StackChange
        {
            RequestType = "Update",
            ResponseUrl = "https://cloudformation.invalid/",
            StackId = "stack",
            RequestId = $"request-{++requests}",
            LogicalResourceId = "WarehouseSchema",
            ResourceProperties = new WarehouseProperties { Workgroup = "sparkify", Database = "dev" },
        };
        for (var calls = 1; calls <= MostCalls; calls++)
        {
            try
            {
                var text = await simulation.Executions.Functions.InvokeAsync(
                    nameof(ApplySchema), JsonSerializer.SerializeToUtf8Bytes(change, FunctionsJson.Default.StackChange));
                var answer = JsonSerializer.Deserialize(text.Span, FunctionsJson.Default.StackChangeAnswer)!;
                Reason = answer.Reason;
                return answer.Status == StackChangeAnswer.Success;
            }
            catch (FunctionFailedException e)
            {
                Reason = e.Message;
            }
        }

        return false;
    }
}
