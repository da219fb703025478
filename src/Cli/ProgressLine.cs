using System.Globalization;

namespace Sparkify.Cli;

/// <summary>
/// Long work, told while it goes on: a bar with rate and time left on a terminal, a line now and then elsewhere, nothing where the answer is JSON.
/// </summary>
/// <remarks>The lines go where errors go: what stands in a redirected answer is the answer. Work that is done before the first line is due says nothing.</remarks>
internal sealed class ProgressLine(CommandOutput output, bool isSilent, TimeProvider time) : IDisposable
{
    private const int BarWidth = 30;
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BetweenBars = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private string _what = "";
    private long _startedAt = time.GetTimestamp();
    private long _toldAt = time.GetTimestamp();
    private bool _hasBar;

    /// <param name="what">The files, say. What is told of something else has a rate of its own.</param>
    /// <param name="done">So many of them.</param>
    /// <param name="total">Of so many; null where nobody knows yet.</param>
    public void Tell(string what, long done, long? total)
    {
        if (isSilent)
        {
            return;
        }

        lock (_lock)
        {
            if (_what != what)
            {
                (_what, _startedAt) = (what, time.GetTimestamp());
            }

            var isFirstBar = output.IsTerminal && !_hasBar;
            if (isFirstBar || time.GetElapsedTime(_toldAt) >= (output.IsTerminal ? BetweenBars : BetweenLines))
            {
                _toldAt = time.GetTimestamp();
                Show(Words(done, total));
            }
        }
    }

    /// <summary>Takes the bar away: what follows is the answer.</summary>
    public void Dispose()
    {
        if (_hasBar)
        {
            output.Answer.Write("\r\u001b[K");
            output.Answer.Flush();
        }
    }

    private void Show(string words)
    {
        if (!output.IsTerminal)
        {
            output.Error.WriteLine(words);
            return;
        }

        // A line that the terminal wraps can't be written over.
        output.Answer.Write($"\r\u001b[K{(words.Length < output.Width ? words : words[..Math.Max(0, output.Width - 1)])}");
        output.Answer.Flush();
        _hasBar = true;
    }

    private string Words(long done, long? total)
    {
        var seconds = time.GetElapsedTime(_startedAt).TotalSeconds;
        var rate = seconds > 0 ? done / seconds : 0;
        if (total is not > 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{_what}: {done:N0} ({rate:N0}/s)");
        }

        var share = Math.Min(1.0, (double)done / total.Value);
        var bar = output.IsTerminal ? $"[{new string('#', (int)(share * BarWidth)).PadRight(BarWidth, '.')}] " : "";
        var left = rate > 0 && share < 1 ? string.Create(CultureInfo.InvariantCulture, $", {TimeSpan.FromSeconds((total.Value - done) / rate):h\\:mm\\:ss} left") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{bar}{_what}: {done:N0} of {total:N0} ({share:P0}, {rate:N1}/s{left})");
    }
}
