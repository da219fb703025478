using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Workflows;

namespace Sparkify.Functions.Aws;

/// <summary>AWS Step Functions.</summary>
public sealed class StepFunctionsWorkflows(IAmazonStepFunctions client) : IWorkflows
{
    /// <remarks>
    /// A repeated start says <see cref="StartOutcome.Started"/> while the first execution runs with the same input: Step Functions answers
    /// both alike.
    /// </remarks>
    public Task<StartOutcome> StartAsync(
        string stateMachineArn, string name, string input, string? traceId, CancellationToken cancellationToken)
    {
        var request = new StartExecutionRequest
        {
            StateMachineArn = stateMachineArn, Name = name, Input = input, TraceHeader = traceId is null ? null : TraceId.Header(traceId)
        };
        return SdkCall.AskAsync(
            StartAsync,
            exception => StepFunctionsErrors.Classify(exception, $"StartExecution '{name}' of {stateMachineArn}"),
            cancellationToken);

        async Task<StartOutcome> StartAsync()
        {
            try
            {
                await client.StartExecutionAsync(request, cancellationToken);
                return StartOutcome.Started;
            }
            catch (ExecutionAlreadyExistsException)
            {
                return StartOutcome.AlreadyStarted;
            }
        }
    }
}
