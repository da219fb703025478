using System.Globalization;
using System.Text;

namespace Sparkify.SampleData;

/// <summary>
/// A piece of text, escaped once for both kinds of file: the logs' writer escapes slashes, the songs' does not; both keep to ASCII.
/// </summary>
internal sealed class Phrase
{
    private Phrase(string text)
    {
        InSongs = Escape(text, escapeSlash: false);
        InLogs = Escape(text, escapeSlash: true);
    }

    public byte[] InSongs { get; }

    public byte[] InLogs { get; }

    public static Phrase[] All(params string[] texts) => Array.ConvertAll(texts, text => new Phrase(text));

    private static byte[] Escape(string text, bool escapeSlash)
    {
        var escaped = new StringBuilder();
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => escaped.Append('\\').Append(c),
                '/' when escapeSlash => escaped.Append("\\/"),
                >= ' ' and <= '~' => escaped.Append(c),
                _ => escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
            };
        }

        return Encoding.ASCII.GetBytes(escaped.ToString());
    }
}
