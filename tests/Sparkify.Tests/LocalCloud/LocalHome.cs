using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Sparkify.Cli;
using Sparkify.Reference;

namespace Sparkify.Tests.LocalCloud;

/// <summary>A home of its own for a test, driven by the commands that a person types.</summary>
internal sealed class LocalHome : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Path => _folder["home"];

    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    public void Dispose() => _folder.Dispose();

    /// <summary>Runs a command to its end.</summary>
    public async Task<(int Exit, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var to = new CommandOutput(output, error, isTerminal: false, width: 0) { Time = new FakeTimeProvider() };
        var exit = await SparkifyCommands.RunAsync([.. arguments, "--home", Path], to, TestContext.Current.CancellationToken);
        return (exit, output.ToString(), error.ToString());
    }

    /// <summary><c>load --json</c>, which must not fail.</summary>
    public async Task<JsonNode> LoadAsync(params string[] folders)
    {
        var (exit, output, error) = await RunAsync(["load", .. folders, "--json"]);
        Assert.True(exit is ExitCode.AllWell or ExitCode.DoneWithLosses, $"load ended with {exit}: {output} {error}");
        return JsonNode.Parse(output)!;
    }

    public async Task<JsonElement> QueryAsync(string sql)
    {
        var (exit, output, error) = await RunAsync("query", sql, "--json");
        Assert.True(exit is ExitCode.AllWell, error);
        return JsonDocument.Parse(output).RootElement;
    }

    /// <summary>The five tables as <c>query --json</c> prints them.</summary>
    public async Task<IReadOnlyList<StarTable>> TablesAsync()
    {
        var tables = new List<StarTable>();
        foreach (var table in StarTable.Names)
        {
            var (exit, output, error) = await RunAsync("query", $"SELECT * FROM {table}", "--json");
            Assert.True(exit is ExitCode.AllWell, error);
            tables.Add(StarTable.FromJsonArray(table, output));
        }

        return tables;
    }

    /// <summary>A folder to load, of these files.</summary>
    public string FolderOf(IEnumerable<SourceFile> files)
    {
        var root = _folder[System.IO.Path.GetRandomFileName()];
        foreach (var file in files)
        {
            var path = System.IO.Path.Combine(root, file.Key);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, file.Bytes.Span);
        }

        return root;
    }
}
