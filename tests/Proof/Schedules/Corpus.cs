using System.Text;
using Sparkify.Reference;
using Sparkify.SampleData;

namespace Sparkify.Proof.Schedules;

/// <summary>
/// Lines of input to make small files of: real ones where the shared data is beside the repository, and generated ones always.
/// </summary>
public sealed class Corpus
{
    private static readonly Lazy<Corpus> Made = new(() => new Corpus(Read(SharedFolder()), Read(Generate())));

    private Corpus(
        (IReadOnlyList<string> Events, IReadOnlyList<string> Songs) real,
        (IReadOnlyList<string> Events, IReadOnlyList<string> Songs) generated) =>
        (Real, Generated) = (real, generated);

    public static Corpus Shared => Made.Value;

    /// <summary>JSON objects, one each; empty where there is no shared data.</summary>
    public (IReadOnlyList<string> Events, IReadOnlyList<string> Songs) Real { get; }

    public (IReadOnlyList<string> Events, IReadOnlyList<string> Songs) Generated { get; }

    private static (IReadOnlyList<string> Events, IReadOnlyList<string> Songs) Read(IEnumerable<SourceFile> files)
    {
        var all = files.ToList();
        return (Lines(all.Where(file => file.Dataset == Dataset.LogData)), Lines(all.Where(file => file.Dataset == Dataset.SongData)));
    }

    private static List<string> Lines(IEnumerable<SourceFile> files) =>
        [.. files.SelectMany(file => Encoding.UTF8.GetString(file.Bytes.Span)
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Where(line => line.StartsWith('{') && line.EndsWith('}'))];

    private static IEnumerable<SourceFile> Generate() => DatasetGenerator.Files(new GenerateOptions(2_000, 200, 7, ""))
        .Select(file => new SourceFile(
            file.Key.StartsWith("log_data/", StringComparison.Ordinal) ? Dataset.LogData : Dataset.SongData, file.Key, file.Bytes));

    private static IReadOnlyList<SourceFile> SharedFolder()
    {
        var root = Environment.GetEnvironmentVariable("SPARKIFY_SHARED");
        if (string.IsNullOrEmpty(root))
        {
            var repository = new DirectoryInfo(AppContext.BaseDirectory);
            while (repository is not null && !File.Exists(Path.Combine(repository.FullName, "Sparkify.slnx")))
            {
                repository = repository.Parent;
            }

            root = repository?.Parent is { } parent ? Path.Combine(parent.FullName, "shared") : "";
        }

        var folder = Path.Combine(root, "data", "sparkify-71");
        return Directory.Exists(folder) ? SourceFile.InFolder(folder) : [];
    }
}
