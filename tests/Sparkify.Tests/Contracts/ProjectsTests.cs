using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Sparkify.Tests.StandIns;

namespace Sparkify.Tests.Contracts;

/// <summary>The floor plan: the table of CONTRIBUTING.md, the project files, and what the compiled code uses.</summary>
public sealed partial class ProjectsTests
{
    /// <summary>Of a file, and of the middle one of a project.</summary>
    private const int MostLines = 400, MostLinesAtTheMedian = 100;

    /// <summary>By folder: the file of the project.</summary>
    private static readonly SortedDictionary<string, string> Projects = new(
        Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(file => Place().IsMatch(file))
            .ToDictionary(file => Path.GetDirectoryName(file)!.Replace('\\', '/')),
        StringComparer.Ordinal);

    [Fact]
    public void The_map_shows_every_project_and_what_it_refers_to()
    {
        var map = Row().Matches(File.ReadAllText(Repository.Path("CONTRIBUTING.md")))
            .ToDictionary(row => row.Groups["folder"].Value, row => row.Groups["names"].Value.Trim());
        var real = Projects.ToDictionary(
            project => project.Key,
            project => string.Join(", ", ReferredTo(project.Value).Select(ShortName).Order(StringComparer.Ordinal)));
        Assert.Equal(
            real.OrderBy(project => project.Key, StringComparer.Ordinal), map.OrderBy(project => project.Key, StringComparer.Ordinal));
    }

    /// <summary>What is looked at here is what there is: of the solution all, and the one that stands outside of it.</summary>
    [Fact]
    public void Every_project_of_the_solution_is_on_the_map() => Assert.Equal(
        XDocument.Load(Repository.Path("Sparkify.slnx")).Descendants("Project").Select(project => (string)project.Attribute("Path")!)
            .Where(path => !path.StartsWith("stand-ins/", StringComparison.Ordinal))
            .Append("tests/StatesLanguage.Consumer/StatesLanguage.Consumer.csproj").Order(StringComparer.Ordinal),
        Projects.Values.Order(StringComparer.Ordinal));

    [Fact]
    public void Projects_build_on_one_another_without_a_cycle()
    {
        var left = Projects.Values.ToDictionary(file => Path.GetFileNameWithoutExtension(file), file => ReferredTo(file).ToHashSet());
        while (left.FirstOrDefault(project => project.Value.Count == 0).Key is { } built)
        {
            left.Remove(built);
            foreach (var others in left.Values)
            {
                others.Remove(built);
            }
        }

        Assert.True(left.Count == 0, $"these projects refer to one another in a circle: {string.Join(", ", left.Keys)}");
    }

    /// <summary>The compiler writes down what an assembly uses, and nothing else.</summary>
    [Fact]
    public void A_project_of_the_product_uses_all_that_it_refers_to()
    {
        var sources = Projects.Where(project => project.Key.StartsWith("src/", StringComparison.Ordinal))
            .Select(project => project.Value)
            .ToList();
        var assemblies = sources.Select(Path.GetFileNameWithoutExtension).Append("sparkify").ToHashSet();
        Assert.All(sources, source =>
        {
            using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, AssemblyOf(source) + ".dll"));
            using var assembly = new PEReader(file);
            var metadata = assembly.GetMetadataReader();
            var used = metadata.AssemblyReferences.Select(reference => metadata.GetString(metadata.GetAssemblyReference(reference).Name));
            Assert.Equal(ReferredTo(source), used.Where(assemblies.Contains).Order(StringComparer.Ordinal));
        });
    }

    [Fact]
    public void Files_are_short()
    {
        Assert.All(Projects.Keys.Where(folder => folder.StartsWith("src/", StringComparison.Ordinal)), folder =>
        {
            var lines = Directory.EnumerateFiles(Repository.Path(folder), "*.cs", SearchOption.AllDirectories)
                .Select(file => (File: file, Count: File.ReadLines(file).Count())).OrderBy(file => file.Count).ToList();
            Assert.True(lines[^1].Count <= MostLines, $"{lines[^1].File} has {lines[^1].Count} lines: more than {MostLines} are too many");
            Assert.True(
                lines[lines.Count / 2].Count <= MostLinesAtTheMedian,
                $"half of the files of {folder} have more than {MostLinesAtTheMedian} lines");
        });
    }

    private static IEnumerable<string> ReferredTo(string project) =>
        XDocument.Load(Repository.Path(project)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!))
            .Order(StringComparer.Ordinal);

    private static string AssemblyOf(string project) =>
        (string?)XDocument.Load(Repository.Path(project)).Descendants("AssemblyName").SingleOrDefault()
        ?? Path.GetFileNameWithoutExtension(project);

    private static string ShortName(string project) => project.Replace("Sparkify.", "", StringComparison.Ordinal);

    [GeneratedRegex("^(src/[A-Za-z]+|tests/[A-Za-z.]+|bench)/[A-Za-z.]+\\.csproj$")]
    private static partial Regex Place();

    [GeneratedRegex(@"^\| `(?<folder>(src|tests)/[\w.]+|bench)` \|[^|]*\|(?<names>[^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
