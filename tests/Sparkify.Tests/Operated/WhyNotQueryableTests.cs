using System.Text.Json;
using System.Text.RegularExpressions;
using Sparkify.Cli;
using Sparkify.Tests.StandIns;

namespace Sparkify.Tests.Operated;

/// <summary>
/// Whoever asks why a file is not queryable reads the same on the terminal and on the page, and it is what docs/operations.md says.
/// </summary>
public sealed class WhyNotQueryableTests(MissingFiles missing) : IClassFixture<MissingFiles>
{
    private const string Page = "docs/operations.md";

    public static TheoryData<string> Cases => [.. MissingFiles.Keys.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Terminal_and_page_say_what_the_table_says(string of)
    {
        var key = MissingFiles.Keys[of];
        var (status, why, whatToDo) = Assert.Contains(of, Table());

        var (_, found) = await missing.GetAsync($"api/files?search={Uri.EscapeDataString(key)}");
        var (isKnown, story) = await missing.GetAsync($"api/files/story?key={Uri.EscapeDataString(key)}");
        var said = await missing.RunAsync("files", key);

        if (status.Length == 0)
        {
            Assert.Equal(ExitCode.Failed, said.Exit);
            AssertSays(why, key, said.Output.Trim());
            Assert.Equal(said.Output.Trim(), Text(found, "says"));
            Assert.Equal((404, said.Output.Trim()), (isKnown, Text(story, "reason")));
            return;
        }

        Assert.Equal(ExitCode.AllWell, said.Exit);
        var versions = JsonDocument.Parse((await missing.RunAsync("files", key, "--json")).Output).RootElement.EnumerateArray().ToList();
        Assert.Equal(
            versions.Select(version => (Text(version, "status"), Text(version, "reason"), Text(version, "what_to_do"))),
            story.GetProperty("versions").EnumerateArray()
                .Select(version => (Text(version, "status"), Text(version, "reason"), Text(version, "whatToDo"))));
        // The list shows the version that the bucket has.
        var shown = found.GetProperty("files").EnumerateArray().Single();
        Assert.Equal(
            (Text(versions[^1], "status"), Text(versions[^1], "reason"), Text(versions[^1], "what_to_do")),
            (Text(shown, "status"), Text(shown, "reason"), Text(shown, "whatToDo")));

        // Of a file that was overwritten the first version is the one.
        Assert.Equal(status, Text(versions[0], "status"));
        AssertSays(why, key, Text(versions[0], "reason"));
        AssertSays(whatToDo, key, Text(versions[0], "what_to_do"));
        Assert.Contains(Text(versions[0], "reason")!, said.Output, StringComparison.Ordinal);
        Assert.Contains(Text(versions[0], "what_to_do") ?? "", said.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_has_these_cases_and_no_others() => Assert.Equal(MissingFiles.Keys.Keys.Order(), Table().Keys.Order());

    /// <summary>In the table, three dots stand for what is of one file alone.</summary>
    private void AssertSays(string shown, string key, string? said) => Assert.Matches(
        $"^{Regex.Escape(shown).Replace("…", ".*", StringComparison.Ordinal).Replace("KEY", Regex.Escape(key), StringComparison.Ordinal)}$",
        (said ?? "").Replace(missing.Operated.Option, "", StringComparison.Ordinal));

    private static Dictionary<string, (string Status, string Why, string WhatToDo)> Table() => File.ReadAllLines(Repository.Path(Page))
        .SkipWhile(line => line != "| the file | status | why | what to do |").Skip(2)
        .TakeWhile(line => line.StartsWith('|')).Select(line => line.Split('|').Select(cell => cell.Trim()).ToList())
        .ToDictionary(cells => cells[1], cells => (cells[2].Trim('`'), cells[3], cells[4]));

    private static string? Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var text) && text.ValueKind is JsonValueKind.String ? text.GetString() : null;
}
