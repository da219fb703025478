using System.Globalization;
using System.Text.Json;

namespace Sparkify.LocalCloud.Home;

/// <summary>
/// A file of JSON lines in the order of their time, which others read as a whole. What is old can be dropped from its front.
/// </summary>
internal static class DatedLines
{
    /// <summary>
    /// Drops the lines before the first that is new enough, and as many as are over the size. Whenever the process is killed, the file
    /// is as before or as after. Nobody may write to it meanwhile.
    /// </summary>
    /// <param name="timeOf">Null: the line says none, and goes with those before it.</param>
    /// <param name="stays">
    /// What a line stands for until the next of its kind, or null: the last one of each kind stays though it is old.
    /// </param>
    /// <returns>Whether anything was dropped: then whoever has the file open has the old one.</returns>
    public static bool DropFront(
        string path,
        DateTimeOffset since,
        long mostBytes,
        Func<ReadOnlyMemory<byte>, DateTimeOffset?> timeOf,
        Func<ReadOnlyMemory<byte>, string?>? stays = null)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        var standing = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        {
            var from = 0L;
            var isOver = file.Length > mostBytes;
            foreach (var (line, end) in WholeLines.Each(file))
            {
                if (!(isOver && file.Length - from > mostBytes) && timeOf(line) >= since)
                {
                    break;
                }

                from = end;
                if (stays?.Invoke(line) is { } kind)
                {
                    standing[kind] = line.ToArray();
                }
            }

            if (from == 0)
            {
                return false;
            }

            using var fresh = new FileStream(LineFile.Fresh(path), FileMode.Create, FileAccess.Write);
            foreach (var line in standing.Values)
            {
                fresh.Write([.. line, (byte)'\n']);
            }

            file.Position = from;
            file.CopyTo(fresh);
            if (fresh.Length == file.Length)
            {
                // All that is old has to stay.
                return false;
            }
        }

        File.Move(LineFile.Fresh(path), path, overwrite: true);
        return true;
    }

    /// <summary>The time that stands in a member of the line; null where there is none.</summary>
    public static DateTimeOffset? TimeIn(ReadOnlyMemory<byte> line, string member)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.TryGetProperty(member, out var time)
                && DateTimeOffset.TryParse(
                    time.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
