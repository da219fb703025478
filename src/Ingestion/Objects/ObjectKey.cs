using System.Globalization;

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
    public static string? Fault(string key) =>
        Utf8Text.WhyUnfit(key, MostBytes) is { } why ? $"its key {why}: neither COPY nor the ledger can hold it" : null;
}
