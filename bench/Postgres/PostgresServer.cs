using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Sparkify.Bench.Postgres;

/// <summary>
/// A PostgreSQL server of this process's own: a fresh cluster in a temporary folder, reached by a socket in it and by no port, ended by its
/// pid.
/// </summary>
internal sealed partial class PostgresServer : IDisposable
{
    private const int Oldest = 15;

    /// <summary>Its name is short: a socket's path has some hundred bytes at most.</summary>
    private readonly string _folder = Directory.CreateTempSubdirectory("pg-").FullName;
    private readonly string? _binaries = FindBinaries();
    private bool _started;

    /// <summary>Why there can be no server here; null: there can.</summary>
    public string? Lacking =>
        _binaries is null
            ? $"no PostgreSQL {Oldest} or newer is installed (initdb was looked for in /usr/lib/postgresql/*/bin and on the PATH)"
        : IsRoot && Said("id", "-u", "postgres") is null ? "PostgreSQL refuses to run as root, and there is no user postgres"
        : null;

    /// <summary>How to connect to it; it is started at the first use.</summary>
    public string Connection()
    {
        if (!_started)
        {
            Start();
            _started = true;
        }

        return $"Host={_folder};Username=sparkify;Database=postgres;Pooling=false;Include Error Detail=true";
    }

    private static bool IsRoot => Environment.UserName == "root";

    public void Dispose()
    {
        if (_started)
        {
            Run("pg_ctl", "-D", Path.Combine(_folder, "data"), "-m", "immediate", "stop");
        }

        Directory.Delete(_folder, recursive: true);
    }

    private void Start()
    {
        if (IsRoot)
        {
            // PostgreSQL refuses to run as root; Debian's package brings a user for it.
            Start("chown", ["-R", "postgres", _folder]);
        }

        Run("initdb", "-D", Path.Combine(_folder, "data"), "-U", "sparkify", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync");
        Run("pg_ctl", "-D", Path.Combine(_folder, "data"), "-w", "-l", Path.Combine(_folder, "log"),
            "-o", $"-c listen_addresses='' -c unix_socket_directories={_folder} -c fsync=off", "start");
    }

    private void Run(string tool, params string[] arguments)
    {
        var path = Path.Combine(_binaries!, tool);
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
            "-c", "exec \"$@\" >/dev/null 2>>\"$0\"", Path.Combine(_folder, "errors"), program, .. arguments
        ]) { WorkingDirectory = "/" };
        using var process = Process.Start(info)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: "
                + File.ReadAllText(Path.Combine(_folder, "errors")));
        }
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
