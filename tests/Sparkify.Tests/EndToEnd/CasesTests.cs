using System.Text.Json;
using Sparkify.Ingestion.Statements;
using Sparkify.Tests.LocalCloud;

namespace Sparkify.Tests.EndToEnd;

/// <summary>Inputs that went wrong elsewhere: the shared cases.</summary>
public sealed class CasesTests
{
    /// <summary>Public reports of what a failed COPY says, and whose fault each was.</summary>
    [Fact]
    public void What_a_copy_said_is_laid_at_the_right_door()
    {
        var reports = File.ReadLines(SharedData.Require("data/cases/errors.tsv")).Select(line => line.Split('\t')).ToList();

        Assert.NotEmpty(reports);
        Assert.All(reports, report => Assert.Equal(
            (report[1], Enum.Parse<DatabaseFault>(report[0], ignoreCase: true)), (report[1], DatabaseError.FaultOf(report[1]))));
    }

    /// <summary>Never are they called loaded. A few bad rows are counted.</summary>
    [Fact]
    public async Task Files_of_another_shape_are_quarantined_with_what_their_rows_lack()
    {
        using var home = new LocalHome();

        var (exit, output, _) = await home.RunAsync("load", SharedData.Require("data/cases/foreign"));
        var (_, files, _) = await home.RunAsync("files", "--json");

        Assert.Equal(3, exit);
        Assert.Contains("400 rows staged, 0 rejected, 3 unusable", output, StringComparison.Ordinal);
        Assert.Contains("Now there are 397 songplays", output, StringComparison.Ordinal);
        Assert.Equal(
            [
                ("log_data/a-song.json", "quarantined", "1 of 1 rows have no ts, no sessionId and no itemInSession"),
                ("log_data/one-of-two-hundred.json", "loaded", "1 of 200 rows have no sessionId"),
                ("log_data/renamed-ts.json", "quarantined", "20 of 20 rows have no ts; they have timestamp"),
                ("log_data/snake.json", "quarantined", "10 of 10 rows have no sessionId and no itemInSession"),
                ("log_data/two-of-two-hundred.json", "loaded", "2 of 200 rows have no ts"),
                ("log_data/wrapped.json", "quarantined", "1 of 1 rows have no ts, no sessionId and no itemInSession; they have Records"),
                ("song_data/an-event.json", "quarantined", "1 of 1 rows have neither song_id nor artist_id"),
            ],
            JsonDocument.Parse(files).RootElement.EnumerateArray().Select(file => (
                file.GetProperty("key").GetString()!,
                file.GetProperty("status").GetString()!,
                Before(file.GetProperty("reason").GetString()!, file.GetProperty("key").GetString()!))));
    }

    /// <summary>Without the names of keys, where there are many.</summary>
    private static string Before(string reason, string key) =>
        key is "log_data/wrapped.json" or "log_data/renamed-ts.json" ? reason : reason.Split(';')[0];
}
