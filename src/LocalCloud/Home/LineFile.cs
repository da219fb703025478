using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Sparkify.LocalCloud.Home;

/// <summary>
/// A file of lines that only grows. A line is with the operating system before the call returns, so a process that is killed loses none;
/// what it did not finish, or what a full disk cut off, is taken away before the next line is written.
/// </summary>
internal sealed class LineFile : IDisposable
{
    private readonly string _path;
    private FileStream _file;
    private long _end;

    public LineFile(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        (_path, _file) = (path, Open(path));
    }

    /// <summary>Every line that was written to its end.</summary>
    /// <exception cref="NotAHomeException">A line is not what it should be: somebody wrote into the file.</exception>
    public IReadOnlyList<T> Read<T>(Func<string, T> parse)
    {
        var read = new List<T>();
        (_file.Position, _end) = (0, 0);
        foreach (var (line, end) in WholeLines.Each(_file))
        {
            read.Add(Parsed(Encoding.UTF8.GetString(line.Span), read.Count + 1, parse));
            _end = end;
        }

        return read;
    }

    /// <summary>All of the lines or, where it throws, none.</summary>
    /// <exception cref="IOException">There is no room, or the file can't be written.</exception>
    public void Append(IEnumerable<string> lines)
    {
        var bytes = Bytes(lines);
        if (_file.Length != _end)
        {
            _file.SetLength(_end);
        }

        _file.Position = _end;
        _file.Write(bytes.Span);
        _end += bytes.Length;
    }

    public void Empty()
    {
        _file.SetLength(0);
        _end = 0;
    }

    /// <summary>Puts other lines in the place of all: whenever the process is killed, the ones are there or the others.</summary>
    public void Replace(IEnumerable<string> lines)
    {
        var bytes = Bytes(lines);
        var fresh = Fresh(_path);
        File.WriteAllBytes(fresh, bytes.Span);
        _file.Dispose();
        File.Move(fresh, _path, overwrite: true);
        (_file, _end) = (Open(_path), bytes.Length);
    }

    /// <summary>What is to take a file's place, while it is written: a process that is killed leaves it.</summary>
    public static string Fresh(string path) => path + ".new";

    public void Dispose() => _file.Dispose();

    /// <summary>Without a buffer of its own: what a failed write left there would come after what is written next.</summary>
    private static FileStream Open(string path) => new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);

    private static ReadOnlyMemory<byte> Bytes(IEnumerable<string> lines)
    {
        var bytes = new ArrayBufferWriter<byte>();
        foreach (var line in lines)
        {
            Encoding.UTF8.GetBytes(line, bytes);
            bytes.Write("\n"u8);
        }

        return bytes.WrittenMemory;
    }

    private T Parsed<T>(string line, int number, Func<string, T> parse)
    {
        try
        {
            return parse(line);
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException or InvalidOperationException)
        {
            throw new NotAHomeException(
                $"{_path}, line {number}, can't be read ({unreadable.Message}): somebody wrote into the file; mend the line, "
                + "or take it out");
        }
    }
}
