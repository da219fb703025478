using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Sparkify.Cli;

/// <summary>
/// The standard output where it is a pipe. When its reader has gone, nothing more is written, and <see cref="IsBroken"/> says so. (The
/// console's own writer forgets that.)
/// </summary>
internal sealed class PipeWriter(Stream pipe) : TextWriter
{
    private const int StandardOutput = 1;

    private readonly Lock _lock = new();
    private readonly StreamWriter _to = new(pipe) { AutoFlush = true };
    private bool _isBroken;

    public override Encoding Encoding => _to.Encoding;

    public bool IsBroken => Volatile.Read(ref _isBroken);

    /// <summary>Null: it is a file, or what only its system's console can write to.</summary>
    public static PipeWriter? OfStandardOutput()
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        // Not in a using: the handle is the process's own.
        var output = new FileStream(new SafeFileHandle(StandardOutput, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return output.CanSeek ? null : new PipeWriter(output);
    }

    public override void Write(char value) => Try(() => _to.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => _to.Write(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void Write(string? value) => Try(() => _to.Write(value));

    public override void WriteLine(string? value) => Write(value + NewLine);

    private void Try(Action write)
    {
        lock (_lock)
        {
            if (_isBroken)
            {
                return;
            }

            try
            {
                write();
            }
            catch (IOException)
            {
                _isBroken = true;
            }
        }
    }
}
