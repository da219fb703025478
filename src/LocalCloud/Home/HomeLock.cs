using System.Globalization;

namespace Sparkify.LocalCloud.Home;

/// <summary>
/// One process has a home at a time, since DuckDB lets one process open a file. The system takes the lock back from one that died.
/// </summary>
public sealed class HomeLock : IDisposable
{
    /// <summary>
    /// EWOULDBLOCK on Linux and on macOS, and the sharing violation of Windows: as .NET hands them on when somebody holds the file.
    /// </summary>
    private static readonly int[] Held = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream _file;

    private HomeLock(FileStream file) => _file = file;

    /// <summary>Null: another process has it.</summary>
    /// <exception cref="IOException">The file can't be opened for another reason.</exception>
    /// <exception cref="UnauthorizedAccessException">Nor may it be.</exception>
    public static HomeLock? TryTake(HomeFolder home)
    {
        try
        {
            var file = new FileStream(home.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            Sign(file);
            return new HomeLock(file);
        }
        catch (IOException held) when (Held.Contains(held.HResult))
        {
            return null;
        }
    }

    /// <summary>Who has it, for a person who looks. The lock holds without it, on a full disk, too.</summary>
    private static void Sign(FileStream file)
    {
        try
        {
            file.SetLength(0);
            file.Write(System.Text.Encoding.UTF8.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        }
        catch (IOException)
        {
            // Nobody needs it.
        }
    }

    public void Dispose() => _file.Dispose();
}
