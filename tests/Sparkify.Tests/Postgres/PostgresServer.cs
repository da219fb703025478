using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Sparkify.Tests.Postgres;

/// <summary>A PostgreSQL server of the tests' own: a fresh cluster in a temporary folder, on 127.0.0.1, ended by its pid.</summary>
public sealed class PostgresServer : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sparkify-postgres-").FullName;
    private readonly string? binaries = FindBinaries();
    private bool started;

    /// <summary>Starts it at the first use, or skips the test.</summary>
    public string Connection()
    {
        Assert.SkipWhen(binaries is null, "no PostgreSQL 15 or newer is installed (initdb was looked for in /usr/lib/postgresql/*/bin and on the PATH)");
        if (!started)
        {
            Start();
            started = true;
        }

        return $"Host=127.0.0.1;Port={Port};Username=sparkify;Database=postgres;Pooling=false;Include Error Detail=true";
    }

    private int Port { get; } = FreePort();

    public void Dispose()
    {
        if (started)
        {
            Run("pg_ctl", "-D", Path.Combine(folder, "data"), "-m", "immediate", "stop");
        }

        Directory.Delete(folder, recursive: true);
    }

    private void Start()
    {
        if (Environment.UserName == "root")
        {
            // PostgreSQL refuses to run as root; Debian's package brings a user for it.
            Start("chown", ["-R", "postgres", folder]);
        }

        Run("initdb", "-D", Path.Combine(folder, "data"), "-U", "sparkify", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync");
        Run("pg_ctl", "-D", Path.Combine(folder, "data"), "-w", "-l", Path.Combine(folder, "log"),
            "-o", $"-c listen_addresses=127.0.0.1 -c port={Port} -c unix_socket_directories={folder} -c fsync=off", "start");
    }

    private void Run(string tool, params string[] arguments)
    {
        var path = Path.Combine(binaries!, tool);
        if (Environment.UserName == "root")
        {
            Start("runuser", ["-u", "postgres", "--", path, .. arguments]);
        }
        else
        {
            Start(path, arguments);
        }
    }

    private void Start(string program, string[] arguments)
    {
        // pg_ctl's server inherits the output handles and keeps them open, so nothing is redirected but to the null device.
        var info = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>>\"$0\"", Path.Combine(folder, "errors"), program, .. arguments]) { WorkingDirectory = "/" };
        using var process = Process.Start(info)!;
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {File.ReadAllText(Path.Combine(folder, "errors"))}");
    }

    private static string? FindBinaries()
    {
        var installed = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        return installed
            .Where(version => int.TryParse(Path.GetFileName(version), out var number) && number >= 15)
            .Select(version => Path.Combine(version, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
            .FirstOrDefault(bin => bin.Length > 0 && File.Exists(Path.Combine(bin, "initdb")));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
