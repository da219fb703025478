using Sparkify.Reference;
using Sparkify.Tests.Sql;

namespace Sparkify.Tests.RedshiftOnDuckDb;

/// <summary>The dictionary of tracks: what a late song costs, and what keeps two tracks apart.</summary>
public sealed class TracksTests
{
    private const string Play =
        """{"page":"NextSong","ts":1541121934796,"sessionId":7,"itemInSession":1,"userId":"8","song":"a","artist":"b","length":1.5}""";

    private const string Song = """{"song_id":"SO1","title":"a","artist_id":"AR1","artist_name":"b","duration":1.5,"year":0}""";

    [Fact]
    public void No_statement_of_a_song_load_names_the_fact()
    {
        var loads = RenderedSql.Batches.Where(batch => batch.Name.StartsWith("merge song_data", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(loads);
        Assert.All(
            loads, batch => Assert.DoesNotContain(batch.Statements, sql => sql.Contains("songplays", StringComparison.Ordinal)));
    }

    /// <summary>Ids are stored: another formula would part a track from itself.</summary>
    [Fact]
    public void A_track_id_is_one_formula_wherever_it_stands()
    {
        var formulas = RenderedSql.Statements.Select(statement => statement.Sql)
            .Where(sql => sql.Contains("STRTOL", StringComparison.Ordinal))
            .Select(sql => sql[sql.IndexOf("STRTOL", StringComparison.Ordinal)..sql.IndexOf(" AS track_id", StringComparison.Ordinal)])
            .Select(formula => string.Concat(formula.Where(c => !char.IsWhiteSpace(c))))
            .ToList();

        Assert.Equal(3, formulas.Count);
        Assert.Single(formulas.Distinct());
    }

    [Theory]
    [InlineData(Dataset.LogData, Play)]
    [InlineData(Dataset.SongData, Song)]
    public async Task Two_tracks_under_one_id_fail_the_load_aloud_and_nothing_is_written(Dataset dataset, string line)
    {
        await using var run = await WarehouseRun.OpenAsync();
        await run.PrepareAsync();
        await LoadAsync(run, "first", dataset, line);
        await run.MustAsync("DELETE FROM dw.songplays", "UPDATE dw.tracks SET title = 'another'");
        var rows = await StageAsync(run, "second", dataset, line);

        var error = await run.FailsAsync([.. run.MergeStatements("second", dataset, rows)]);

        Assert.Contains("Invalid digit, Value 'a'", error, StringComparison.Ordinal);
        Assert.Contains("a track has the track_id of another", error, StringComparison.Ordinal);
        Assert.Equal(0L, await run.OneAsync("SELECT COUNT(*) FROM dw.songplays"));
        Assert.Equal("another", await run.OneAsync("SELECT title FROM dw.tracks"));
    }

    [Fact]
    public async Task A_load_counts_the_tracks_whose_song_became_known_and_a_smaller_song_counts_no_more()
    {
        await using var run = await WarehouseRun.OpenAsync();
        await run.PrepareAsync();
        await LoadAsync(run, "plays", Dataset.LogData, Play);
        await LoadAsync(run, "late", Dataset.SongData, Song.Replace("SO1", "SO2", StringComparison.Ordinal));
        Assert.Equal("SO2", await run.OneAsync("SELECT song_id FROM songplays"));
        await LoadAsync(run, "smaller", Dataset.SongData, Song);
        await LoadAsync(run, "again", Dataset.SongData, Song);
        await LoadAsync(run, "of_no_play", Dataset.SongData, Song.Replace("\"a\"", "\"c\"", StringComparison.Ordinal));

        Assert.Equal("SO1", await run.OneAsync("SELECT song_id FROM songplays"));
        Assert.Equal(
            ["again 0", "late 1", "of_no_play 0", "plays 0", "smaller 0"],
            (await run.RowsAsync("SELECT load_id, tracks_resolved FROM dw.loads ORDER BY load_id")).Select(row => $"{row[0]} {row[1]}"));
    }

    private static async Task LoadAsync(WarehouseRun run, string load, Dataset dataset, string line) =>
        await run.MergeAsync(load, dataset, await StageAsync(run, load, dataset, line));

    private static Task<long> StageAsync(WarehouseRun run, string load, Dataset dataset, string line) =>
        run.StageAsync(load, dataset, [SourceFile.OfText(dataset, $"{load}.json", line)]);
}
