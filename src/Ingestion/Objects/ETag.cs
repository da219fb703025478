using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Sparkify.Ingestion.Objects;

/// <summary>The entity tag of an object, as S3 makes it of one that is put in one part: the MD5 of its bytes.</summary>
[SuppressMessage("Security", "CA5351", Justification = "S3 defines the eTag so; nothing is protected by it.")]
public static class ETag
{
    /// <summary>Of a content that is read part by part.</summary>
    private const int BytesOfAPart = 1 << 20;

    public static string Of(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(MD5.HashData(content));

    /// <summary>Reads to the end, however long it is, and holds none of it.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits for the end any more.</exception>
    public static string Of(Stream content, CancellationToken cancellationToken) => Of(content, _ => { }, cancellationToken);

    /// <summary>The same, of a content that is read only once.</summary>
    /// <param name="handOn">Gets each part, in order.</param>
    /// <exception cref="OperationCanceledException">Nobody waits for the end any more.</exception>
    public static string Of(Stream content, Action<ReadOnlySpan<byte>> handOn, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var buffer = ArrayPool<byte>.Shared.Rent(BytesOfAPart);
        try
        {
            for (int length; (length = content.Read(buffer)) > 0;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var part = buffer.AsSpan(0, length);
                hash.AppendData(part);
                handOn(part);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
