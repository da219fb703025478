using StatesLanguage;

namespace Sparkify.Tests.StatesLanguage;

/// <summary>The interpreter against what AWS Step Functions itself answered.</summary>
public sealed class RecordedExecutionsTests(ITestOutputHelper output)
{
    /// <summary>Executions that the interpreter takes today. It may only rise.</summary>
    private const int AcceptedFloor = 852;

    /// <summary>
    /// Histories whose order of events differs: those with branches side by side, where AWS interleaves them anew each time (and
    /// the recordings' authors sorted them). All others are the same, event by event.
    /// </summary>
    private const int MostHistoriesThatDiffer = 7;

    /// <summary>Known to differ, by id, with the reason. One that no longer differs has to go.</summary>
    private static readonly Dictionary<string, string> KnownDifferences = [];

    [Fact]
    public async Task Every_recorded_execution_is_refused_by_name_or_ends_as_it_did_on_aws()
    {
        var recordings = Recording.Read(SharedData.Require("asl-recorded/executions.jsonl")).ToArray();
        var (refused, different, causes, histories) = (
            new List<string>(), new Dictionary<string, string>(), new List<string>(), new List<string>());
        var compared = 0;
        foreach (var recording in recordings)
        {
            try
            {
                var (result, ports) = await recording.RunAsync(TestContext.Current.CancellationToken);
                if (string.Join("; ", recording.Differences(result)) is { Length: > 0 } differences)
                {
                    different[recording.Id] = differences;
                }

                if (recording.CauseDiffers(result))
                {
                    causes.Add($"{recording.Id}: {result.Cause} where {recording.Expected.GetProperty("cause")} is expected");
                }

                if (recording.EventTypes is { } types)
                {
                    compared++;
                    var actual = ports.HistoryOf(ports.Events[0].Execution.ExecutionArn).Select(entry => entry.Type).ToArray();
                    if (!actual.SequenceEqual(types))
                    {
                        histories.Add($"{recording.Id}:\n    {string.Join(' ', actual)}\n    {string.Join(' ', types)}");
                    }
                }
            }
            catch (DefinitionRefusedException e)
            {
                Assert.NotEmpty(e.Problems);
                refused.Add($"{recording.Id}: {string.Join("; ", e.Problems)}");
            }
        }

        output.WriteLine(
            $"{recordings.Length} recorded, {recordings.Length - refused.Count} accepted, {refused.Count} refused, "
            + $"{different.Count} different; "
                + $"causes that differ: {causes.Count}; histories that differ: {histories.Count} of {compared}");
        output.WriteLine(string.Join('\n', [.. refused, .. different.Select(one => $"{one.Key}: {one.Value}"), .. causes, .. histories]));
        Assert.True(recordings.Length - refused.Count >= AcceptedFloor, string.Join('\n', refused));
        Assert.Equal(KnownDifferences.Keys.Order(), different.Keys.Order());
        Assert.Empty(causes);
        Assert.True(histories.Count <= MostHistoriesThatDiffer, string.Join('\n', histories));
    }
}
