using System.Globalization;
using System.Text;

namespace Sparkify.Ingestion.Objects;

/// <summary>Which keys a COPY can be given and the ledger can hold. All others are passed by, counted and named.</summary>
public static class ObjectKey
{
    /// <summary>S3's limit, and the ledger's: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html.</summary>
    public const int MostBytes = 1_024;

    /// <summary>For whoever put an object under a key that has a fault.</summary>
    public static readonly string WhatToDo = string.Create(
        CultureInfo.InvariantCulture, $"put it under another key: text of at most {MostBytes:N0} bytes without U+0000");

    /// <summary>Why no COPY and no ledger can hold this key, in words; null: they can.</summary>
    public static string? Fault(string key)
    {
        if (key.Length == 0)
        {
            return "its key is empty";
        }

        if (key.Contains('\0', StringComparison.Ordinal))
        {
            return "its key has U+0000 in it, which neither COPY nor the ledger can hold";
        }

        if (HasHalf(key))
        {
            return "its key has half of a surrogate pair in it, which is no text";
        }

        var bytes = Encoding.UTF8.GetByteCount(key);
        return bytes <= MostBytes ? null : string.Create(
            CultureInfo.InvariantCulture, $"its key has {bytes:N0} bytes in UTF-8, and S3 and the ledger take at most {MostBytes:N0}");
    }

    private static bool HasHalf(string key)
    {
        for (var at = 0; at < key.Length; at++)
        {
            if (char.IsSurrogate(key[at]) && (at + 1 == key.Length || !char.IsSurrogatePair(key[at], key[++at])))
            {
                return true;
            }
        }

        return false;
    }
}
