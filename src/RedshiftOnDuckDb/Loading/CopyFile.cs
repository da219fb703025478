using Sparkify.Ingestion.Objects;

namespace Sparkify.RedshiftOnDuckDb.Loading;

/// <summary>A file of a COPY. A manifest's may be missing unless it is mandatory.</summary>
internal sealed record CopyFile(ObjectLocation Location, bool MayBeMissing);

/// <summary>A file's bytes, decompressed.</summary>
/// <param name="ETag">As S3 makes it of an object put in one part: the MD5 of its bytes.</param>
internal sealed record FetchedFile(CopyFile File, ReadOnlyMemory<byte> Content, string ETag);
