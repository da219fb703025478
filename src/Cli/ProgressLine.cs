using System.Globalization;
using Sparkify.Operations;

namespace Sparkify.Cli;

/// <summary>
/// Long work, shown while it goes on: a bar with its rate on a terminal, a line now and then elsewhere, nothing where the
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

    public static Task<T> RunAsync<T>(CommandOutput output, bool isSilent, Func<Action<WorkProgress>, Task<T>> work)
    {
        if (isSilent)
        {
            return work(_ => { });
        }

        return output.IsTerminal
            ? output.BarAsync(show => work(new ProgressLine(output.Time, BetweenBars, isDue: true, show).Report))
            : work(new ProgressLine(output.Time, BetweenLines, isDue: false, (_, words) => output.Error.WriteLine(words)).Report);
    }

    private void Report(WorkProgress progress)
    {
        lock (_lock)
        {
            if (_what != progress.What)
            {
                (_what, _startedAt) = (progress.What, _time.GetTimestamp());
            }

            if (_isDue || _time.GetElapsedTime(_shownAt) >= _between)
            {
                (_isDue, _shownAt) = (false, _time.GetTimestamp());
                _show(progress.Total is > 0 ? Share(progress) : null, Words(progress));
            }
        }
    }

    /// <summary>No time that is left: what comes may be slower than what was.</summary>
    private string Words(WorkProgress progress)
    {
        var seconds = _time.GetElapsedTime(_startedAt).TotalSeconds;
        var rate = seconds > 0 ? progress.Done / seconds : 0;
        var beside = progress.Beside is { } more ? $", {more}" : "";
        return progress.Total is > 0
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{progress.What}: {progress.Done:N0} of {progress.Total:N0} ({Share(progress):P0}, {rate:N1}/s){beside}")
            : string.Create(CultureInfo.InvariantCulture, $"{progress.What}: {progress.Done:N0} ({rate:N0}/s){beside}");
    }

    private static double Share(WorkProgress progress) => Math.Min(1.0, (double)progress.Done / progress.Total!.Value);
}
