using System.Text.Json;
using System.Text.RegularExpressions;
using Sparkify.Tests.Backfill;
using Sparkify.Tests.LocalCloud;
using Sparkify.Tests.Operated;
using Sparkify.Tests.StandIns;

namespace Sparkify.Tests.Shown;

/// <summary>docs/json.md promises fields: each command prints these, of these types, and no other.</summary>
public sealed partial class JsonPageTests
{
    private static readonly string Page = File.ReadAllText(Repository.Path("docs/json.md"));

    /// <summary>In a home in which everything has happened that they can say something of.</summary>
    [Fact]
    public async Task Every_command_prints_the_fields_that_the_page_promises()
    {
        using var home = new LocalHome();
        var made = home["../made"];
        await home.RunAsync("generate", "--events", "200", "--songs", "5", "--seed", "1", "--out", made);
        File.WriteAllText(Path.Combine(made, "song_data", "broken.json"), "no JSON");
        var said = new Dictionary<string, string> { ["load"] = await SayAsync("load", made) };
        await using (var world = await HomeWorld.OpenAsync(home.Path))
        {
            await world.LayAsync("song_data/late.json", BackfillHome.Song(1));
            await world.FailToLoadAsync("song_data/late.json");
            await world.DieAsync("SongDataQueue", """{"Records":[null]}""");
        }

        said["failures"] = await SayAsync("failures");
        said["redrive"] = await SayAsync("redrive", "--all");
        said["files"] = await SayAsync("files");
        said["files KEY"] = await SayAsync("files", "song_data/broken.json");
        said["backfill"] = await SayAsync("backfill", "song_data", "--dry-run", "--force");
        said["rebuild"] = await SayAsync("rebuild", "--dry-run");
        said["export"] = await SayAsync("export", home["../exported"]);
        said["cost"] = await SayAsync("cost", "--files-per-day", "1", "--events-per-file", "1");
        using var fresh = new LocalHome();
        said["verify"] = (await fresh.RunAsync("verify", "--json")).Output;

        Assert.Equal(
            said.Keys.Order(StringComparer.Ordinal),
            Sections().Where(section => section.Fields.Count > 0).Select(section => section.Command).Order(StringComparer.Ordinal));
        foreach (var (command, promised) in Sections().Where(section => section.Fields.Count > 0))
        {
            var printed = Fields(JsonDocument.Parse(said[command]).RootElement, "").ToLookup(field => field.Path, field => field.Type);
            Assert.Empty(printed.Select(field => $"{command}: {field.Key}").Except(promised.Select(field => $"{command}: {field.Path}")));
            Assert.All(promised, field =>
            {
                Assert.True(printed.Contains(field.Path) || field.IsSometimes, $"{command} does not print {field.Path}");
                Assert.All(printed[field.Path], type => Assert.Contains(type, field.Types));
            });
        }

        async Task<string> SayAsync(params string[] command) => (await home.RunAsync([.. command, "--json"])).Output;
    }

    private static List<(string Command, List<PromisedField> Fields)> Sections() =>
    [
        .. Page.Split("\n## ")[1..].Select(section => (
            Heading().Match(section).Groups[1].Value,
            Row().Matches(section).Select(row => new PromisedField(
                row.Groups[1].Value, row.Groups[2].Value.Split(" or "), row.Groups[3].Value.Contains("only ", StringComparison.Ordinal)))
                .ToList()))
    ];

    private static IEnumerable<(string Path, string Type)> Fields(JsonElement json, string path) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(
            member => Fields(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}")),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(item => Fields(item, path + "[]")),
        JsonValueKind.Number => [(path, "number")],
        JsonValueKind.True => [(path, "true")],
        JsonValueKind.False => [(path, "false")],
        JsonValueKind.Null => [(path, "null")],
        _ => [(path, "text")],
    };

    private sealed record PromisedField(string Path, string[] Types, bool IsSometimes);

    [GeneratedRegex("^`([^`]+)`")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\| `([^`]+)` \| ([a-z ]+) \| (.*)\|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
