using System.Text;
using System.Text.Json;
using CsCheck;
using StatesLanguage;

namespace Sparkify.Tests.StatesLanguage;

public sealed class MapTests
{
    private const string Work = """
        "StartAt": "Work", "States": {"Work": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true}}
        """;

    [Fact]
    public void A_map_never_runs_more_items_at_a_time_than_it_may_and_as_many_as_it_may() =>
        Gen.Select(Gen.Int[0, 30], Gen.Int[0, 12], Gen.Bool).Sample((items, limit, distributed) =>
        {
            var (running, most, order) = (0, 0, new List<string>());
            var result = OneThread.Run(() => new ScriptedPorts
            {
                Answer = async (task, _) =>
                {
                    order.Add(task.Input);
                    most = Math.Max(most, ++running);
                    for (var turn = 0; turn < 1 + (task.Input.Length % 3); turn++)
                    {
                        await Task.Yield();
                    }

                    running--;
                    return task.Input;
                },
            }.RunAsync(Map(distributed, $"\"MaxConcurrency\": {limit}"), JsonList(items)));

            Assert.Equal(JsonList(items), result.Output);
            Assert.Equal(limit == 0 ? items : Math.Min(limit, items), most);
            Assert.Equal(Enumerable.Range(0, items).Select(item => $"{item}"), order);
        });

    [Fact]
    public void The_same_seed_gives_the_same_history()
    {
        string[] Run() => OneThread.Run(async () =>
        {
            var ports = new ScriptedPorts { Answer = async (task, _) => { await Task.Yield(); return task.Input == "3"
                ? throw new StatesErrorException("No", null)
                : task.Input; } };
            await ports.RunAsync(Map(distributed: true, "\"ToleratedFailureCount\": 1, \"MaxConcurrency\": 3"), JsonList(9), seed: 7);
            return ports.Events.Select(one => one.Execution.ExecutionArn + one.Event.ToJson()).ToArray();
        });

        Assert.Equal(Run(), Run());
    }

    [Theory]
    [InlineData("\"ToleratedFailureCount\": 3", true)]
    [InlineData("\"ToleratedFailureCount\": 2", false)]
    [InlineData("\"ToleratedFailurePercentage\": 30", true)]
    [InlineData("\"ToleratedFailurePercentage\": 29.9", false)]
    [InlineData("\"ToleratedFailurePercentage\": 100, \"ToleratedFailureCount\": 2", false)]
    [InlineData("\"MaxConcurrency\": 0", false)]
    public async Task A_distributed_map_fails_when_more_executions_fail_than_it_tolerates(string settings, bool succeeds)
    {
        var ports = new ScriptedPorts { Answer = (task, _) => task.Input is "1" or "4" or "6"
            ? throw new StatesErrorException("Odd", "why")
            : Task.FromResult(task.Input) };

        var result = await ports.RunAsync(
            Map(distributed: true, settings), JsonList(10), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(succeeds ? null : "States.ExceedToleratedFailureThreshold", result.Error);
        if (succeeds)
        {
            using var output = JsonDocument.Parse(result.Output!);
            Assert.Equal(3, output.RootElement.EnumerateArray()
                .Count(item => item.ValueKind == JsonValueKind.Object && item.GetProperty("Error").GetString() == "Odd"));
        }
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(1, false)]
    public async Task A_failed_batch_counts_with_all_of_its_items(int tolerated, bool succeeds)
    {
        var ports = new ScriptedPorts
        {
            Answer = (task, _) => task.Input == """{"Items":[0,1]}""" ? throw new StatesErrorException("Odd", "why") : Task.FromResult("1"),
        };

        var result = await ports.RunAsync(
            Map(distributed: true, $$"""
                "ToleratedFailureCount": {{tolerated}}, "ItemBatcher": {"MaxItemsPerBatch": 2}
                """), JsonList(4), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(succeeds ? ExecutionStatus.Succeeded : ExecutionStatus.Failed, result.Status);
    }

    [Theory]
    [InlineData("Percentage", "100", null)]
    [InlineData("Percentage", "0", null)]
    [InlineData("Percentage", "100.5", "ToleratedFailurePercentage must be between 0 and 100.")]
    [InlineData("Percentage", "-1", "ToleratedFailurePercentage must be between 0 and 100.")]
    [InlineData("Count", "0", null)]
    [InlineData("Count", "-1", "ToleratedFailureCount cannot be negative.")]
    public async Task What_is_tolerated_may_come_by_a_path_within_its_bounds(string field, string value, string? cause)
    {
        var result = await new ScriptedPorts().RunAsync(Map(distributed: true, $$"""
            "ItemsPath": "$.items", "ToleratedFailure{{field}}Path": "$.most"
            """), $$"""{"items": [1], "most": {{value}} }""", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(cause is null ? null : "States.Runtime", result.Error);
        Assert.Equal(cause ?? "", cause is null ? "" : result.Cause![^cause.Length..]);
    }

    [Theory]
    [InlineData(0, 40)]
    [InlineData(39, 39)]
    [InlineData(45, 40)]
    public void An_inline_map_never_runs_more_than_40_items_at_a_time(int limit, int expected)
    {
        var (running, most) = (0, 0);
        OneThread.Run(() => new ScriptedPorts
        {
            Answer = async (task, _) =>
            {
                most = Math.Max(most, ++running);
                await Task.Yield();
                running--;
                return task.Input;
            },
        }.RunAsync(Map(distributed: false, $"\"MaxConcurrency\": {limit}"), JsonList(50)));

        Assert.Equal(expected, most);
    }

    [Fact]
    public async Task States_within_a_branch_within_an_iteration_see_the_item()
    {
        var result = await new ScriptedPorts().RunAsync("""
            {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ItemProcessor": {
              "StartAt": "Split", "States": {"Split": {"Type": "Parallel", "End": true, "Branches": [
                {"StartAt": "Show", "States": {"Show": {"Type": "Pass", "InputPath": "$$.Map.Item", "End": true}}}]}}}}}}
            """, """["a"]""", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("""[[{"Index":0,"Value":"a"}]]""", result.Output);
    }

    [Fact]
    public void The_first_failing_item_stops_the_others_and_is_the_failure_of_the_map()
    {
        var ports = new ScriptedPorts
        {
            Answer = async (task, stop) =>
            {
                await Task.Yield();
                if (task.Input == "1")
                {
                    throw new StatesErrorException("Broken", "item 1");
                }

                await Task.Delay(Timeout.Infinite, stop);
                return "";
            },
        };

        var result = OneThread.Run(() => ports.RunAsync(Map(distributed: false, "\"MaxConcurrency\": 3"), JsonList(5)));

        var types = ports.Events.Select(one => one.Event.Type).CountBy(type => type).ToDictionary();
        Assert.Equal(("Broken", "item 1"), (result.Error, result.Cause));
        Assert.Equal(
            (3, 1, 2, 2),
            (types["MapIterationStarted"], types["MapIterationFailed"], types["MapIterationAborted"], types["TaskStateAborted"]));
    }

    [Fact]
    public async Task A_listing_gives_every_object_of_the_prefix_in_the_form_of_aws()
    {
        var ports = new ScriptedPorts();
        foreach (var key in new[] { "in/a", "in/b", "in/c", "in/d", "in/e", "out/f" })
        {
            ports.Put("bucket", key, key);
        }

        var result = await ports.RunAsync(Map(distributed: true, """
            "ItemReader": {"Resource": "arn:aws:states:::s3:listObjectsV2", "Parameters": {"Bucket": "bucket", "Prefix.$": "$.prefix"}}
            """), """{"prefix": "in/"}""", cancellationToken: TestContext.Current.CancellationToken);

        using var items = JsonDocument.Parse(result.Output!);
        Assert.Equal(
            ["in/a", "in/b", "in/c", "in/d", "in/e"],
            items.RootElement.EnumerateArray().Select(item => item.GetProperty("Key").GetString()));
        Assert.Equal(
            $$"""{"Etag":"\"e-tag\"","Key":"in/a","LastModified":{{ports.Now.ToUnixTimeSeconds()}},"Size":4,"StorageClass":"STANDARD"}""",
            items.RootElement[0].GetRawText());
    }

    [Fact]
    public async Task Lines_of_json_are_items()
    {
        var ports = new ScriptedPorts();
        ports.Put("bucket", "lines", "{\"a\": 1}\r\n\n[2]\n");

        var result = await ports.RunAsync(Map(distributed: true, """
            "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "JSONL"}, "Parameters": {"Bucket": "bucket", "Key": "lines"}}
            """), "{}", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("""[{"a":1},[2]]""", result.Output);
    }

    [Fact]
    public async Task A_missing_object_fails_the_item_reader()
    {
        var result = await new ScriptedPorts().RunAsync(Map(distributed: true, """
            "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "JSON"}, "Parameters": {"Bucket": "bucket", "Key": "gone"}}
            """), "{}", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("States.ItemReaderFailed", result.Error);
    }

    [Fact]
    public void Batches_hold_all_items_in_order_and_keep_to_both_limits() =>
        Gen.Select(Gen.String[0, 20].List[0, 40], Gen.Int[1, 6], Gen.Int[60, 400]).Sample((texts, mostItems, mostBytes) =>
        {
            var input = "[" + string.Join(',', texts.Select(text => $"\"{Convert.ToHexString(Encoding.UTF8.GetBytes(text))}\"")) + "]";
            var items = JsonDocument.Parse(input).RootElement.EnumerateArray().Select(item => item.GetString()).ToArray();
            if (items.Any(item => item!.Length + 40 > mostBytes))
            {
                return;
            }

            var ports = new ScriptedPorts();
            var result = ports.RunAsync(Map(distributed: true, $$"""
                "ItemBatcher": {"MaxItemsPerBatch": {{mostItems}}, "MaxInputBytesPerBatch": {{mostBytes}}, "BatchInput": {"of": 1} }
                """), input).GetAwaiter().GetResult();

            var batches = JsonDocument.Parse(result.Output!).RootElement.EnumerateArray().ToArray();
            Assert.Equal(items, batches.SelectMany(batch => batch.GetProperty("Items").EnumerateArray()).Select(item => item.GetString()));
            Assert.All(batches, batch => Assert.InRange(batch.GetProperty("Items").GetArrayLength(), 1, mostItems));
            Assert.All(batches, batch => Assert.InRange(Encoding.UTF8.GetByteCount(batch.GetRawText()), 1, mostBytes));
            Assert.All(batches, batch => Assert.Equal(1, batch.GetProperty("BatchInput").GetProperty("of").GetInt32()));
        });

    private static string Map(bool distributed, string settings)
    {
        var mode = distributed ? "\"Mode\": \"DISTRIBUTED\", \"ExecutionType\": \"STANDARD\"" : "\"Mode\": \"INLINE\"";
        return $$"""
            {"StartAt": "Each", "States": {"Each": {"Type": "Map", {{settings}}, "ItemProcessor": {"ProcessorConfig": { {{mode}} }, {{Work}} }, "End": true} } }
            """;
    }

    private static string JsonList(int count) => $"[{string.Join(',', Enumerable.Range(0, count))}]";
}
