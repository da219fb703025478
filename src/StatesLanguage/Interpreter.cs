using StatesLanguage.Expressions;
using StatesLanguage.Running;

namespace StatesLanguage;

/// <summary>Runs executions of one state machine as Step Functions does.</summary>
/// <remarks>
/// It keeps no clock and no chance of its own, and goes on wherever the caller's scheduler lets it: on a scheduler with one thread
/// and ports that are deterministic, a run repeats event by event.
/// </remarks>
public sealed class Interpreter(StateMachineDefinition definition, ExecutionPorts ports)
{
    private readonly Chance _chance = new(ports.Random);

    /// <summary>Runs an execution to its end, with a random name, in an account that does not exist.</summary>
    /// <param name="input">JSON.</param>
    /// <exception cref="ArgumentException">The input is not JSON.</exception>
    public Task<ExecutionResult> RunAsync(string input, CancellationToken cancellationToken = default) =>
        RunAsync(ExecutionStart.Of("stateMachine", _chance.Uuid(), input, ports.Clock.Now), cancellationToken);

    /// <summary>Runs an execution to its end.</summary>
    /// <param name="cancellationToken">
    /// Stops the execution at its next await, as a kill of the process would: no end is recorded, and
    /// <see cref="OperationCanceledException"/> comes out.
    /// </param>
    /// <exception cref="ArgumentException">The input, or the point to go on from, does not fit.</exception>
    public Task<ExecutionResult> RunAsync(ExecutionStart start, CancellationToken cancellationToken = default) =>
        new ExecutionRun(definition.Graph, definition.TimeoutSeconds, start, ports, _chance, cancellationToken).RunAsync(cancellationToken);
}
