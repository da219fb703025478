namespace StatesLanguage;

/// <summary>The objects that a distributed Map reads its items from, and writes its results to: Amazon S3, or something like it.</summary>
/// <remarks>
/// Every member may throw <see cref="MapStoreException"/>: the state then fails with States.ItemReaderFailed or States.ResultWriterFailed.
/// </remarks>
public interface IMapStore
{
    /// <summary>Reads one whole object.</summary>
    Task<ReadOnlyMemory<byte>> GetAsync(string bucket, string key, CancellationToken cancellationToken);

    /// <summary>Writes one whole object, over whatever was there.</summary>
    Task PutAsync(string bucket, string key, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken);

    /// <summary>
    /// The objects whose keys start with a prefix, in the order of their keys. It is read only as far as there are items to take.
    /// </summary>
    IAsyncEnumerable<MapObject> ListAsync(string bucket, string prefix, CancellationToken cancellationToken);
}

/// <summary>An object as a listing shows it. <c>ETag</c> has no quotes.</summary>
public sealed record MapObject(string Key, string ETag, long Size, DateTimeOffset LastModified);

/// <summary>
/// An object can't be read or written: missing, forbidden, or out of reach. The message becomes the cause of the state's failure.
/// </summary>
public sealed class MapStoreException(string message, Exception? inner = null) : Exception(message, inner);
