namespace Sparkify.Ingestion.Objects;

/// <summary>Where an object is: bucket and key, the key as stored (never URL-encoded).</summary>
public sealed record ObjectLocation(string Bucket, string Key)
{
    /// <summary>S3 takes no longer key. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html</summary>
    public const int MostKeyBytes = 1_024;

    /// <summary>The form that COPY and its manifests take: <c>s3://bucket/key</c>, nothing encoded.</summary>
    public string Url => $"s3://{Bucket}/{Key}";

    /// <summary>Reads <c>s3://bucket/key</c>.</summary>
    /// <exception cref="FormatException">The text is not of that form.</exception>
    public static ObjectLocation FromUrl(string url)
    {
        const string scheme = "s3://";
        var slash = url.StartsWith(scheme, StringComparison.Ordinal) ? url.IndexOf('/', scheme.Length) : -1;
        return slash > scheme.Length && slash + 1 < url.Length
            ? new ObjectLocation(url[scheme.Length..slash], url[(slash + 1)..])
            : throw new FormatException($"'{url}' is not an object's address: it takes s3://bucket/key");
    }

    public override string ToString() => Url;
}
