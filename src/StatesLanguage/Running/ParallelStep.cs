using System.Text.Json;
using StatesLanguage.Definitions;
using StatesLanguage.Json;

namespace StatesLanguage.Running;

/// <summary>One try of a Parallel: its branches side by side on the same input.</summary>
internal static class ParallelStep
{
    public static async Task<JsonElement> RunAsync(StateVisit visit, ParallelState state, CancellationToken stop)
    {
        var input = visit.EffectiveInput();
        visit.Record(new HistoryEvent { Type = "ParallelStateStarted" });
        var frames = state.Branches.Select(_ => visit.Frame.Branch()).ToArray();
        JsonElement result;
        try
        {
            var results = await SideBySide.RunAsync(
                frames.Length,
                frames.Length,
                (at, stopBranch) => visit.Run.RunGraphAsync(state.Branches[at], state.Branches[at].StartAt, input, frames[at], stopBranch),
                stop);
            result = visit.Sized(JsonText.Array(results));
        }
        finally
        {
            visit.Frame.LastEventId = frames.Max(frame => frame.LastEventId);
        }

        visit.Record(new HistoryEvent { Type = "ParallelStateSucceeded" });
        return result;
    }
}
