namespace Sparkify.Cli.Prompting;

/// <summary>What was typed before, in this prompt and in those before it: a file of one entry a line, the newest last.</summary>
internal sealed class History
{
    private const int Most = 1_000;

    private readonly string? _path;
    private readonly List<string> _entries;
    private string _unfinished = "";
    private int _at;

    /// <param name="path">Of the file; null: nothing is kept.</param>
    public History(string? path)
    {
        _path = path;
        _entries = [.. Lines().TakeLast(Most).Select(Read)];
    }

    /// <summary>
    /// Where a user's programs keep what is no setting and no data (https://specifications.freedesktop.org/basedir-spec/latest/).
    /// </summary>
    public static string UsualPath
    {
        get
        {
            var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
            return Path.Combine(
                !string.IsNullOrEmpty(state) ? state
                    : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                    : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state"),
                "sparkify",
                "history");
        }
    }

    public void Rewind() => (_at, _unfinished) = (_entries.Count, "");

    /// <param name="typed">What stands there, which the way back leads to.</param>
    /// <returns>Null: there is none older.</returns>
    public string? Older(string typed)
    {
        if (_at == _entries.Count)
        {
            _unfinished = typed;
        }

        return _at > 0 ? _entries[--_at] : null;
    }

    /// <returns>Null: there is none newer.</returns>
    public string? Newer() => _at == _entries.Count ? null : ++_at == _entries.Count ? _unfinished : _entries[_at];

    /// <summary>A history that can't be written must not keep anybody from asking.</summary>
    public void Add(string entry)
    {
        if (_entries.Count > 0 && _entries[^1] == entry)
        {
            return;
        }

        _entries.Add(entry);
        if (_path is null)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            if (_entries.Count > 2 * Most || !File.Exists(_path))
            {
                // What was asked may say what is in the data: it is for nobody else.
                File.WriteAllText(_path, "");
                if (!OperatingSystem.IsWindows())
                {
                    File.SetUnixFileMode(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
                }

                File.AppendAllLines(_path, _entries.TakeLast(Most).Select(Written));
            }
            else
            {
                File.AppendAllLines(_path, [Written(entry)]);
            }
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            // Then this prompt alone remembers.
        }
    }

    private string[] Lines()
    {
        try
        {
            return _path is not null && File.Exists(_path) ? File.ReadAllLines(_path) : [];
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string Written(string entry) =>
        entry.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Read(string line) => string.Join(
        '\\', line.Split("\\\\").Select(part => part.Replace("\\n", "\n", StringComparison.Ordinal)));
}
