using System.Text;

namespace Sparkify.Cli.Sharing;

/// <summary>A text writer whose lines go to the one who asked.</summary>
internal sealed class ReplyWriter(Action<string> send) : TextWriter
{
    private readonly StringBuilder _pending = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        _pending.Append(value);
        if (value is '\n')
        {
            Flush();
        }
    }

    public override void Write(string? value)
    {
        _pending.Append(value);
        if (value is not null && value.Contains('\n', StringComparison.Ordinal))
        {
            Flush();
        }
    }

    public override void Flush()
    {
        if (_pending.Length > 0)
        {
            send(_pending.ToString());
            _pending.Clear();
        }
    }
}
