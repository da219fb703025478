using System.Text;
using Amazon.S3;
using CsCheck;
using Sparkify.Functions.Aws;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Objects;

namespace Sparkify.Tests.Aws;

[Collection(MotoServer.Collection)]
public sealed class S3ObjectStoreTests(MotoServer moto)
{
    private static readonly Gen<string> OddKey =
        Gen.OneOf(
            "a", "B", "0", " ", "  ", "+", "%", "%20", "%2B", "&", "=", "?", "#", "'", "\"", "<", ">", "\t", "/", ".json", "é", "e\u0301",
            "日本", "😀", "'; DROP TABLE songplays; --")
            .Array[1, 12].Select(parts => "log_data/" + string.Concat(parts));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_key_is_written_listed_in_the_order_of_its_bytes_and_read_back()
    {
        using var client = Clients.S3(moto.Url);
        var store = new S3ObjectStore(client);
        var run = 0;
        await OddKey.HashSet[1, 6].SampleAsync(
            async keys =>
            {
                var bucket = await NewBucket(client, $"odd-keys-{Interlocked.Increment(ref run)}");
                foreach (var key in keys)
                {
                    await store.PutAsync(new ObjectLocation(bucket, key), Encoding.UTF8.GetBytes(key), "application/json", Cancellation);
                }

                var page = await store.ListAsync(bucket, "log_data/", startAfter: null, Cancellation);

                Assert.Equal(keys.OrderBy(Encoding.UTF8.GetBytes, ByteOrder), page.Objects.Select(found => found.Key));
                foreach (var found in page.Objects)
                {
                    var content = await store.GetAsync(new ObjectLocation(bucket, found.Key), Cancellation);
                    Assert.Equal(found.Key, Encoding.UTF8.GetString(content.Span));
                    Assert.Equal(content.Length, found.Size);
                    Assert.Matches("^[0-9a-f]{32}$", found.ETag);
                }
            },
            iter: 15,
            threads: 1);
    }

    [Fact]
    public async Task The_longest_key_has_1024_bytes()
    {
        using var client = Clients.S3(moto.Url);
        var store = new S3ObjectStore(client);
        var bucket = await NewBucket(client, "long-key");
        var location = new ObjectLocation(bucket, "log_data/" + string.Concat(Enumerable.Repeat("é", 507)) + "x");

        await store.PutAsync(location, "{}"u8.ToArray(), "application/json", Cancellation);

        Assert.Equal(1024, Encoding.UTF8.GetByteCount(location.Key));
        Assert.Equal("{}"u8.ToArray(), (await store.GetAsync(location, Cancellation)).ToArray());
    }

    [Fact]
    public async Task Pages_follow_one_another_without_a_gap_or_a_repetition()
    {
        using var client = Clients.S3(moto.Url);
        var store = new S3ObjectStore(client, pageSize: 3);
        var bucket = await NewBucket(client, "pages");
        var keys = Enumerable.Range(0, 10).Select(n => $"log_data/{n:d2} +%é.json").ToList();
        foreach (var key in keys)
        {
            await store.PutAsync(new ObjectLocation(bucket, key), "{}"u8.ToArray(), "application/json", Cancellation);
        }

        List<IReadOnlyList<string>> pages = [];
        string? startAfter = null;
        do
        {
            var page = await store.ListAsync(bucket, "log_data/", startAfter, Cancellation);
            pages.Add([.. page.Objects.Select(found => found.Key)]);
            startAfter = page.StartAfter;
        }
        while (startAfter is not null);

        Assert.Equal([3, 3, 3, 1], pages.Select(page => page.Count));
        Assert.Equal(keys, pages.SelectMany(page => page));
    }

    [Fact]
    public async Task An_object_written_again_has_the_new_content_and_another_etag()
    {
        using var client = Clients.S3(moto.Url);
        var store = new S3ObjectStore(client);
        var location = new ObjectLocation(await NewBucket(client, "again"), "song_data/one.json");

        await store.PutAsync(location, "1"u8.ToArray(), "application/json", Cancellation);
        var before = Assert.Single((await store.ListAsync(location.Bucket, "", null, Cancellation)).Objects);
        await store.PutAsync(location, "2"u8.ToArray(), "application/json", Cancellation);
        var after = Assert.Single((await store.ListAsync(location.Bucket, "", null, Cancellation)).Objects);

        Assert.NotEqual(before.ETag, after.ETag);
        Assert.Equal("2"u8.ToArray(), (await store.GetAsync(location, Cancellation)).ToArray());
    }

    [Fact]
    public async Task A_key_that_does_not_exist_is_missing_and_a_bucket_that_does_not_is_refused()
    {
        using var client = Clients.S3(moto.Url);
        var store = new S3ObjectStore(client);
        var bucket = await NewBucket(client, "missing");

        var missing = await Assert.ThrowsAsync<ObjectMissingException>(
            () => store.GetAsync(new ObjectLocation(bucket, "log_data/gone.json"), Cancellation));
        await Assert.ThrowsAsync<ObjectStoreRefusedException>(
            () => store.GetAsync(new ObjectLocation("no-such-bucket", "log_data/gone.json"), Cancellation));

        Assert.Contains("s3://missing/log_data/gone.json", missing.Message, StringComparison.Ordinal);
    }

    /// <summary>Against a script: moto's routes end at a newline.</summary>
    [Fact]
    public async Task A_key_may_hold_a_newline()
    {
        const string key = "log_data/a\nb +%.json";
        const string listing = """
            <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>
            <Contents><Key>log_data/a%0Ab+%2B%25.json</Key><LastModified>2018-11-03T00:00:00.000Z</LastModified><ETag>"9a0364b9e99bb480dd25e1f0284c8555"</ETag><Size>7</Size></Contents>
            </ListBucketResult>
            """;
        await using var service = new ScriptedService(new Answer(200, "", "text/plain"), new Answer(200, listing, "application/xml"));
        using var client = Clients.S3(service.Url);
        var store = new S3ObjectStore(client);

        await store.PutAsync(new ObjectLocation("bucket", key), "content"u8.ToArray(), "application/json", Cancellation);
        var page = await store.ListAsync("bucket", "log_data/", "log_data/\n", Cancellation);

        Assert.Equal(
            new ListedObject(key, "9a0364b9e99bb480dd25e1f0284c8555", 7, new DateTimeOffset(2018, 11, 3, 0, 0, 0, TimeSpan.Zero)),
            Assert.Single(page.Objects));
        Assert.Equal("/bucket/log_data/a%0Ab%20%2B%25.json", service.Requests[0].Path);
        Assert.Contains("encoding-type=url", service.Requests[1].Path, StringComparison.Ordinal);
        Assert.Contains("start-after=log_data%2F%0A", service.Requests[1].Path, StringComparison.Ordinal);
    }

    private static Comparer<byte[]> ByteOrder { get; } = Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right));

    private static async Task<string> NewBucket(AmazonS3Client client, string name)
    {
        await client.PutBucketAsync(name, Cancellation);
        return name;
    }
}
