using System.Diagnostics;
using System.Runtime.Versioning;
using Sparkify.Tests.LocalCloud;

namespace Sparkify.Tests.StandIns;

/// <summary>The launcher in a checkout of almost nothing, with a dotnet that only writes down how it was called.</summary>
internal sealed class FakeCheckout : IDisposable
{
    private const string Dotnet = """
        #!/bin/sh
        cd "$CHECKOUT"
        echo "$*" >>calls
        case $1 in
            --list-sdks) cat sdks ;;
            restore)
                case $2 in */compiler.csproj) exit "$(cat compiler.exit)" ;; esac
                cat restore.log
                exit "$(cat restore.exit)"
                ;;
            build)
                if [ -f broken ]; then echo 'Thing.cs(1,1): error CS0103: no such name'; exit 1; fi
                tree=artifacts/official
                case $* in *UseStandIns=true*) tree=artifacts/stand-ins ;; esac
                for dll in Sparkify.Cli/release_any/sparkify Sparkify.Tests/release_any/Sparkify.Tests Sparkify.Functions.Tests/release/Sparkify.Functions.Tests; do
                    mkdir -p "$(dirname "$tree/bin/$dll")"
                    touch "$tree/bin/$dll.dll"
                done
                ;;
            *.dll)
                for argument; do printf '<%s>' "$argument"; done
                echo
                report=$(basename "$1" .dll).xml
                while [ $# -gt 0 ]; do
                    if [ "$1" = -result-xml ] && [ -f "$report" ]; then cp "$report" "$2"; fi
                    shift
                done
                exit "$(cat run.exit)"
                ;;
        esac
        """;

    /// <summary>What xunit's report says of a project in which a filter found nothing.</summary>
    public const string Nothing = """passed="0" failed="0" errors="0" skipped="0">""";

    private readonly TemporaryFolder _folder = new();

    [UnsupportedOSPlatform("windows")]
    public FakeCheckout()
    {
        Write("bin/dotnet", Dotnet);
        Write("sparkify", File.ReadAllText(Repository.Path("sparkify")));
        Write("sdks", "9.0.100 [/sdk]\n10.0.401 [/sdk]\n");
        Write("restore.log", "");
        Write("restore.exit", "0");
        Write("compiler.exit", "0");
        Write("run.exit", "0");
        Write("stand-ins/Vendor.One/Vendor.One.csproj", "");
        Write("stand-ins/Vendor.S3Two/Vendor.S3Two.csproj", "");
        Write("src/Cli/Thing.cs", "");
        Write("tests/Sparkify.Tests/ThingTests.cs", "");
        Report("Sparkify.Functions.Tests", Nothing);
        Report("Sparkify.Tests", Nothing);
        foreach (var script in (string[])["bin/dotnet", "sparkify"])
        {
            File.SetUnixFileMode(Path(script), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private string Root => _folder.Path;

    /// <summary>How dotnet was called, but for the question after its SDKs.</summary>
    public IReadOnlyList<string> Calls => [.. File.ReadLines(Path("calls")).Where(call => call != "--list-sdks")];

    public int Builds => Calls.Count(call => call.StartsWith("build ", StringComparison.Ordinal));

    public string Path(string inside) => System.IO.Path.Combine(Root, inside);

    public void Write(string file, string content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(file))!);
        File.WriteAllText(Path(file), content);
    }

    /// <param name="assembly">What follows the assembly's name; null: it ends without a report.</param>
    public void Report(string project, string? assembly)
    {
        File.Delete(Path($"{project}.xml"));
        if (assembly is not null)
        {
            Write($"{project}.xml", $"<assemblies><assembly name=\"{project}.dll\" {assembly}</assembly></assemblies>");
        }
    }

    public void Touch(string file) => File.SetLastWriteTimeUtc(Path(file), DateTime.UtcNow);

    public (int ExitCode, string Output, string Error) Run(params string[] arguments) => RunAs(Path("sparkify"), arguments);

    public (int ExitCode, string Output, string Error) RunAs(string launcher, params string[] arguments)
    {
        var start = new ProcessStartInfo(launcher, arguments)
        {
            WorkingDirectory = System.IO.Path.GetTempPath(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["CHECKOUT"] = Root, ["PATH"] = $"{Path("bin")}:{Environment.GetEnvironmentVariable("PATH")}", ["HOME"] = Root
            },
        };
        start.Environment.Remove("DOTNET_ROOT");
        start.Environment.Remove("UseStandIns");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    public void Dispose() => _folder.Dispose();
}
