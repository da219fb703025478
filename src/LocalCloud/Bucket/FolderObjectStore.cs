using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Objects;

namespace Sparkify.LocalCloud.Bucket;

/// <summary>
/// One bucket as a folder: each object is the file of its key, so that a person can look, copy files in and take them out.
/// </summary>
/// <remarks>
/// <para>A put is a rename of a finished file: nobody sees half an object, and one that was not finished is in the scratch folder, outside
/// the bucket.</para>
/// <para>A file that may not be read is an object like any other, as on S3, where a listing does not ask who may read: whoever reads it is
/// refused, and its key has a place where that is said. Its eTag is made of its size and its time.</para>
/// </remarks>
public sealed class FolderObjectStore : IObjectStore
{
    /// <summary>S3's page: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html.</summary>
    private const int LargestPage = 1_000;

    /// <summary>It is read faster than somebody else could be asked to read it.</summary>
    private const long SmallFile = 256 << 10;

    private readonly string _folder;
    private readonly ScratchFolder _scratch;

    /// <summary>A file is moved to one of them under <c>_renames</c>.</summary>
    private readonly KeyPlaces _places;
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
        _places = new KeyPlaces(_folder);
        _scratch = new ScratchFolder(Path.GetFullPath(scratch));
        Directory.CreateDirectory(_folder);
        Directory.CreateDirectory(scratch);
    }

    public string Bucket { get; }

    /// <summary>After each put, at once: the object is there to be read.</summary>
    public event Action<StoredObject>? Placed;

    /// <summary>After one put or several, as S3 announces them, in their order.</summary>
    public event Action<IReadOnlyList<StoredObject>>? Stored;

    public Task PutAsync(ObjectLocation location, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken) =>
        StoreAsync(location, content, cancellationToken);

    /// <summary>Puts an object, and says what its notification says.</summary>
    public Task<StoredObject> StoreAsync(ObjectLocation location, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var stored = Place(location, Write(location, handOn =>
        {
            handOn(content.Span);
            return ETag.Of(content.Span);
        }));
        Announce([stored]);
        return Task.FromResult(stored);
    }

    /// <summary>The first half of a put: the content is read once, and is finished outside of the bucket.</summary>
    /// <exception cref="IOException">The content can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="ObjectStoreRefusedException">It can't be written.</exception>
    internal FinishedFile Write(ObjectLocation location, Stream content, CancellationToken cancellationToken) =>
        Write(location, handOn => ETag.Of(content, handOn, cancellationToken));

    /// <summary>The second half: it is the object now, and nobody knows of it yet.</summary>
    /// <exception cref="ObjectStoreRefusedException">There is no place for it, and it is gone.</exception>
    internal StoredObject Place(ObjectLocation location, FinishedFile finished)
    {
        StoredObject stored;
        try
        {
            stored = Rename(finished, location);
        }
        catch (Exception failed) when (ScratchFolder.IsOfDisk(failed))
        {
            Discard(finished);
            throw ScratchFolder.Unwritable(location, failed);
        }

        Placed?.Invoke(stored);
        return stored;
    }

    /// <summary>Says that these were put.</summary>
    internal void Announce(IReadOnlyList<StoredObject> stored) => Stored?.Invoke(stored);

    internal static void Discard(FinishedFile finished) => ScratchFolder.Discard(finished.Path);

    public async Task<ReadOnlyMemory<byte>> GetAsync(ObjectLocation location, CancellationToken cancellationToken) =>
        await ReadAsync(location, (path, _) => File.ReadAllBytesAsync(path, cancellationToken));

    /// <summary>Into memory that is used again. The eTag is the one that is known of the file, if it stays as it is meanwhile.</summary>
    public Task<ObjectContent> ReadAsync(ObjectLocation location, CancellationToken cancellationToken) =>
        // A thread of the pool is worth more than a small file.
        ReadAsync(location, (path, stamp) => stamp.Size <= SmallFile
            ? Task.FromResult(ReadWhole(path, stamp))
            : Task.Run(() => ReadWhole(path, stamp), cancellationToken));

    public Task<ObjectPage> ListAsync(string bucket, string prefix, string? startAfter, CancellationToken cancellationToken)
    {
        RequireBucket(bucket);
        var page = new List<ListedObject>();
        foreach (var found in FolderWalk.Files(_folder, prefix, startAfter).Where(found => found.Fault is null))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (page.Count == LargestPage)
            {
                return Task.FromResult(new ObjectPage(page, page[^1].Key));
            }

            if (TryKnow(found.Path, found.Stamp, cancellationToken, out var known))
            {
                page.Add(new ListedObject(found.Key, known.ETag, known.Stamp.Size, known.Stamp.ModifiedAt));
            }
        }

        return Task.FromResult(new ObjectPage(page, null));
    }

    /// <summary>The object as its notification would show it; null when there is none.</summary>
    public StoredObject? Find(string key) => FindWhileWanted(key, CancellationToken.None);

    /// <summary>The same. A large file that is new has to be read first, and that takes its time.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits for it any more.</exception>
    internal StoredObject? FindWhileWanted(string key, CancellationToken cancellationToken) =>
        IsKey(key)
        && Locate(new ObjectLocation(Bucket, key)) is { } found
        && found.Stamp.Size <= Array.MaxLength
        && TryKnow(found.Path, found.Stamp, cancellationToken, out var file)
            ? Shown(new ObjectLocation(Bucket, key), file)
            : null;

    /// <summary>Takes away the objects of a prefix that were put before then, as a lifecycle rule does, and folders left empty.</summary>
    /// <param name="isNeeded">By its key: such an object stays.</param>
    internal void Expire(string prefix, DateTimeOffset before, Func<string, bool> isNeeded)
    {
        foreach (var found in Walk(prefix).Where(found => found.Stamp.ModifiedAt < before.UtcDateTime && !isNeeded(found.Key)))
        {
            Delete(found.Path);
        }
    }

    /// <summary>Takes an object away, and folders left empty; one that is gone is no error.</summary>
    internal void Remove(string key)
    {
        if (PathOf(new ObjectLocation(Bucket, key)) is { } path)
        {
            Delete(path);
        }
    }

    /// <summary>Every object's key and file, without reading its content.</summary>
    internal IEnumerable<FoundFile> Walk(string prefix) => WalkAll(prefix).Where(found => found.Fault is null);

    /// <summary>Objects, and what is in an object's place and is none.</summary>
    internal IEnumerable<FoundFile> WalkAll(string prefix, string? startAfter = null) =>
        FolderWalk.Files(_folder, prefix, startAfter);

    /// <summary>The file that holds an object; null when there is none. A COPY reads it in place.</summary>
    public string? PathOf(ObjectLocation location) => Locate(location)?.Path;

    /// <summary>Why the file of an object can't be read; null: it can, or there is none.</summary>
    internal Fault? WhyUnreadable(string key)
    {
        if (!IsKey(key) || PathOf(new ObjectLocation(Bucket, key)) is not { } path)
        {
            return null;
        }

        try
        {
            using var opened = File.OpenRead(path);
            return null;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return Fault.Unreadable(refused);
        }
    }

    private void Delete(string path)
    {
        lock (_renames)
        {
            File.Delete(path);
            _known.TryRemove(path, out _);
            for (var folder = Path.GetDirectoryName(path)!;
                folder.Length > _folder.Length && !Directory.EnumerateFileSystemEntries(folder).Any();
                folder = Path.GetDirectoryName(folder)!)
            {
                Directory.Delete(folder);
            }
        }
    }

    private (string Path, FileStamp Stamp)? Locate(ObjectLocation location)
    {
        RequireBucket(location.Bucket);
        RequireKey(location.Key);
        // The object moves beside when its name becomes a folder's: look there last, and once more in case it moved meanwhile.
        var (usual, beside) = (KeyPath.Of(location.Key), KeyPath.BesideFolder(location.Key));
        foreach (var place in (string[])[usual, beside, usual])
        {
            var path = _places.FullPath(place);
            if (PathState.Of(path) is { Kind: PathKind.File, Stamp: var stamp })
            {
                return (path, stamp);
            }
        }

        return null;
    }

    private FinishedFile Write(ObjectLocation location, Func<Action<ReadOnlySpan<byte>>, string> read)
    {
        RequireBucket(location.Bucket);
        RequireKey(location.Key);
        return _scratch.Write(location, read);
    }

    private async Task<T> ReadAsync<T>(ObjectLocation location, Func<string, FileStamp, Task<T>> read)
    {
        var (path, stamp) = Locate(location) ?? throw Missing(location);
        try
        {
            return await read(path, stamp);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Missing(location);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new ObjectStoreRefusedException($"{location} may not be read from {path}: {refused.Message}", refused);
        }
        catch (IOException failed) when (new FileInfo(path) is { Exists: true, Length: var length } && length > Array.MaxLength)
        {
            var tooLong = new InsufficientMemoryException(
                $"the file has {length} bytes, and the local run holds a file of at most {Array.MaxLength} bytes in memory: split it",
                failed);
            throw new ObjectStoreRefusedException($"{location} cannot be read from {path}: {tooLong.Message}", tooLong);
        }
        catch (IOException failed)
        {
            // A drive that is away, a file that another process holds: it may well be read later.
            throw new ObjectStoreUnavailableException($"{location} cannot be read from {path}: {failed.Message}", failed);
        }
    }

    private ObjectContent ReadWhole(string path, FileStamp stamp)
    {
        using var file = File.OpenHandle(path);
        var length = RandomAccess.GetLength(file);
        if (length > Array.MaxLength)
        {
            throw new IOException("The file is too long.");
        }

        var memory = MemoryPool<byte>.Shared.Rent(Math.Max(1, (int)length));
        try
        {
            var bytes = memory.Memory[..(int)length];
            for (int at = 0, read; at < bytes.Length; at += read)
            {
                read = RandomAccess.Read(file, bytes.Span[at..], at);
                if (read == 0)
                {
                    bytes = bytes[..at];
                }
            }

            var isKnown = _known.TryGetValue(path, out var known) && known.Stamp == stamp && PathState.Of(path).Stamp == stamp;
            return new ObjectContent(bytes, isKnown ? known!.ETag : ETag.Of(bytes.Span), memory);
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    /// <summary>Puts a finished file in the place of its key.</summary>
    private StoredObject Rename(FinishedFile finished, ObjectLocation location)
    {
        lock (_renames)
        {
            var path = _places.Move(finished.Path, location.Key);
            // To be moved is a change, too.
            return Shown(location, _known[path] = new KnownFile(PathState.Of(path).Stamp, finished.ETag));
        }
    }

    private StoredObject Shown(ObjectLocation location, KnownFile file) =>
        new(location, file.ETag, file.Stamp.Size, file.Stamp.ModifiedAt, NextSequencer(file.Stamp.ModifiedAt)) { Stamp = file.Stamp };

    /// <summary>A file's eTag, computed once for each of its stamps: 15,000 files are not read again for every listing.</summary>
    /// <returns>False: it has gone.</returns>
    private bool TryKnow(string path, FileStamp stamp, CancellationToken cancellationToken, [NotNullWhen(true)] out KnownFile? found)
    {
        if (_known.TryGetValue(path, out found) && found.Stamp == stamp)
        {
            return true;
        }

        try
        {
            using var content = File.OpenRead(path);
            _known[path] = found = new KnownFile(stamp, ETag.Of(content, cancellationToken));
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // Not remembered: once it may be read, it has the eTag of its content.
            found = new KnownFile(stamp, ETagOfUnread(stamp.Size, stamp.ModifiedAt));
        }

        return true;
    }

    /// <summary>
    /// Of a file that can't be read. It is shorter than a real one, which nobody takes for the content's: a file that can be read after all
    /// is not found to be another version.
    /// </summary>
    private static string ETagOfUnread(long size, DateTime modifiedAt) =>
        string.Create(CultureInfo.InvariantCulture, $"{size:x}-{modifiedAt.Ticks:x}");

    /// <summary>
    /// S3's sequencer: of two writes of one key, the later has the greater. Hexadecimal, compared as text of equal length.
    /// </summary>
    private string NextSequencer(DateTime writtenAt)
    {
        lock (_renames)
        {
            _lastSequencer = Math.Max(_lastSequencer + 1, writtenAt.Ticks);
            return _lastSequencer.ToString("X16", System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    private void RequireBucket(string bucket)
    {
        if (!string.Equals(bucket, Bucket, StringComparison.Ordinal))
        {
            throw new ObjectStoreRefusedException($"NoSuchBucket: there is no bucket '{bucket}' here, only '{Bucket}'");
        }
    }

    private static void RequireKey(string key)
    {
        if (!IsKey(key))
        {
            throw new ObjectStoreRefusedException(
                $"KeyTooLongError: a key has 1 to {ObjectKey.MostBytes} bytes, this one has {Encoding.UTF8.GetByteCount(key)}");
        }
    }

    private static bool IsKey(string key) => Encoding.UTF8.GetByteCount(key) is > 0 and <= ObjectKey.MostBytes;

    private static ObjectMissingException Missing(ObjectLocation location) => new($"NoSuchKey: there is no object {location}");

    private sealed record KnownFile(FileStamp Stamp, string ETag);
}

/// <summary>An object as it was stored. <c>Sequencer</c> orders the writes of one key.</summary>
public sealed record StoredObject(ObjectLocation Location, string ETag, long Size, DateTimeOffset StoredAt, string Sequencer)
{
    /// <summary>Of its file.</summary>
    internal FileStamp Stamp { get; init; }
}
