using Sparkify.Proof.Running;
using Sparkify.Reference;

namespace Sparkify.Proof.World;

/// <summary>
/// What really happened, kept beside the product and without its help: which versions each load's COPY read, and which of them its
/// committed merges brought into the schema.
/// </summary>
internal sealed class Books(Bucket bucket)
{
    private readonly Dictionary<string, IReadOnlyList<StoredVersion>> staged = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<StoredVersion>> merged = new(StringComparer.Ordinal);
    private readonly Dictionary<StoredVersion, FileReading> readings = [];

    /// <summary>COPYs of files that were begun.</summary>
    public int Copies { get; private set; }

    /// <summary>Every version that a committed merge brought in, by load.</summary>
    public IReadOnlyDictionary<string, HashSet<StoredVersion>> Merged => merged;

    public void Started(string sql) => Copies += sql.StartsWith("COPY dw.", StringComparison.Ordinal) ? 1 : 0;

    /// <summary>A batch has committed; its name is step, load and attempt.</summary>
    public void Committed(string batchName, Lane lane)
    {
        var (step, loadId) = batchName.Split(' ') is [var first, var second, ..] ? (first, second) : ("", "");
        if (step == "stage")
        {
            staged[loadId] = [.. bucket.ReadIn(lane).Where(version => DatasetOf(version.Key) is not null).Distinct()];
        }
        else if (step == "merge")
        {
            if (!merged.TryGetValue(loadId, out var versions))
            {
                merged[loadId] = versions = [];
            }

            // The commit dropped the staging table: a repeated merge finds nothing.
            versions.UnionWith(staged.GetValueOrDefault(loadId) ?? []);
            staged.Remove(loadId);
        }
    }

    /// <summary>What COPY makes of a version, by the reference.</summary>
    public FileReading Read(StoredVersion version)
    {
        if (!readings.TryGetValue(version, out var reading))
        {
            readings[version] = reading = CopyRules.Read(new SourceFile(DatasetOf(version.Key)!.Value, version.Key, version.Bytes));
        }

        return reading;
    }

    public static Dataset? DatasetOf(string key) =>
        key.StartsWith("log_data/", StringComparison.Ordinal) ? Dataset.LogData
        : key.StartsWith("song_data/", StringComparison.Ordinal) ? Dataset.SongData
        : null;
}
