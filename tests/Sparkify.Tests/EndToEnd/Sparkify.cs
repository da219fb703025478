using System.Diagnostics;
using System.Text.Json;
using Sparkify.Reference;
using Sparkify.Tests.LocalCloud;
using Sparkify.Tests.StandIns;

namespace Sparkify.Tests.EndToEnd;

/// <summary>The command line as its user has it: a process, its output and its exit code, over a home of its own.</summary>
internal sealed class Sparkify : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public string Home => folder["home"];

    public Answer Run(params string[] arguments)
    {
        using var process = Start(arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Answer(process.ExitCode, output, errors.Result);
    }

    /// <summary>Without a home, in an environment that has this, too.</summary>
    public static Answer RunBare(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var info = new ProcessStartInfo(Repository.Dotnet, ["exec", Path.Combine(AppContext.BaseDirectory, "sparkify.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment.Append(new("AWS_EC2_METADATA_DISABLED", "true")))
        {
            info.Environment[name] = value;
        }

        using var process = Process.Start(info)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Answer(process.ExitCode, output, errors.Result);
    }

    /// <summary>Runs until it is ended.</summary>
    public Process Start(params string[] arguments)
    {
        var info = new ProcessStartInfo(Repository.Dotnet, [
            "exec", Path.Combine(AppContext.BaseDirectory, "sparkify.dll"), .. arguments, "--home", Home
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(info)!;
    }

    public JsonElement Load(params string[] folders)
    {
        var answer = Run(["load", .. folders, "--json"]);
        Assert.True(answer.ExitCode == 0, answer.ToString());
        return JsonDocument.Parse(answer.Output).RootElement;
    }

    public IReadOnlyList<StarTable> Tables() => [.. StarTable.Names.Select(Table)];

    public StarTable Table(string name)
    {
        var answer = Run("query", $"SELECT * FROM {name}", "--json");
        Assert.True(answer.ExitCode == 0, answer.ToString());
        return StarTable.FromJsonArray(name, answer.Output);
    }

    /// <summary>A folder with the files that a condition takes.</summary>
    public string Part(string name, IEnumerable<SourceFile> files)
    {
        var root = folder[name];
        foreach (var file in files)
        {
            var path = Path.Combine(root, file.Key);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, file.Bytes.ToArray());
        }

        return root;
    }

    public void Dispose() => folder.Dispose();
}

/// <summary>What a command said.</summary>
internal sealed record Answer(int ExitCode, string Output, string Errors)
{
    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Errors}";
}
