using Sparkify.Proof.Running;
using Sparkify.Reference;

namespace Sparkify.Proof.World;

/// <summary>
/// What really happened, kept beside the product and without its help: which versions each load's COPY read, which of them its committed
/// merges brought into the schema, and which of those a rebuild has left there.
/// </summary>
internal sealed class Books(Bucket bucket)
{
    private readonly Dictionary<string, IReadOnlyList<StoredVersion>> staged = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<StoredVersion>> merged = new(StringComparer.Ordinal);
    private readonly HashSet<StoredVersion> ever = [];
    private readonly HashSet<StoredVersion> next = [];
    private readonly Dictionary<StoredVersion, FileReading> readings = [];
    private IReadOnlyList<StoredVersion> rebuilt = [];

    /// <summary>COPYs of files that were begun.</summary>
    public int Copies { get; private set; }

    /// <summary>Every version that a committed merge brought in, or a rebuild.</summary>
    public IReadOnlySet<StoredVersion> Ever => ever;

    /// <summary>Of which versions the tables have the rows.</summary>
    public IEnumerable<StoredVersion> Present => PresentBy(merged.Keys);

    /// <summary>The same where these loads are all that are recorded.</summary>
    public IEnumerable<StoredVersion> PresentBy(IEnumerable<string> loads) =>
        rebuilt.Concat(loads.SelectMany(load => merged.GetValueOrDefault(load) ?? [])).Distinct()
            .OrderBy(version => version.Key, StringComparer.Ordinal).ThenBy(version => version.ETag, StringComparer.Ordinal);

    public void Started(string sql) => Copies += sql.StartsWith("COPY dw.", StringComparison.Ordinal) ? 1 : 0;

    /// <summary>Of a load, or of a rebuild's.</summary>
    public static bool IsCopyOfFiles(string sql) => sql.StartsWith("COPY dw", StringComparison.Ordinal);

    /// <summary>A batch has committed; its name is step, load and attempt, behind <c>next</c> if a rebuild's function gave it.</summary>
    public void Committed(string batchName, Lane lane)
    {
        switch (batchName.Split(' '))
        {
            case ["stage", var load, ..]:
                Stage(load, lane);
                break;
            case ["merge", var load, ..]:
                if (!merged.TryGetValue(load, out var versions))
                {
                    merged[load] = versions = [];
                }

                Merge(load, versions);
                ever.UnionWith(versions);
                break;
            case ["next", "stage", var load, ..]:
                Stage($"next {load}", lane);
                break;
            case ["next", "merge", var load, ..]:
                Merge($"next {load}", next);
                break;
            case ["rebuild", "prepare", ..]:
                next.Clear();
                break;
            case ["rebuild", "swap", ..]:
                rebuilt = [.. next];
                ever.UnionWith(rebuilt);
                merged.Clear();
                break;
        }
    }

    private void Stage(string load, Lane lane) =>
        staged[load] = [.. bucket.ReadIn(lane).Where(version => DatasetOf(version.Key) is not null).Distinct()];

    /// <summary>The commit dropped the staging table: a repeated merge finds nothing.</summary>
    private void Merge(string load, HashSet<StoredVersion> into)
    {
        into.UnionWith(staged.GetValueOrDefault(load) ?? []);
        staged.Remove(load);
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
