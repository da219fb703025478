using System.Globalization;

namespace Sparkify.Local.CommandLine;

/// <summary>Long work, told while it goes on: a bar on a terminal, a line now and then elsewhere, nothing where the answer is JSON.</summary>
internal sealed class ProgressLine(CommandOutput output, bool isSilent, TimeProvider time) : IDisposable
{
    private const int BarWidth = 30;
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    private readonly long _startedAt = time.GetTimestamp();
    private long _lineAt;
    private bool _hasBar;

    /// <param name="what">The files, say.</param>
    /// <param name="done">So many of them.</param>
    /// <param name="total">Of so many; null where nobody knows yet.</param>
    public void Tell(string what, long done, long? total)
    {
        if (isSilent)
        {
            return;
        }

        if (output.IsTerminal)
        {
            output.Answer.Write($"\r\u001b[K{Words(what, done, total, withBar: true)}");
            output.Answer.Flush();
            _hasBar = true;
        }
        else if (_lineAt == 0 || time.GetElapsedTime(_lineAt) >= BetweenLines)
        {
            _lineAt = time.GetTimestamp();
            output.Line(Words(what, done, total, withBar: false));
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

    private string Words(string what, long done, long? total, bool withBar)
    {
        var seconds = time.GetElapsedTime(_startedAt).TotalSeconds;
        var rate = seconds > 0 ? done / seconds : 0;
        if (total is not > 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{what}: {done:N0} ({rate:N0}/s)");
        }

        var share = Math.Min(1.0, (double)done / total.Value);
        var bar = withBar ? $"[{new string('#', (int)(share * BarWidth)).PadRight(BarWidth, '.')}] " : "";
        var left = rate > 0 && share < 1 ? string.Create(CultureInfo.InvariantCulture, $", {TimeSpan.FromSeconds((total.Value - done) / rate):h\\:mm\\:ss} left") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{bar}{what}: {done:N0} of {total:N0} ({share:P0}, {rate:N1}/s{left})");
    }
}
