using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using Sparkify.Operations;

namespace Sparkify.Deployed;

/// <summary>The executions of a deployed stack's state machines. Step Functions keeps one for 90 days after its end.</summary>
internal sealed class DeployedExecutions(
    IAmazonStepFunctions client, IReadOnlyList<string> machines, Func<TimeSpan, CancellationToken, Task> waiting)
{
    private const string Service = "Step Functions";

    /// <summary>A load takes a minute; DescribeExecution may be asked 15 times a second by the whole account.</summary>
    public static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    /// <summary>Those that run are listed first: one that ends meanwhile is listed twice, not missed.</summary>
    private static readonly ExecutionStatus[] Unfinished =
    [
        ExecutionStatus.RUNNING, ExecutionStatus.FAILED, ExecutionStatus.TIMED_OUT, ExecutionStatus.ABORTED
    ];

    public async Task<IReadOnlyList<ExecutionEntry>> UnfinishedAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, ExecutionEntry>(StringComparer.Ordinal);
        foreach (var (machine, status) in from status in Unfinished from machine in machines select (machine, status))
        {
            await foreach (var execution in ListAsync(machine, status, since: null, cancellationToken))
            {
                found[execution.ExecutionArn] = execution;
            }
        }

        return [.. found.Values];
    }

    public async Task<IReadOnlyList<ExecutionEntry>> SucceededSinceAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var found = new List<ExecutionEntry>();
        foreach (var machine in machines)
        {
            found.AddRange(await ListAsync(machine, ExecutionStatus.SUCCEEDED, since, cancellationToken).ToListAsync(cancellationToken));
        }

        return found;
    }

    /// <summary>The newest first: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html.</summary>
    private async IAsyncEnumerable<ExecutionEntry> ListAsync(
        string machine,
        ExecutionStatus status,
        DateTimeOffset? since,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? token = null;
        do
        {
            var request = new ListExecutionsRequest
            {
                StateMachineArn = machine, StatusFilter = status, MaxResults = 1_000, NextToken = token
            };
            var page = await AwsCall.AskAsync(
                Service, $"ListExecutions of {machine}", () => client.ListExecutionsAsync(request, cancellationToken), cancellationToken);
            var entries = (page.Executions ?? []).ConvertAll(item => new ExecutionEntry
            {
                ExecutionArn = item.ExecutionArn,
                StateMachineArn = item.StateMachineArn,
                Name = item.Name,
                Status = item.Status.Value,
                StartDate = Utc(item.StartDate) ?? default,
                StopDate = Utc(item.StopDate),
            });
            foreach (var entry in entries.Where(entry => since is null || entry.StartDate >= since))
            {
                yield return entry;
            }

            token = entries.Count == 0 || entries[^1].StartDate < since ? null : page.NextToken;
        }
        while (!string.IsNullOrEmpty(token));
    }

    /// <returns>It, and its output if it succeeded.</returns>
    public async Task<(ExecutionEntry Entry, string? Output)> DescribeAsync(string executionArn, CancellationToken cancellationToken)
    {
        var request = new DescribeExecutionRequest { ExecutionArn = executionArn };
        var described = await AwsCall.AskAsync(
            Service,
            $"DescribeExecution {executionArn}",
            () => client.DescribeExecutionAsync(request, cancellationToken),
            cancellationToken);
        return (
            new ExecutionEntry
            {
                ExecutionArn = described.ExecutionArn, StateMachineArn = described.StateMachineArn, Name = described.Name,
                Status = described.Status.Value, StartDate = Utc(described.StartDate) ?? default, StopDate = Utc(described.StopDate),
                Input = described.Input, Error = NullIfEmpty(described.Error), Cause = NullIfEmpty(described.Cause),
            },
            described.Status == ExecutionStatus.SUCCEEDED ? described.Output : null);
    }

    /// <returns>The ARN of the execution that has the name: this one, or one that another operator started before.</returns>
    public async Task<string> StartAsync(string stateMachineArn, string name, string input, CancellationToken cancellationToken)
    {
        var request = new StartExecutionRequest { StateMachineArn = stateMachineArn, Name = name, Input = input };
        return await AwsCall.AskAsync(Service, $"StartExecution '{name}' of {stateMachineArn}", AskAsync, cancellationToken);

        async Task<string> AskAsync()
        {
            try
            {
                return (await client.StartExecutionAsync(request, cancellationToken)).ExecutionArn;
            }
            catch (ExecutionAlreadyExistsException)
            {
                return $"{stateMachineArn.Replace(":stateMachine:", ":execution:", StringComparison.Ordinal)}:{name}";
            }
        }
    }

    /// <summary>Waits for an execution's end.</summary>
    /// <param name="look">Is called while it runs, every while.</param>
    public async Task<(ExecutionEntry Entry, string? Output)> EndAsync(
        string executionArn, Func<Task> look, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (entry, output) = await DescribeAsync(executionArn, cancellationToken);
            if (entry.Status is not (ExecutionEntry.Running or "PENDING_REDRIVE"))
            {
                return (entry, output);
            }

            await look();
            await waiting(BetweenLooks, cancellationToken);
        }
    }

    private static DateTimeOffset? Utc(DateTime? time) => time is { } known ? new DateTimeOffset(known.ToUniversalTime()) : null;

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
