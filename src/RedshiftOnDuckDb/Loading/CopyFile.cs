using Sparkify.Ingestion.Objects;

namespace Sparkify.RedshiftOnDuckDb.Loading;

/// <summary>A file of a COPY. A manifest's may be missing unless it is mandatory.</summary>
internal sealed record CopyFile(ObjectLocation Location, bool MayBeMissing);

/// <summary>A file as COPY reads it.</summary>
/// <param name="Object">Its bytes, decompressed, and the eTag under which it is stored.</param>
internal sealed record FetchedFile(CopyFile File, ObjectContent Object) : IDisposable
{
    public ReadOnlyMemory<byte> Content => Object.Bytes;

    public void Dispose() => Object.Dispose();
}
