using System.Runtime.InteropServices;

namespace Sparkify.LocalCloud.Bucket;

internal enum PathKind
{
    /// <summary>Nothing is there, or it can't be looked at.</summary>
    Nothing,
    File,
    Folder,
    Pipe,
    Socket,
    Device,
}

/// <summary>By what a file is known again: what has another stamp may have another content.</summary>
/// <param name="ModifiedAt">Whoever copies a file may keep this time.</param>
/// <param name="ChangedAt">The system's own: nobody can set it back. On Windows it is the time of the file's creation.</param>
/// <param name="Device">And Number: which file it is, whatever its name. Both are 0 on Windows.</param>
internal readonly record struct FileStamp(long Size, DateTime ModifiedAt, long ChangedAt, long Device, long Number);

/// <summary>What is at a path, links followed, found out without opening it: to open a pipe is to wait for its other end.</summary>
/// <param name="Error">Of the system, where nothing can be seen; 0: there is something.</param>
internal readonly partial record struct PathState(PathKind Kind, FileStamp Stamp, int Error)
{
    private const int NoSuchFile = 2;
    private const int NoFolder = 20;
    private const long FirstSecond = -62_135_596_800;
    private const long LastSecond = 253_402_300_799;

    /// <summary>Nothing has this name (any more).</summary>
    public bool IsGone => Kind is PathKind.Nothing && Error is NoSuchFile or NoFolder;

    public static PathState Of(string path) =>
        OperatingSystem.IsWindows() ? OnWindows(path) : Read(Stat(path, out var status), status);

    /// <summary>A link itself, and not what it leads to.</summary>
    public static PathState OfName(string path) =>
        OperatingSystem.IsWindows() ? OnWindows(path) : Read(LinkStat(path, out var status), status);

    private static PathState Read(int result, Status status)
    {
        if (result != 0)
        {
            return new PathState(PathKind.Nothing, default, Marshal.GetLastPInvokeError());
        }

        var kind = (status.Mode & 0xF000) switch
        {
            0x1000 => PathKind.Pipe,
            0x4000 => PathKind.Folder,
            0x8000 or 0xA000 => PathKind.File,
            0xC000 => PathKind.Socket,
            _ => PathKind.Device,
        };
        // A file system may hold a time that is none of the calendar's.
        var modifiedAt = DateTime.UnixEpoch.AddTicks(
            (Math.Clamp(status.ModifiedSeconds, FirstSecond, LastSecond) * TimeSpan.TicksPerSecond)
            + (status.ModifiedNanoseconds / TimeSpan.NanosecondsPerTick));
        var changedAt = unchecked((status.ChangedSeconds * 1_000_000_000) + status.ChangedNanoseconds);
        return new PathState(kind, new FileStamp(status.Size, modifiedAt, changedAt, status.Device, status.Number), 0);
    }

    private static PathState OnWindows(string path)
    {
        var file = new FileInfo(path);
        return file.Exists
            ? new PathState(PathKind.File, new FileStamp(file.Length, file.LastWriteTimeUtc, file.CreationTimeUtc.Ticks, 0, 0), 0)
            : Directory.Exists(path) ? new PathState(PathKind.Folder, default, 0) : new PathState(PathKind.Nothing, default, NoSuchFile);
    }

    /// <summary>The runtime's own call: the same structure on every Unix, where that of the C library has many forms.</summary>
    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_Stat", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Stat(string path, out Status status);

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_LStat", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int LinkStat(string path, out Status status);

    /// <summary>https://github.com/dotnet/runtime/blob/v10.0.0/src/native/libs/System.Native/pal_io.h, with room behind its end.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 192)]
    private readonly struct Status
    {
        public readonly int Flags;
        public readonly int Mode;
        public readonly uint User;
        public readonly uint Group;
        public readonly long Size;
        public readonly long ReadSeconds;
        public readonly long ReadNanoseconds;
        public readonly long ModifiedSeconds;
        public readonly long ModifiedNanoseconds;
        public readonly long ChangedSeconds;
        public readonly long ChangedNanoseconds;
        public readonly long BornSeconds;
        public readonly long BornNanoseconds;
        public readonly long Device;
        public readonly long DeviceItself;
        public readonly long Number;
    }
}
