using Sparkify.Warehouse;

namespace Sparkify.Bench.Flat;

/// <summary>What analysts ask of the view, and the same of a table in which each play holds its song.</summary>
internal static class Questions
{
    private const string Stored = "plays_with_songs";

    private static readonly (string What, string Sql)[] All =
    [
        ("top songs", """
            SELECT song_id, artist_id, COUNT(*) AS plays FROM songplays WHERE song_id IS NOT NULL
            GROUP BY song_id, artist_id ORDER BY plays DESC, song_id LIMIT 10
            """),
        ("week by level: plays", """
            SELECT DATE_TRUNC('week', start_time) AS week_of, level, COUNT(*) AS plays FROM songplays GROUP BY week_of, level
            """),
        ("week by level: distinct listeners", """
            SELECT DATE_TRUNC('week', start_time) AS week_of, level, COUNT(DISTINCT user_id) AS listeners FROM songplays
            GROUP BY week_of, level
            """),
        ("songs by hour", """
            SELECT EXTRACT(hour FROM start_time) AS hour, song_id, COUNT(*) AS plays FROM songplays WHERE song_id IS NOT NULL
            GROUP BY EXTRACT(hour FROM start_time), song_id ORDER BY plays DESC, hour, song_id LIMIT 10
            """),
        ("top songs with their names, and distinct listeners", Product("songs_with_metadata")),
    ];

    /// <summary>One that the product asks, too.</summary>
    private static string Product(string name) =>
        AnalystQuestions.All.Single(question => question.Name == name).File.Text.TrimEnd().TrimEnd(';');

    /// <summary>Medians: of the view, and of the table.</summary>
    public static async Task<IReadOnlyList<(string What, Cost View, Cost Table)>> MeasureAsync(
        MadeWarehouse warehouse, int runs, TextWriter errors, CancellationToken cancellationToken)
    {
        await warehouse.RunAsideAsync(
        [
            "SET search_path = 'main,redshift_system'",
            $"""
            CREATE TABLE public.{Stored} AS
            SELECT start_time, user_id, level, song_id, artist_id, session_id, location, user_agent FROM public.songplays
            """,
        ]);
        var measured = All.Select(_ => (View: new List<Cost>(), Table: new List<Cost>())).ToList();
        for (var run = 0; run <= runs; run++)
        {
            for (var i = 0; i < All.Length; i++)
            {
                var view = await warehouse.AskAsync(All[i].Sql, cancellationToken);
                var table = await warehouse.AskAsync(
                    All[i].Sql.Replace("songplays", Stored, StringComparison.Ordinal), cancellationToken);
                await errors.WriteLineAsync($"run {run}: {All[i].What}: {view.Cpu.TotalSeconds:N3} {table.Cpu.TotalSeconds:N3}");
                measured[i].View.AddRange(run > 0 ? [view] : []);
                measured[i].Table.AddRange(run > 0 ? [table] : []);
            }
        }

        return [.. measured.Select((one, i) => (All[i].What, Cost.Median(one.View), Cost.Median(one.Table)))];
    }
}
