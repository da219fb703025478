namespace Sparkify.Ingestion.Objects;

/// <summary>
/// The object store: Amazon S3, or a folder that behaves like it. Reads see the newest write (S3 is strongly consistent since December
/// 2020).
/// </summary>
/// <remarks>
/// Every member may throw <see cref="Failures.ObjectStoreUnavailableException"/> (try again) or
/// <see cref="Failures.ObjectStoreRefusedException"/> (trying again changes nothing).
/// </remarks>
public interface IObjectStore
{
    /// <summary>Writes one whole object, over whatever was there.</summary>
    Task PutAsync(ObjectLocation location, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken);

    /// <summary>Reads one whole object.</summary>
    /// <exception cref="Failures.ObjectMissingException">There is no such object.</exception>
    Task<ReadOnlyMemory<byte>> GetAsync(ObjectLocation location, CancellationToken cancellationToken);

    /// <summary>
    /// Reads one whole object, and says its eTag. A store that knows it without computing the MD5 of the bytes has its own.
    /// </summary>
    /// <exception cref="Failures.ObjectMissingException">There is no such object.</exception>
    async Task<ObjectContent> ReadAsync(ObjectLocation location, CancellationToken cancellationToken)
    {
        var content = await GetAsync(location, cancellationToken);
        return new ObjectContent(content, ETag.Of(content.Span));
    }

    /// <summary>Lists one page (at most 1,000 objects) of the keys that start with a prefix, in the order of their UTF-8 bytes.</summary>
    Task<ObjectPage> ListAsync(string bucket, string prefix, string? startAfter, CancellationToken cancellationToken);
}

/// <summary>One page of a listing.</summary>
/// <param name="Objects">In the order of the keys' UTF-8 bytes.</param>
/// <param name="StartAfter">The key to go on after; null on the last page.</param>
public sealed record ObjectPage(IReadOnlyList<ListedObject> Objects, string? StartAfter);

/// <summary>An object as a listing shows it. <c>ETag</c> has no quotes.</summary>
public sealed record ListedObject(string Key, string ETag, long Size, DateTimeOffset LastModified);
