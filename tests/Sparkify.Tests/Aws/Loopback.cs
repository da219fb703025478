namespace Sparkify.Tests.Aws;

/// <summary>Calls to this machine, which no proxy of the environment may take.</summary>
internal static class Loopback
{
    public static HttpClient Client() => new(new SocketsHttpHandler { UseProxy = false });
}
