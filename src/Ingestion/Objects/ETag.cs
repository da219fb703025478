using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Sparkify.Ingestion.Objects;

/// <summary>The entity tag of an object, as S3 makes it of one that is put in one part: the MD5 of its bytes.</summary>
[SuppressMessage("Security", "CA5351", Justification = "S3 defines the eTag so; nothing is protected by it.")]
public static class ETag
{
    public static string Of(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(MD5.HashData(content));

    /// <summary>Reads to the end, however long it is, and holds none of it.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits for the end any more.</exception>
    public static string Of(Stream content, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        Span<byte> part = stackalloc byte[16_384];
        for (int length; (length = content.Read(part)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(part[..length]);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
