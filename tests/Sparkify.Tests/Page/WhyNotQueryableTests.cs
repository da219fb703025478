using System.Text.Json;
using Sparkify.Cli;
using Sparkify.Tests.LocalCloud;

namespace Sparkify.Tests.Page;

/// <summary>Whoever asks the page for one key reads what <c>files KEY</c> says of it.</summary>
public sealed class WhyNotQueryableTests : IDisposable
{
    private readonly LocalHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_whole_key_gets_the_answer_of_the_terminal_whatever_became_of_the_file()
    {
        await using var page = await PageHome.OpenAsync(_home);
        await page.LoadAsync(
            ("log_data/poison.json", Samples.Poison),
            ("log_data/rows.json", Samples.WithARefusedRow),
            ("log_data/gone.json", Samples.Play(1)));
        await page.FailAsync(("log_data/failed.json", Samples.Play(2)));
        page.Stack.Bucket.Remove("log_data/gone.json");
        await PutAsideAsync(page, "elsewhere/a.json");
        await PutAsideAsync(page, "log_data/a.csv");

        foreach (var (key, status) in new[]
        {
            ("log_data/poison.json", "quarantined"), ("log_data/rows.json", "loaded"), ("log_data/gone.json", "loaded"),
            ("log_data/failed.json", "failed"), ("elsewhere/a.json", "ignored"), ("log_data/a.csv", "ignored"),
        })
        {
            var found = await page.GetAsync($"api/files?search={Uri.EscapeDataString(key)}");
            var shown = found.GetProperty("files").EnumerateArray().Single();
            var (exit, output, error) = await _home.RunAsync("files", key, "--json");
            Assert.True(exit is ExitCode.AllWell, error);
            var said = JsonDocument.Parse(output).RootElement.EnumerateArray().Last();
            Assert.Equal(status, shown.GetProperty("status").GetString());
            Assert.Equal(
                (said.GetProperty("status").GetString(), Text(said, "reason"), Text(said, "what_to_do")),
                (shown.GetProperty("status").GetString(), Text(shown, "reason"), Text(shown, "whatToDo")));
        }

        foreach (var key in new[] { "log_data/never.json", "elsewhere/never.json", "log_data/never.csv" })
        {
            var says = (await page.GetAsync($"api/files?search={Uri.EscapeDataString(key)}")).GetProperty("says").GetString();
            var (exit, output, _) = await _home.RunAsync("files", key);
            Assert.Equal((ExitCode.Failed, output.TrimEnd()), (exit, says));
        }
    }

    /// <summary>As somebody copies a file in: no notice is sent of it.</summary>
    private static Task PutAsideAsync(PageHome page, string key)
    {
        var path = Path.Combine(page.Stack.Home.Bucket, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return File.WriteAllTextAsync(path, "{}", TestContext.Current.CancellationToken);
    }

    private static string? Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var text) && text.ValueKind is JsonValueKind.String ? text.GetString() : null;
}
