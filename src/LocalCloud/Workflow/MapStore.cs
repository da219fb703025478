using System.Runtime.CompilerServices;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Objects;
using StatesLanguage;

namespace Sparkify.LocalCloud.Workflow;

/// <summary>A distributed Map's objects in the stack's object store.</summary>
public sealed class MapStore(IObjectStore objects) : IMapStore
{
    public Task<ReadOnlyMemory<byte>> GetAsync(string bucket, string key, CancellationToken cancellationToken) =>
        TryAsync(() => objects.GetAsync(new ObjectLocation(bucket, key), cancellationToken));

    public Task PutAsync(
        string bucket, string key, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken) =>
        TryAsync(async () =>
        {
            await objects.PutAsync(new ObjectLocation(bucket, key), content, contentType, cancellationToken);
            return true;
        });

    public async IAsyncEnumerable<MapObject> ListAsync(
        string bucket, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? startAfter = null;
        do
        {
            var page = await TryAsync(() => objects.ListAsync(bucket, prefix, startAfter, cancellationToken));
            foreach (var listed in page.Objects)
            {
                yield return new MapObject(listed.Key, listed.ETag, listed.Size, listed.LastModified);
            }

            startAfter = page.StartAfter;
        }
        while (startAfter is not null);
    }

    private static async Task<T> TryAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (IngestionException failed)
        {
            throw new MapStoreException(failed.Message, failed);
        }
    }
}
