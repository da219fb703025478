using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Sparkify.Ingestion.Objects;

namespace Sparkify.Functions.Aws;

/// <summary>Amazon S3.</summary>
/// <param name="client">Of the Region that the buckets are in.</param>
/// <param name="pageSize">S3 gives 1,000 at most: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html.</param>
public sealed class S3ObjectStore(IAmazonS3 client, int pageSize = 1_000) : IObjectStore
{
    public async Task PutAsync(
        ObjectLocation location, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        var request = new PutObjectRequest
        {
            BucketName = location.Bucket,
            Key = location.Key,
            InputStream = stream,
            ContentType = contentType,
        };
        await Ask($"PutObject {location}", () => client.PutObjectAsync(request, cancellationToken), cancellationToken);
    }

    public Task<ReadOnlyMemory<byte>> GetAsync(ObjectLocation location, CancellationToken cancellationToken) =>
        Ask<ReadOnlyMemory<byte>>(
            $"GetObject {location}",
            async () =>
            {
                var request = new GetObjectRequest { BucketName = location.Bucket, Key = location.Key };
                using var response = await client.GetObjectAsync(request, cancellationToken);
                using var content = new MemoryStream();
                await response.ResponseStream.CopyToAsync(content, cancellationToken);
                return content.ToArray();
            },
            cancellationToken);

    public async Task<ObjectPage> ListAsync(string bucket, string prefix, string? startAfter, CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request
        {
            BucketName = bucket,
            Prefix = prefix,
            StartAfter = startAfter,
            MaxKeys = pageSize,
            Encoding = EncodingType.Url, // XML cannot carry every key
        };
        var response = await Ask(
            $"ListObjectsV2 s3://{bucket}/{prefix} after '{startAfter}'",
            () => client.ListObjectsV2Async(request, cancellationToken),
            cancellationToken);
        var objects = (response.S3Objects ?? []).ConvertAll(Listed);
        return new ObjectPage(objects, response.IsTruncated is true ? objects[^1].Key : null);
    }

    private static ListedObject Listed(S3Object found) => new(
        WebUtility.UrlDecode(found.Key),
        found.ETag.Trim('"'),
        found.Size ?? 0,
        new DateTimeOffset((found.LastModified ?? default).ToUniversalTime()));

    private static Task<T> Ask<T>(string call, Func<Task<T>> ask, CancellationToken cancellationToken) =>
        SdkCall.AskAsync(ask, exception => S3Errors.Classify(exception, call), cancellationToken);
}
