using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace Sparkify.Local.Folder;

/// <summary>The entity tag of an object, as S3 makes it of one that is put in one part: the MD5 of its bytes.</summary>
[SuppressMessage("Security", "CA5351", Justification = "S3 defines the eTag so; nothing is protected by it.")]
internal static class ETag
{
    public static string Of(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(MD5.HashData(content));

    /// <summary>Reads to the end, however long it is, and holds none of it.</summary>
    public static string Of(Stream content) => Convert.ToHexStringLower(MD5.HashData(content));

    /// <summary>
    /// Of a file that can't be read. It is shorter than a real one, which nobody takes for the content's: a file that can be read after all
    /// is not found to be another version.
    /// </summary>
    public static string OfUnread(long size, DateTime modifiedAt) => string.Create(CultureInfo.InvariantCulture, $"{size:x}-{modifiedAt.Ticks:x}");
}
