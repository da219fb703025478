using System.Text.Json;
using System.Text.Json.Nodes;
using Sparkify.Tests.StandIns;

namespace Sparkify.Tests.Page;

/// <summary>What the page is shown, against what the stack did.</summary>
public sealed class PageApiTests : OwnPage
{
    [Fact]
    public async Task The_state_machines_are_those_of_the_definitions()
    {
        var machines = await Page.GetAsync("api/machines");

        foreach (var machine in machines.EnumerateArray())
        {
            var definition = JsonNode.Parse(await File.ReadAllTextAsync(
                Path.Combine(Repository.Root, machine.GetProperty("file").GetString()!), TestContext.Current.CancellationToken))!;
            Assert.Equal(States(definition).Order(), Drawn(machine.GetProperty("graph")).Order());
        }

        Assert.Equal(2, machines.GetArrayLength());
    }

    [Fact]
    public async Task A_file_that_is_put_loads_and_its_execution_is_reported_state_by_state()
    {
        await Page.LoadAsync(("log_data/2018/11/a.json", Samples.Play(1)));

        var execution = (await Page.GetAsync("api/executions")).GetProperty("executions").EnumerateArray().Single();
        var timeline = await Page.GetAsync($"api/executions/{execution.GetProperty("name").GetString()}");
        var visits = timeline.GetProperty("visits").EnumerateArray().ToList();
        Assert.Equal("SUCCEEDED", execution.GetProperty("status").GetString());
        Assert.Equal(
            ["Begin", "StageFiles", "MergeStaged", "ReportLoad", "Loaded"], visits.Select(visit => visit.GetProperty("state").GetString()!)
                .Where(state => state is "Begin" or "StageFiles" or "MergeStaged" or "ReportLoad" or "Loaded"));
        Assert.All(visits, visit => Assert.True(visit.TryGetProperty("left", out _)));

        var staging = visits.Single(visit => visit.GetProperty("state").GetString() is "StageFiles");
        var content = await Page.GetAsync(
            $"api/executions/{execution.GetProperty("name").GetString()}/visits/{staging.GetProperty("id")}");
        Assert.NotNull(JsonNode.Parse(content.GetProperty("input").GetString()!)!["load"]);
        Assert.NotNull(JsonNode.Parse(content.GetProperty("output").GetString()!)!["staging"]);
        Assert.Equal(1, content.GetProperty("tries").GetArrayLength());
    }

    [Fact]
    public async Task A_poison_files_story_says_that_it_is_not_queryable_and_what_to_do()
    {
        await Page.LoadAsync(("log_data/poison.json", Samples.Poison), ("log_data/good.json", Samples.WithARefusedRow));

        var found = await Page.GetAsync("api/files?search=poison&status=quarantined");
        var story = await Page.GetAsync("api/files/story?key=log_data/poison.json");
        var version = story.GetProperty("versions").EnumerateArray().Single();
        Assert.Equal("log_data/poison.json", Assert.Single(found.GetProperty("files").EnumerateArray()).GetProperty("key").GetString());
        Assert.Equal("quarantined", version.GetProperty("status").GetString());
        Assert.Contains("mend the file", version.GetProperty("whatToDo").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(version.GetProperty("reason").GetString()!);
    }

    [Fact]
    public async Task A_refused_row_is_reported_with_its_line_and_column()
    {
        await Page.LoadAsync(("log_data/rows.json", Samples.WithARefusedRow));

        var rejected = (await Page.GetAsync("api/files/story?key=log_data/rows.json"))
            .GetProperty("rejectedRows")
            .EnumerateArray()
            .Single();
        Assert.Equal(2, rejected.GetProperty("line").GetInt32());
        Assert.Equal("iteminsession", rejected.GetProperty("column").GetString());
        Assert.NotEmpty(rejected.GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task A_split_load_and_its_parts_name_each_other()
    {
        await Page.LoadAsync(("log_data/poison.json", Samples.Poison), ("log_data/good.json", Samples.Play(1)));

        var executions = (await Page.GetAsync("api/executions"))
            .GetProperty("executions")
            .EnumerateArray()
            .ToDictionary(execution => execution.GetProperty("name").GetString()!);
        var parts = executions.Values.Where(execution => execution.TryGetProperty("parent", out _)).ToList();
        Assert.NotEmpty(parts);
        foreach (var part in parts)
        {
            var visits = (await Page.GetAsync($"api/executions/{part.GetProperty("parent").GetString()}"))
                .GetProperty("visits")
                .EnumerateArray();
            Assert.Contains(
                part.GetProperty("name").GetString(),
                visits.SelectMany(visit => visit.GetProperty("started").EnumerateArray()).Select(name => name.GetString()));
        }
    }

    [Fact]
    public async Task A_sample_answers_every_question_of_the_analysts_and_the_next_one_has_other_files()
    {
        var first = await SampleAsync();
        await Page.Stack.SettleAsync(TestContext.Current.CancellationToken);
        var answers = await Page.GetAsync("api/answers");
        var second = await SampleAsync();

        Assert.True(answers.GetProperty("tables").GetProperty("songplays").GetInt64() > 0);
        Assert.All(answers.GetProperty("answers").EnumerateArray(), answer =>
        {
            Assert.EndsWith("?", answer.GetProperty("question").GetString(), StringComparison.Ordinal);
            Assert.NotEqual(0, answer.GetProperty("rows").GetArrayLength());
        });
        Assert.Equal((1, 2), (first.GetProperty("seed").GetInt32(), second.GetProperty("seed").GetInt32()));
        Assert.Equal(
            first.GetProperty("files").GetInt32() + second.GetProperty("files").GetInt32(),
            Page.Stack.Bucket.Walk("").Count(file => Page.Stack.Notices.IsFile(file.Key)));
    }

    [Fact]
    public async Task The_dashboard_is_the_templates_and_its_metrics_have_points()
    {
        await Page.LoadAsync(("log_data/a.json", Samples.Play(1)));
        var now = DateTimeOffset.UtcNow;
        var question = new JsonObject
        {
            ["from"] = now.AddHours(-1).ToUnixTimeMilliseconds(),
            ["to"] = now.AddHours(24).ToUnixTimeMilliseconds(),
            ["queries"] = new JsonArray(new JsonObject
            {
                ["namespace"] = "AWS/Lambda",
                ["metric"] = "Invocations",
                ["dimensions"] = new JsonObject { ["FunctionName"] = "StageFiles" },
                ["stat"] = "Sum",
                ["period"] = 3600,
            }),
        };

        var widgets = (await Page.GetAsync("api/dashboard")).GetProperty("widgets");
        using var answer = await Page.Http.PostAsync(
            "api/metrics", new StringContent(question.ToJsonString()), TestContext.Current.CancellationToken);

        Assert.Equal(JsonNode.Parse(Page.Stack.Template.Dashboard!)!["widgets"]!.AsArray().Count, widgets.GetArrayLength());
        var points = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))![0]!.AsArray();
        Assert.Equal(1, points.Sum(point => point![1]!.GetValue<double>()));
    }

    private async Task<JsonElement> SampleAsync()
    {
        using var answer = await Page.Http.PostAsync("api/sample", null, TestContext.Current.CancellationToken);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
    }

    private static IEnumerable<string> States(JsonNode graph) => graph["States"]!.AsObject().SelectMany(state =>
        new[] { state.Key }.Concat(state.Value!["ItemProcessor"] is { } inner ? States(inner) : []));

    private static IEnumerable<string> Drawn(JsonElement graph) => graph.GetProperty("states").EnumerateArray().SelectMany(state =>
        new[] { state.GetProperty("name").GetString()! }.Concat(state.GetProperty("graphs").EnumerateArray().SelectMany(Drawn)));
}
