using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Sparkify.Tests.Postgres;

/// <summary>
/// A PostgreSQL server of the tests' own: a fresh cluster in a temporary folder, reached by a socket in it and by no port, ended by its
/// pid.
/// </summary>
public sealed partial class PostgresServer : IDisposable
{
    private const int Oldest = 15;

    /// <summary>Its name is short: a socket's path has some hundred bytes at most.</summary>
    private readonly string folder = Directory.CreateTempSubdirectory("pg-").FullName;
    private readonly string? binaries = FindBinaries();
    private bool started;

    /// <summary>Starts it at the first use, or skips the test.</summary>
    public string Connection()
    {
        Assert.SkipWhen(
            binaries is null,
            $"no PostgreSQL {Oldest} or newer is installed (initdb was looked for in /usr/lib/postgresql/*/bin and on the PATH)");
        Assert.SkipWhen(IsRoot && Said("id", "-u", "postgres") is null, "PostgreSQL refuses to run as root, and there is no user postgres");
        if (!started)
        {
            Start();
            started = true;
        }

        return $"Host={folder};Username=sparkify;Database=postgres;Pooling=false;Include Error Detail=true";
    }

    private static bool IsRoot => Environment.UserName == "root";

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
        if (IsRoot)
        {
            // PostgreSQL refuses to run as root; Debian's package brings a user for it.
            Start("chown", ["-R", "postgres", folder]);
        }

        Run("initdb", "-D", Path.Combine(folder, "data"), "-U", "sparkify", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync");
        Run("pg_ctl", "-D", Path.Combine(folder, "data"), "-w", "-l", Path.Combine(folder, "log"),
            "-o", $"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off", "start");
    }

    private void Run(string tool, params string[] arguments)
    {
        var path = Path.Combine(binaries!, tool);
        if (IsRoot)
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
        var info = new ProcessStartInfo("/bin/sh", [
            "-c", "exec \"$@\" >/dev/null 2>>\"$0\"", Path.Combine(folder, "errors"), program, .. arguments
        ]) { WorkingDirectory = "/" };
        using var process = Process.Start(info)!;
        process.WaitForExit();
        Assert.True(
            process.ExitCode == 0,
            $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {File.ReadAllText(Path.Combine(folder, "errors"))}");
    }

    private static string? FindBinaries()
    {
        var installed = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        return installed
            .Select(version => Path.Combine(version, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
            .FirstOrDefault(bin => bin.Length > 0
                && Major().Match(Said(Path.Combine(bin, "initdb"), "--version") ?? "") is { Success: true } version
                && int.Parse(version.Groups[1].Value, CultureInfo.InvariantCulture) >= Oldest);
    }

    /// <summary>What a program says; null where there is none, or it fails.</summary>
    private static string? Said(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var said = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? said : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex Major();
}
