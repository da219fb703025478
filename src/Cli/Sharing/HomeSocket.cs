using System.Net.Sockets;
using Sparkify.LocalCloud.Home;

namespace Sparkify.Cli.Sharing;

/// <summary>The unix socket by which the owner of a home is reached.</summary>
internal static class HomeSocket
{
    /// <summary>A socket's path has a place of 108 bytes on Linux and 104 on macOS, the closing zero included.</summary>
    private const int LongestPath = 103;

    /// <summary>A socket that has no place in its home is <c>TEMP/sparkify-…/owner.sock</c>.</summary>
    private const string Prefix = "sparkify-";
    private const string Name = "owner.sock";

    public static Socket Listen(HomeFolder home)
    {
        Forget(home);
        var path = home.Socket;
        if (System.Text.Encoding.UTF8.GetByteCount(path) > LongestPath)
        {
            path = Path.Combine(Directory.CreateTempSubdirectory(Prefix).FullName, Name);
            File.WriteAllText(home.SocketPath, path);
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        if (!OperatingSystem.IsWindows())
        {
            // Before anybody can connect: who reaches the socket runs commands on the home.
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        socket.Listen();
        return socket;
    }

    /// <summary>Null: nobody listens.</summary>
    public static async Task<Socket?> ConnectAsync(HomeFolder home, CancellationToken cancellationToken)
    {
        if (Find(home) is not { } path)
        {
            return null;
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return socket;
        }
        catch (SocketException)
        {
            // The one that listened has died, or is just going: the lock says who owns the home.
            socket.Dispose();
            return null;
        }
    }

    /// <summary>Takes away a socket that nobody listens on (any more): only the owner of the lock may.</summary>
    public static void Forget(HomeFolder home)
    {
        if (Elsewhere(home) is { } path && IsOurs(path))
        {
            File.Delete(path);
            try
            {
                Directory.Delete(Path.GetDirectoryName(path)!);
            }
            catch (IOException)
            {
                // It is gone already, or somebody has laid something into it.
            }
        }

        File.Delete(home.SocketPath);
        File.Delete(home.Socket);
    }

    private static string? Find(HomeFolder home) => Elsewhere(home) ?? (File.Exists(home.Socket) ? home.Socket : null);

    /// <summary>What the home's file says; null: there is none, or it is just being taken away.</summary>
    private static string? Elsewhere(HomeFolder home)
    {
        try
        {
            return File.Exists(home.SocketPath) ? File.ReadAllText(home.SocketPath) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>A text that anybody can write must not say what is deleted: only what <see cref="Listen"/> makes is.</summary>
    private static bool IsOurs(string path) =>
        Path.GetFileName(path) == Name && Path.GetDirectoryName(path) is { } folder
        && Path.GetFileName(folder).StartsWith(Prefix, StringComparison.Ordinal)
        && Path.GetDirectoryName(folder) == Path.TrimEndingDirectorySeparator(Path.GetTempPath())
        && Directory.Exists(folder);
}
