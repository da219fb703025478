using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Objects;
using Sparkify.RedshiftOnDuckDb;

namespace Sparkify.Tests.LocalCloud;

/// <summary>The bucket as the warehouse's role sees it: some keys it may not read.</summary>
internal sealed class Denying(Func<string, bool> denies) : IObjectStore
{
    private IObjectStore? bucket;
    private int copies;

    public Func<string, bool> Denies { get; set; } = denies;

    /// <summary>Each COPY of files reads a manifest.</summary>
    public int Copies => copies;

    public DuckDbWarehouseOptions For(DuckDbWarehouseOptions options)
    {
        bucket = options.Objects;
        return options with { Objects = this };
    }

    public Task<ReadOnlyMemory<byte>> GetAsync(ObjectLocation location, CancellationToken cancellationToken)
    {
        if (location.Key.EndsWith("/manifest.json", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref copies);
        }

        return Denies(location.Key)
            ? throw new ObjectStoreRefusedException($"{location} may not be read")
            : bucket!.GetAsync(location, cancellationToken);
    }

    public Task PutAsync(
        ObjectLocation location, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken) =>
        throw new NotSupportedException("a warehouse writes nothing");

    public Task<ObjectPage> ListAsync(string bucketName, string prefix, string? startAfter, CancellationToken cancellationToken) =>
        bucket!.ListAsync(bucketName, prefix, startAfter, cancellationToken);
}
