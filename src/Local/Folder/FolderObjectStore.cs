using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Objects;

namespace Sparkify.Local.Folder;

/// <summary>One bucket as a folder: each object is the file of its key, so that a person can look, copy files in and take them out.</summary>
/// <remarks>
/// A put is a rename of a finished file: nobody sees half an object, and one that was not finished is in the scratch folder, outside the bucket.
/// </remarks>
public sealed class FolderObjectStore : IObjectStore
{
    /// <summary>S3's page: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html.</summary>
    public const int LargestPage = 1_000;

    private const int LongestKey = 1_024;

    private readonly string _folder;
    private readonly string _scratch;
    private readonly Lock _renames = new();
    private readonly ConcurrentDictionary<string, KnownFile> _known = new(StringComparer.Ordinal);
    private long _lastSequencer;

    /// <param name="bucket">The bucket's name; every other name is refused.</param>
    /// <param name="folder">Holds the objects.</param>
    /// <param name="scratch">For unfinished files: another folder of the same file system.</param>
    public FolderObjectStore(string bucket, string folder, string scratch)
    {
        Bucket = bucket;
        _folder = Path.GetFullPath(folder);
        _scratch = Path.GetFullPath(scratch);
        Directory.CreateDirectory(_folder);
        Directory.CreateDirectory(_scratch);
    }

    public string Bucket { get; }

    /// <summary>After each put, as S3 tells of one: the object is there to be read.</summary>
    public event Action<StoredObject>? Stored;

    public Task PutAsync(ObjectLocation location, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken) =>
        StoreAsync(location, content, cancellationToken);

    /// <summary>Puts an object, and says what its notification says.</summary>
    public async Task<StoredObject> StoreAsync(ObjectLocation location, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        RequireBucket(location.Bucket);
        RequireKey(location.Key);
        var unfinished = Path.Combine(_scratch, Path.GetRandomFileName());
        await WriteAsync(unfinished, content, cancellationToken);
        var file = new FileInfo(unfinished);
        var put = new KnownFile(file.Length, file.LastWriteTimeUtc, ETagOf(content.Span));
        string sequencer;
        lock (_renames)
        {
            var path = MakeRoom(location.Key);
            File.Move(unfinished, path, overwrite: true);
            _known[path] = put;
            sequencer = NextSequencer(put.ModifiedAt);
        }
        var stored = new StoredObject(location, put.ETag, put.Size, put.ModifiedAt, sequencer);
        Stored?.Invoke(stored);
        return stored;
    }

    public async Task<ReadOnlyMemory<byte>> GetAsync(ObjectLocation location, CancellationToken cancellationToken)
    {
        var path = PathOf(location) ?? throw Missing(location);
        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Missing(location);
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or IOException)
        {
            throw new ObjectStoreRefusedException($"{location} cannot be read from {path}: {refused.Message}", refused);
        }
    }

    public Task<ObjectPage> ListAsync(string bucket, string prefix, string? startAfter, CancellationToken cancellationToken)
    {
        RequireBucket(bucket);
        var page = new List<ListedObject>();
        foreach (var (key, file) in FolderWalk.Files(_folder, prefix, startAfter))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (page.Count == LargestPage)
            {
                return Task.FromResult(new ObjectPage(page, page[^1].Key));
            }
            if (TryKnow(file, out var knownFile))
            {
                page.Add(new ListedObject(key, knownFile.ETag, knownFile.Size, knownFile.ModifiedAt));
            }
        }
        return Task.FromResult(new ObjectPage(page, null));
    }

    /// <summary>The object as its notification would tell of it; null when there is none.</summary>
    public StoredObject? Find(string key) =>
        PathOf(new ObjectLocation(Bucket, key)) is { } path && TryKnow(new FileInfo(path), out var file)
            ? new StoredObject(new ObjectLocation(Bucket, key), file.ETag, file.Size, file.ModifiedAt, NextSequencer(file.ModifiedAt))
            : null;

    /// <summary>Every object's key and file, without reading its content.</summary>
    internal IEnumerable<FoundFile> Walk(string prefix) => FolderWalk.Files(_folder, prefix, startAfter: null);

    /// <summary>The file that holds an object; null when there is none. A COPY reads it in place.</summary>
    public string? PathOf(ObjectLocation location)
    {
        RequireBucket(location.Bucket);
        RequireKey(location.Key);
        // The object moves beside when its name becomes a folder's: look there last, and once more in case it moved meanwhile.
        string[] candidates = [FullPath(KeyPath.Of(location.Key)), FullPath(KeyPath.BesideFolder(location.Key)), FullPath(KeyPath.Of(location.Key))];
        return candidates.FirstOrDefault(File.Exists);
    }

    /// <summary>Gives the key a path that a file can be moved to: its folders exist, and no other object is in the way.</summary>
    private string MakeRoom(string key)
    {
        for (var slash = key.IndexOf('/'); slash >= 0; slash = key.IndexOf('/', slash + 1))
        {
            var asFile = FullPath(KeyPath.Of(key[..slash]));
            if (File.Exists(asFile))
            {
                var beside = FullPath(KeyPath.BesideFolder(key[..slash]));
                Directory.CreateDirectory(Path.GetDirectoryName(beside)!);
                File.Move(asFile, beside, overwrite: true);
            }
        }
        var path = FullPath(KeyPath.Of(key));
        var besidePath = FullPath(KeyPath.BesideFolder(key));
        var chosen = Directory.Exists(path) || File.Exists(besidePath) ? besidePath : path;
        Directory.CreateDirectory(Path.GetDirectoryName(chosen)!);
        return chosen;
    }

    private string FullPath(string relative) => Path.Combine(_folder, relative.Replace('/', Path.DirectorySeparatorChar));

    private static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllBytesAsync(path, content, cancellationToken);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new ObjectStoreRefusedException($"{path} cannot be written: {failed.Message}. Is the disk full, or the folder read-only?", failed);
        }
    }

    /// <summary>A file's eTag, computed once for each size and time of change: 15,000 files are not read again for every listing.</summary>
    private bool TryKnow(FileInfo file, [NotNullWhen(true)] out KnownFile? found)
    {
        try
        {
            var path = file.FullName;
            if (!_known.TryGetValue(path, out found) || found.Size != file.Length || found.ModifiedAt != file.LastWriteTimeUtc)
            {
                found = new KnownFile(file.Length, file.LastWriteTimeUtc, ETagOf(File.ReadAllBytes(path)));
                _known[path] = found;
            }
            return true;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            found = null;
            return false;
        }
    }

    /// <summary>S3's sequencer: of two writes of one key, the later has the greater. Hexadecimal, compared as text of equal length.</summary>
    private string NextSequencer(DateTime writtenAt)
    {
        lock (_renames)
        {
            _lastSequencer = Math.Max(_lastSequencer + 1, writtenAt.Ticks);
            return _lastSequencer.ToString("X16", System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    [SuppressMessage("Security", "CA5351", Justification = "S3 defines the eTag of a single-part put as the MD5 of its content; nothing is protected by it.")]
    private static string ETagOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(MD5.HashData(content));

    private void RequireBucket(string bucket)
    {
        if (!string.Equals(bucket, Bucket, StringComparison.Ordinal))
        {
            throw new ObjectStoreRefusedException($"NoSuchBucket: there is no bucket '{bucket}' here, only '{Bucket}'");
        }
    }

    private static void RequireKey(string key)
    {
        var bytes = Encoding.UTF8.GetByteCount(key);
        if (bytes is 0 or > LongestKey)
        {
            throw new ObjectStoreRefusedException($"KeyTooLongError: a key has 1 to {LongestKey} bytes, this one has {bytes}");
        }
    }

    private static ObjectMissingException Missing(ObjectLocation location) => new($"NoSuchKey: there is no object {location}");

    private sealed record KnownFile(long Size, DateTime ModifiedAt, string ETag);
}

/// <summary>An object as it was stored. <c>Sequencer</c> orders the writes of one key.</summary>
public sealed record StoredObject(ObjectLocation Location, string ETag, long Size, DateTimeOffset StoredAt, string Sequencer);
