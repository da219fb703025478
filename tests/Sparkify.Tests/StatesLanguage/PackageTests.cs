using System.IO.Compression;
using System.Text.RegularExpressions;
using Sparkify.Tests.StandIns;
using StatesLanguage;

namespace Sparkify.Tests.StatesLanguage;

/// <summary>The interpreter as somebody else gets it: the package, its README, and a project that has nothing but the two.</summary>
public sealed partial class PackageTests(PackageTests.Package package) : IClassFixture<PackageTests.Package>
{
    private static readonly string Readme = File.ReadAllText(Repository.Path("src/StatesLanguage/README.md")).ReplaceLineEndings("\n");

    [Fact]
    public void The_program_of_the_readme_runs_with_the_package_alone_and_prints_what_the_readme_says()
    {
        var program = package.Inside("Program.cs");
        File.WriteAllText(program, Block("csharp"));

        Package.Dotnet(
            "build", "tests/StatesLanguage.Consumer", $"-p:Program={program}", $"-p:Feed={package.Feed}",
            $"-p:RestorePackagesPath={package.Inside("packages")}", "--artifacts-path", package.Inside("consumer"));
        var built = Directory.GetFiles(package.Inside("consumer/bin"), "StatesLanguage.Consumer.dll", SearchOption.AllDirectories);
        var printed = Package.Dotnet(built.Single());

        Assert.Equal(Block("text"), printed.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void The_package_holds_the_readme_the_licence_and_words_for_every_public_type()
    {
        using var archive = ZipFile.OpenRead(Directory.GetFiles(package.Feed, "StatesLanguage.*.nupkg").Single());
        string Text(string name)
        {
            using var reader = new StreamReader(archive.GetEntry(name)!.Open());
            return reader.ReadToEnd();
        }

        Assert.Equal(Readme, Text("README.md").ReplaceLineEndings("\n"));
        Assert.Equal(File.ReadAllText(Repository.Path("LICENSE")), Text("LICENSE"));
        Assert.Contains("<license type=\"expression\">MIT</license>", Text("StatesLanguage.nuspec"), StringComparison.Ordinal);
        Assert.DoesNotContain("<dependency ", Text("StatesLanguage.nuspec"), StringComparison.Ordinal);
        var words = Text("lib/net10.0/StatesLanguage.xml");
        Assert.All(PublicTypes, type => Assert.Contains($"<member name=\"T:{type}\">", words, StringComparison.Ordinal));
    }

    [Fact]
    public void The_public_types_are_few()
    {
        Assert.Equal(
            [
                "DefinitionProblem", "DefinitionRefusedException",
                "ExecutionPorts", "ExecutionResult", "ExecutionStart", "ExecutionStatus", "HistoryEvent",
                "IExecutionClock", "IExecutionObserver", "IMapStore", "ITaskRunner", "Interpreter",
                "MapObject", "MapStoreException", "RealClock", "ResumePoint",
                "State", "StateEdge", "StateGraph", "StateMachineDefinition", "StatesErrorException", "TaskCall", "VirtualClock",
            ],
            PublicTypes.Select(type => type["StatesLanguage.".Length..]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_interpreter_uses_the_runtime_alone_and_does_not_speak_of_what_runs_on_it_here()
    {
        Assert.All(
            typeof(Interpreter).Assembly.GetReferencedAssemblies(),
            reference => Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal));
        Assert.All(
            Directory.EnumerateFiles(Repository.Path("src/StatesLanguage"), "*.cs", SearchOption.AllDirectories),
            file => Assert.DoesNotMatch("(?i)sparkify|redshift|warehouse|songs?\\b", File.ReadAllText(file)));
    }

    private static IEnumerable<string> PublicTypes => typeof(Interpreter).Assembly.GetExportedTypes().Select(type => type.FullName!);

    /// <summary>The one block of the README in this language.</summary>
    private static string Block(string language) =>
        Blocks().Matches(Readme).Single(block => block.Groups["language"].Value == language).Groups["text"].Value;

    [GeneratedRegex("^```(?<language>[a-z]+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();

    /// <summary>Packed in a temporary folder, which keeps everything that is made with it.</summary>
    public sealed class Package : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("states-language-");

        public Package() => Dotnet(
            "pack", "src/StatesLanguage", "-o", Feed, $"-p:RestorePackagesPath={Inside("packages")}", "--artifacts-path", Inside("pack"));

        public string Feed => Inside("feed");

        public string Inside(string path) => Path.Combine(_folder.FullName, path);

        /// <summary>Leaves no process behind.</summary>
        public static string Dotnet(params string[] arguments)
        {
            string[] quiet = arguments[0] is "pack" or "build" ? ["-c", "Release", "--nologo", "-p:UseSharedCompilation=false"] : [];
            var (exitCode, output) = Repository.Run(Repository.Dotnet, [.. arguments, .. quiet]);
            Assert.True(exitCode == 0, output);
            return output;
        }

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
