using System.Text.Json;
using StatesLanguage.Definitions;
using StatesLanguage.Expressions;
using StatesLanguage.Json;

namespace StatesLanguage.Running;

/// <summary>One try of a Map: its processor on each item, inline (within this execution) or distributed (an execution for each).</summary>
internal static class MapStep
{
    /// <summary>
    /// The most iterations of an inline Map at a time: https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html.
    /// </summary>
    private const int MostInline = 40;

    public static async Task<JsonElement> RunAsync(StateVisit visit, MapState state, CancellationToken stop)
    {
        var input = visit.Input();
        var concurrency = visit.Whole(state.MaxConcurrency, input) ?? 0;
        if (concurrency < 0)
        {
            throw new RuntimeFaultException("MaxConcurrency cannot be negative.");
        }

        var result = state.Distributed is { } settings
            ? await new MapRun(visit, state, settings, input).RunAsync((int)concurrency, stop)
            : await InlineAsync(visit, state, input, concurrency is 0 or > MostInline ? MostInline : (int)concurrency, stop);
        visit.Record(new HistoryEvent { Type = "MapStateSucceeded" });
        return result;
    }

    /// <summary>The items of the payload: what ItemsPath leads to.</summary>
    public static IReadOnlyList<JsonElement> PayloadItems(StateVisit visit, MapState state, JsonElement input)
    {
        var items = state.ItemsPath?.Evaluate(visit.Around(input), "ItemsPath") ?? input;
        return items.ValueKind == JsonValueKind.Array
            ? [.. items.EnumerateArray()]
            : throw new RuntimeFaultException($"Reference path \"{state.ItemsPath?.Text ?? "$"}\" must point to array.");
    }

    /// <summary>What the processor is given for an item.</summary>
    public static JsonElement Selected(StateVisit visit, MapState state, JsonElement input, MapItem item) =>
        state.ItemSelector is { } selector ? visit.Sized(selector.Fill(visit.Around(input, item))) : item.Value;

    private static async Task<JsonElement> InlineAsync(
        StateVisit visit, MapState state, JsonElement input, int limit, CancellationToken stop)
    {
        var items = PayloadItems(visit, state, input);
        visit.Record(new HistoryEvent { Type = "MapStateStarted", Length = items.Count });
        var frames = items.Select((item, at) => visit.Frame.Branch(new MapItem(at, item))).ToArray();
        try
        {
            return visit.Sized(JsonText.Array(await SideBySide.RunAsync(items.Count, limit, IterateAsync, stop)));
        }
        finally
        {
            visit.Frame.LastEventId = frames.Select(frame => frame.LastEventId).Append(visit.Frame.LastEventId).Max();
        }

        async Task<JsonElement> IterateAsync(int at, CancellationToken stopIteration)
        {
            var frame = frames[at];
            Record("MapIterationStarted");
            try
            {
                var selected = Selected(visit, state, input, frame.Item!);
                var output = await visit.Run.RunGraphAsync(state.Processor, state.Processor.StartAt, selected, frame, stopIteration);
                Record("MapIterationSucceeded");
                return output;
            }
            catch (StateFailedException)
            {
                Record("MapIterationFailed");
                throw;
            }
            catch (OperationCanceledException) when (!visit.Run.Killed.IsCancellationRequested)
            {
                Record("MapIterationAborted");
                throw;
            }

            void Record(string type) => visit.Run.Record(frame, new HistoryEvent { Type = type, StateName = state.Name, Index = at });
        }
    }
}
