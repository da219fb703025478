using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Sparkify.Tests.LocalCloud;

/// <summary>What may lie in a folder in the place of a file, made for real.</summary>
internal static class OddThings
{
    /// <summary>By what it is: how it is made in a folder, under which name it is seen, and what is said of it in a bucket.</summary>
    public static readonly IReadOnlyDictionary<string, OddThing> All = new Dictionary<string, OddThing>
    {
        ["a named pipe"] = new("pipe.json", "a named pipe", path => Made(MakePipe(Bytes(path), 0x1B6), path)),
        ["a socket"] = new("socket.json", "a socket", path =>
        {
            // The file stays when its socket is closed, unless it is deleted.
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Bind(new UnixDomainSocketEndPoint(path));
            File.Move(path, path + ".moved");
            socket.Dispose();
            File.Move(path + ".moved", path);
        }),
        ["a link to a device"] = new("zero.json", "a device", path => File.CreateSymbolicLink(path, "/dev/zero")),
        ["a link to itself"] = new("self.json", "leads back to itself", path => File.CreateSymbolicLink(path, "self.json")),
        ["a link to nowhere"] = new("gone.json", "where nothing is", path => File.CreateSymbolicLink(path, "nowhere")),
        ["a link to a folder above"] = new("up", "link to a folder", path => Directory.CreateSymbolicLink(path, "../..")),
        ["a name that is no UTF-8"] = new("a\ufffdz.json", "not UTF-8", path => Made(Create(BytesWithout(path), 0x1B6), path))
        {
            Unmake = path => Remove(BytesWithout(path)),
        },
        ["a folder whose name is no UTF-8"] = new(
            "a\ufffdz/", "not UTF-8", path => Made(MakeFolder(BytesWithout(path.TrimEnd('/')), 0x1FF), path))
        {
            Unmake = path => Remove(BytesWithout(path.TrimEnd('/'))),
        },
        ["a file too large for memory"] = new("large.json", "at most", path =>
        {
            using var file = File.Create(path);
            file.SetLength(Array.MaxLength + 1L);
        }),
        ["too long a key"] = new($"{LongFolder(4)}{new string('k', 220)}.json", "1,024", path =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "{}");
        }),
        ["folders within folders"] = new(
            LongFolder(6), "1,024", path => Directory.CreateDirectory(path + LongFolder(2))),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    private static string LongFolder(int folders) => string.Concat(Enumerable.Repeat(new string('d', 200) + "/", folders));

    private static byte[] Bytes(string path) => Encoding.UTF8.GetBytes(path + "\0");

    /// <summary>With one byte that begins no character.</summary>
    private static byte[] BytesWithout(string path)
    {
        var at = path.IndexOf('\ufffd', StringComparison.Ordinal);
        return [.. Encoding.UTF8.GetBytes(path[..at]), 0xFF, .. Encoding.UTF8.GetBytes(path[(at + 1)..]), 0];
    }

    private static void Made(int result, string path) => Assert.SkipWhen(
        result < 0, $"this file system takes no such thing: {Path.GetFileName(path)}, {Marshal.GetLastPInvokeErrorMessage()}");

    [DllImport("libc", EntryPoint = "mkfifo", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MakePipe(byte[] path, uint mode);

    [DllImport("libc", EntryPoint = "creat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Create(byte[] path, uint mode);

    [DllImport("libc", EntryPoint = "remove")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Remove(byte[] path);

    [DllImport("libc", EntryPoint = "mkdir", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MakeFolder(byte[] path, uint mode);
}

/// <param name="Name">As a listing shows it.</param>
/// <param name="Says">A part of its reason.</param>
/// <param name="Make">At this path.</param>
internal sealed record OddThing(string Name, string Says, Action<string> Make)
{
    /// <summary>What .NET can't delete.</summary>
    public Action<string> Unmake { get; init; } = _ => { };

    /// <returns>Takes away what would keep the folder from being deleted.</returns>
    public IDisposable MakeIn(string folder)
    {
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, Name);
        Make(path);
        return new Taken(() => Unmake(path));
    }

    private sealed class Taken(Action away) : IDisposable
    {
        public void Dispose() => away();
    }
}
