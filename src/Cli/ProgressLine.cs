using System.Globalization;

namespace Sparkify.Cli;

/// <summary>Says how far the work is.</summary>
/// <param name="what">The files, say. Something else has a rate of its own.</param>
/// <param name="done">So many of them.</param>
/// <param name="total">Of so many; null where nobody knows yet.</param>
internal delegate void ReportProgress(string what, long done, long? total);

/// <summary>
/// Long work, shown while it goes on: a bar with rate and time left on a terminal, a line now and then elsewhere, nothing where the
/// answer is JSON.
/// </summary>
/// <remarks>
/// The lines go where errors go: what stands in a redirected answer is the answer. Work that is done before the first line is due says
/// nothing.
/// </remarks>
internal sealed class ProgressLine
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BetweenBars = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _between;
    private readonly CommandOutput.ShowProgress _show;
    private string _what = "";
    private long _startedAt;
    private long _shownAt;
    private bool _isDue;

    private ProgressLine(TimeProvider time, TimeSpan between, bool isDue, CommandOutput.ShowProgress show)
    {
        (_time, _between, _isDue, _show) = (time, between, isDue, show);
        _startedAt = _shownAt = time.GetTimestamp();
    }

    public static Task<T> RunAsync<T>(CommandOutput output, bool isSilent, Func<ReportProgress, Task<T>> work)
    {
        if (isSilent)
        {
            return work((_, _, _) => { });
        }

        return output.IsTerminal
            ? output.BarAsync(show => work(new ProgressLine(output.Time, BetweenBars, isDue: true, show).Report))
            : work(new ProgressLine(output.Time, BetweenLines, isDue: false, (_, words) => output.Error.WriteLine(words)).Report);
    }

    private void Report(string what, long done, long? total)
    {
        lock (_lock)
        {
            if (_what != what)
            {
                (_what, _startedAt) = (what, _time.GetTimestamp());
            }

            if (_isDue || _time.GetElapsedTime(_shownAt) >= _between)
            {
                (_isDue, _shownAt) = (false, _time.GetTimestamp());
                _show(total is > 0 ? Math.Min(1.0, (double)done / total.Value) : null, $"{_what}: {Words(done, total)}");
            }
        }
    }

    private string Words(long done, long? total)
    {
        var seconds = _time.GetElapsedTime(_startedAt).TotalSeconds;
        var rate = seconds > 0 ? done / seconds : 0;
        if (total is not > 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{done:N0} ({rate:N0}/s)");
        }

        var share = Math.Min(1.0, (double)done / total.Value);
        var left = rate > 0 && share < 1
            ? string.Create(CultureInfo.InvariantCulture, $", {TimeSpan.FromSeconds((total.Value - done) / rate):h\\:mm\\:ss} left")
            : "";
        return string.Create(CultureInfo.InvariantCulture, $"{done:N0} of {total:N0} ({share:P0}, {rate:N1}/s{left})");
    }
}
