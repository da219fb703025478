using System.Text.Json;
using StatesLanguage.Definitions;
using StatesLanguage.Expressions;
using StatesLanguage.Json;

namespace StatesLanguage.Running;

/// <summary>One try of a Task, with the events that a function or a service has.</summary>
internal static class TaskStep
{
    public static async Task<JsonElement> RunAsync(StateVisit visit, TaskState state, CancellationToken stop)
    {
        var (resource, prefix) = (state.Resource, state.Resource.IsFunction ? "LambdaFunction" : "Task");
        var filtered = visit.Input();
        var input = visit.EffectiveInput();

        // A task is not cut off: it is found to be too late when it answers.
        // Nothing here sends heartbeats; where a path says how often, it must lead to a positive number.
        var timeout = Seconds(visit, state.TimeoutSeconds, filtered);
        Seconds(visit, state.HeartbeatSeconds, filtered);
        var call = new TaskCall
        {
            Resource = resource.Arn,
            Input = input.GetRawText(),
            StateName = state.Name,
            Execution = visit.Run.Start,
            RetryCount = visit.RetryCount,
        };

        Record(new HistoryEvent
        {
            Type = prefix + "Scheduled", Input = call.Input, RetryCount = call.RetryCount, TimeoutSeconds = (long?)timeout?.TotalSeconds
        });
        Record(new HistoryEvent { Type = prefix + "Started" });
        var started = visit.Run.Ports.Clock.Now;
        try
        {
            var output = JsonText.Parse(await visit.Run.Ports.Tasks.RunAsync(call, stop));
            stop.ThrowIfCancellationRequested();
            if (visit.Run.Ports.Clock.Now - started > timeout)
            {
                throw new StatesErrorException(ErrorNames.Timeout, null);
            }

            if (JsonText.IsTooLarge(output))
            {
                throw new StatesErrorException(ErrorNames.DataLimitExceeded, StateVisit.TooLarge(resource.NameInCause));
            }

            Record(new HistoryEvent { Type = prefix + "Succeeded", Output = output.GetRawText() });
            return output;
        }
        catch (StatesErrorException e)
        {
            stop.ThrowIfCancellationRequested();
            Record(new HistoryEvent
            {
                Type = prefix + (e.Error == ErrorNames.Timeout ? "TimedOut" : "Failed"), Error = e.Error, Cause = e.Cause
            });

            // A task whose error is called States.Runtime is not a fault of this state: yet no Retry and no Catch takes that name.
            throw new StateFailedException(e.Error, e.Cause) { IsTerminal = e.Error == ErrorNames.Runtime };
        }

        void Record(HistoryEvent entry) => visit.Record(entry with
        {
            Resource = resource.IsFunction ? resource.Arn : resource.Action,
            ResourceType = resource.IsFunction ? null : resource.ResourceType,
        });
    }

    private static TimeSpan? Seconds(StateVisit visit, WholeSetting? setting, JsonElement input) =>
        visit.Whole(setting, input) is not { } seconds ? null
        : seconds > 0 ? TimeSpan.FromSeconds(seconds)
        : throw new RuntimeFaultException($"{setting!.Name} must be positive, and {setting.Path!.Text} is {seconds}");
}
