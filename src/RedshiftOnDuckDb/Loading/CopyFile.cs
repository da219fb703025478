using Sparkify.Ingestion.Objects;

namespace Sparkify.RedshiftOnDuckDb.Loading;

/// <summary>A file of a COPY. A manifest's may be missing unless it is mandatory.</summary>
internal sealed record CopyFile(ObjectLocation Location, bool MayBeMissing);

/// <summary>A file's bytes, decompressed.</summary>
/// <param name="Object">As it is stored. Its bytes are given back with it.</param>
internal sealed record FetchedFile(CopyFile File, ReadOnlyMemory<byte> Content, ObjectContent Object) : IDisposable
{
    public void Dispose() => Object.Dispose();
}
