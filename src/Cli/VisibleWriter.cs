using System.Text;

namespace Sparkify.Cli;

/// <summary>A writer for words of any origin: <see cref="VisibleText"/> is what comes through.</summary>
internal sealed class VisibleWriter(TextWriter to) : TextWriter
{
    public override Encoding Encoding => to.Encoding;

    /// <summary>Half a character comes through as it is: the other half follows.</summary>
    public override void Write(char value) => to.Write(char.IsSurrogate(value) ? value.ToString() : VisibleText.OfLines(value.ToString()));

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void Write(string? value) => to.Write(VisibleText.OfLines(value ?? ""));

    public override void WriteLine(string? value) => to.Write(VisibleText.OfLines(value ?? "") + to.NewLine);

    public override void Flush() => to.Flush();
}
