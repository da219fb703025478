using System.Globalization;

namespace Sparkify.Local.Home;

/// <summary>One process has a home at a time, since DuckDB lets one process open a file. The system takes the lock back from one that died.</summary>
internal sealed class HomeLock : IDisposable
{
    private readonly FileStream _file;

    private HomeLock(FileStream file) => _file = file;

    /// <summary>Null: another process has it.</summary>
    public static HomeLock? TryTake(SparkifyHome home)
    {
        try
        {
            var file = new FileStream(home.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            file.SetLength(0);
            file.Write(System.Text.Encoding.UTF8.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            file.Flush();
            return new HomeLock(file);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose() => _file.Dispose();
}
