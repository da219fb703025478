using System.Text;

namespace Sparkify.LocalCloud.Home;

/// <summary>The lines of a file that were written to their end: a process that is killed leaves the last one unfinished.</summary>
internal static class WholeLines
{
    /// <returns>Each line, and where the next one begins.</returns>
    public static IReadOnlyList<(string Line, long End)> Read(FileStream file)
    {
        var bytes = new byte[file.Length];
        file.Position = 0;
        file.ReadExactly(bytes);
        var lines = new List<(string, long)>();
        for (int start = 0, length; (length = bytes.AsSpan(start).IndexOf((byte)'\n')) >= 0; start += length + 1)
        {
            lines.Add((Encoding.UTF8.GetString(bytes, start, length), start + length + 1));
        }

        return lines;
    }
}
