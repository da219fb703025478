using System.Security.Cryptography;
using System.Text;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Objects;
using Sparkify.Proof.Running;

namespace Sparkify.Proof.World;

/// <summary>One version of one object, as it was put.</summary>
public sealed record StoredVersion(string Key, string ETag, string Sequencer, ReadOnlyMemory<byte> Bytes, DateTimeOffset At);

/// <summary>The one bucket of a simulation. It outlives every crash, remembers every version, and knows who read which.</summary>
/// <remarks>Its calls end where they begin: waiting and failing is done by those who stand before it.</remarks>
/// <param name="time">The store's clock.</param>
/// <param name="pageObjects">How many objects a page of a listing holds.</param>
internal sealed class Bucket(TimeProvider time, int pageObjects) : IObjectStore
{
    public const string Name = "sparkify-proof";

    private readonly SortedDictionary<string, StoredVersion> objects = new(Utf8Order);
    private readonly Dictionary<(string Key, string ETag), StoredVersion> versions = [];
    private readonly Dictionary<Lane, List<StoredVersion>> reads = [];
    private long sequence;

    /// <summary>After each put.</summary>
    public event Action<StoredVersion>? Stored;

    public IEnumerable<StoredVersion> Objects => objects.Values;

    /// <summary>Pages of listings that were not the last ones.</summary>
    public int PagesTurned { get; private set; }

    /// <summary>The order of a listing.</summary>
    private static Comparer<string> Utf8Order { get; } = Comparer<string>.Create(
        (one, other) => Encoding.UTF8.GetBytes(one).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other)));

    public StoredVersion Put(string key, ReadOnlyMemory<byte> content)
    {
        // The hash is S3's entity tag of an object that was put in one piece; it protects nothing.
#pragma warning disable CA5351
        var tag = Convert.ToHexStringLower(MD5.HashData(content.Span));
#pragma warning restore CA5351
        var version = new StoredVersion(key, tag, $"{++sequence:X}", content, time.GetUtcNow());
        objects[key] = version;
        versions[(key, tag)] = version;
        Stored?.Invoke(version);
        return version;
    }

    public void Delete(string key) => objects.Remove(key);

    /// <summary>The version with this content; null when there never was one.</summary>
    public StoredVersion? Find(string key, string etag) => versions.GetValueOrDefault((key, etag));

    /// <summary>Whether it is this version that a reader would find.</summary>
    public bool Has(string key, string etag) => objects.TryGetValue(key, out var version) && version.ETag == etag;

    /// <summary>What was read in a lane so far counts no more.</summary>
    public void ForgetReads(Lane lane) => reads.Remove(lane);

    /// <summary>What was read in a lane.</summary>
    public IReadOnlyList<StoredVersion> ReadIn(Lane lane) => reads.GetValueOrDefault(lane) ?? [];

    public Task PutAsync(ObjectLocation location, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        Put(location.Key, content.ToArray());
        return Task.CompletedTask;
    }

    public Task<ReadOnlyMemory<byte>> GetAsync(ObjectLocation location, CancellationToken cancellationToken)
    {
        if (location.Bucket != Name || !objects.TryGetValue(location.Key, out var version))
        {
            return Task.FromException<ReadOnlyMemory<byte>>(new ObjectMissingException($"{location} does not exist"));
        }

        if (Lane.Current is { } reader)
        {
            if (!reads.TryGetValue(reader, out var list))
            {
                reads[reader] = list = [];
            }

            list.Add(version);
        }

        return Task.FromResult(version.Bytes);
    }

    public Task<ObjectPage> ListAsync(string bucket, string prefix, string? startAfter, CancellationToken cancellationToken)
    {
        var listed = objects.Values
            .Where(version => version.Key.StartsWith(prefix, StringComparison.Ordinal)
                && (startAfter is null || Utf8Order.Compare(version.Key, startAfter) > 0))
            .Select(version => new ListedObject(version.Key, version.ETag, version.Bytes.Length, version.At))
            .Take(pageObjects + 1)
            .ToList();
        if (listed.Count <= pageObjects)
        {
            return Task.FromResult(new ObjectPage(listed, null));
        }

        PagesTurned++;
        return Task.FromResult(new ObjectPage(listed[..^1], listed[^2].Key));
    }
}
