using System.Globalization;

namespace Sparkify.Bench;

/// <summary>
/// What is measured. A baseline is what the same machine needs to bring the same rows into the same database, with nothing around it.
/// </summary>
internal static class Scenarios
{
    public static IReadOnlyList<Series> Of(Workplace work)
    {
        var bareEvents = new Series(
            Text($"{work.Events:N0} events in 30 files: DuckDB's own reader, one INSERT"),
            work.Events,
            null,
            _ => work.ImportAsync("log_data"));
        var bareSongs = new Series(
            Text($"{work.Songs:N0} song files: DuckDB's own reader, one INSERT"), work.Songs, null, _ => work.ImportAsync("song_data"));
        return
        [
            bareEvents,
            new(
                Text($"{work.Events:N0} events in 30 files: load"),
                work.Events,
                bareEvents,
                stopping => work.LoadAsync("log_data", again: false, stopping)),
            new(
                Text($"{work.Events:N0} events in 30 files: the same load again"),
                work.Events,
                bareEvents,
                stopping => work.LoadAsync("log_data", again: true, stopping)),
            bareSongs,
            new(
                Text($"{work.Songs:N0} song files: load"),
                work.Songs,
                bareSongs,
                stopping => work.LoadAsync("song_data", again: false, stopping)),
            new(
                Text($"{work.Songs:N0} song files: the same load again"),
                work.Songs,
                bareSongs,
                stopping => work.LoadAsync("song_data", again: true, stopping)),
        ];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
