using System.Net.Sockets;
using Sparkify.Local.Home;

namespace Sparkify.Local.Sharing;

/// <summary>The unix socket by which the owner of a home is reached.</summary>
internal static class HomeSocket
{
    /// <summary>A socket's path has a place of 108 bytes on Linux and 104 on macOS, the closing zero included.</summary>
    private const int LongestPath = 103;

    public static Socket Listen(SparkifyHome home)
    {
        Forget(home);
        var path = home.Socket;
        if (System.Text.Encoding.UTF8.GetByteCount(path) > LongestPath)
        {
            path = Path.Combine(Directory.CreateTempSubdirectory("sparkify-").FullName, "owner.sock");
            File.WriteAllText(home.SocketPath, path);
        }
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        socket.Listen();
        return socket;
    }

    /// <summary>Null: nobody listens.</summary>
    public static async Task<Socket?> ConnectAsync(SparkifyHome home, CancellationToken cancellationToken)
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
    public static void Forget(SparkifyHome home)
    {
        if (File.Exists(home.SocketPath) && Path.GetDirectoryName(File.ReadAllText(home.SocketPath)) is { } folder && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
        File.Delete(home.SocketPath);
        File.Delete(home.Socket);
    }

    private static string? Find(SparkifyHome home) =>
        File.Exists(home.SocketPath) ? File.ReadAllText(home.SocketPath) : File.Exists(home.Socket) ? home.Socket : null;
}
