using System.Text;

namespace Sparkify.LocalCloud.Home;

/// <summary>The lines of a file that were written to their end: a process that is killed leaves the last one unfinished.</summary>
internal static class WholeLines
{
    private const int AtOnce = 65_536;

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

    /// <summary>
    /// The same from where the file stands, without holding it in memory: a line is there until the next is asked for.
    /// </summary>
    public static IEnumerable<(ReadOnlyMemory<byte> Line, long End)> Each(FileStream file)
    {
        var buffer = new byte[AtOnce];
        var (start, filled, end) = (0, 0, file.Position);
        while (true)
        {
            for (int length; (length = buffer.AsSpan(start, filled - start).IndexOf((byte)'\n')) >= 0; start += length + 1)
            {
                end += length + 1;
                yield return (buffer.AsMemory(start, length), end);
            }

            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            (start, filled) = (0, filled - start);
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, 2 * buffer.Length);
            }

            var read = file.Read(buffer, filled, buffer.Length - filled);
            if (read == 0)
            {
                yield break;
            }

            filled += read;
        }
    }
}
