using System.Runtime.CompilerServices;

namespace Sparkify.Ingestion.Objects;

public static class ObjectListing
{
    /// <summary>
    /// All objects whose keys start with a prefix, in the order of their UTF-8 bytes: a page is listed when somebody asks for it.
    /// </summary>
    /// <param name="store">Is asked.</param>
    /// <param name="bucket">The bucket's name.</param>
    /// <param name="prefix">What the keys start with.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <param name="startAfter">The key that they come after; null: from the first.</param>
    public static async IAsyncEnumerable<ListedObject> ListAllAsync(
        this IObjectStore store,
        string bucket,
        string prefix,
        [EnumeratorCancellation] CancellationToken cancellationToken,
        string? startAfter = null)
    {
        do
        {
            var page = await store.ListAsync(bucket, prefix, startAfter, cancellationToken);
            foreach (var listed in page.Objects)
            {
                yield return listed;
            }

            startAfter = page.StartAfter;
        }
        while (startAfter is not null);
    }
}
