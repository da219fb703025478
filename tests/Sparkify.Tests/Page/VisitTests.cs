using Sparkify.Page;
using StatesLanguage;

namespace Sparkify.Tests.Page;

/// <summary>A history taken apart into stays in states.</summary>
public sealed class VisitTests
{
    private static readonly DateTimeOffset Start = new(2018, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Tries_of_a_task_are_reported_one_by_one_with_the_error_in_words()
    {
        HistoryEvent[] history =
        [
            Event(1, 0, "ExecutionStarted", null),
            Event(2, 0, "TaskStateEntered", "StageFiles") with { Input = "1" },
            Event(3, 2, "TaskScheduled", "StageFiles"), Event(4, 3, "TaskStarted", "StageFiles"),
            Event(
                5,
                4,
                "TaskFailed",
                "StageFiles") with { Error = "WarehouseUnavailableException", Cause = """{"errorMessage":"it sleeps"}""" },
            Event(6, 5, "TaskScheduled", "StageFiles"), Event(7, 6, "TaskStarted", "StageFiles"),
            Event(8, 7, "TaskSucceeded", "StageFiles"),
            Event(9, 8, "TaskStateExited", "StageFiles") with { Output = "2" },
        ];

        var content = VisitContent.Find(history, 2)!;

        Assert.Equal(("1", "2"), (content.Input, content.Output));
        Assert.Equal(["WarehouseUnavailableException: it sleeps", null], content.Tries.Select(one => one.Failure));
        Assert.Equal((2, true), (Visit.Read(history).Single().View().Tries, Visit.Read(history).Single().View().Failed));
        Assert.Null(VisitContent.Find(history, 3));
    }

    [Fact]
    public void Items_of_a_map_side_by_side_keep_their_events_apart()
    {
        HistoryEvent[] history =
        [
            Event(1, 0, "PassStateEntered", "Item"),
            Event(2, 0, "PassStateEntered", "Item"),
            Event(3, 2, "PassStateExited", "Item") with { Output = "second" },
            Event(4, 1, "PassStateExited", "Item") with { Output = "first" },
        ];

        Assert.Equal("first", VisitContent.Find(history, 1)!.Output);
        Assert.Equal("second", VisitContent.Find(history, 2)!.Output);
    }

    private static HistoryEvent Event(long id, long previous, string type, string? state) =>
        new() { Id = id, PreviousId = previous, Type = type, StateName = state, Timestamp = Start.AddSeconds(id) };
}
