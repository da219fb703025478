using System.Globalization;
using System.Text;
using System.Web;
using System.Xml.Linq;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Objects;
using Sparkify.Tests.Aws;

namespace Sparkify.Tests.Runtime;

/// <summary>The three calls of S3 that functions make, in front of an object store of the test's.</summary>
internal sealed class ObjectStoreService : IAsyncDisposable
{
    private const string Xml = "application/xml";

    private readonly HttpService service;

    /// <param name="objects">Asked for each request: a test may change the store.</param>
    public ObjectStoreService(Func<IObjectStore> objects) =>
        service = new HttpService((request, cancellation) => AnswerAsync(objects(), request, cancellation));

    public string Url => service.Url;

    public ValueTask DisposeAsync() => service.DisposeAsync();

    private static async Task<Answer> AnswerAsync(IObjectStore objects, WireRequest request, CancellationToken cancellationToken)
    {
        var query = HttpUtility.ParseQueryString(request.Path.Contains('?', StringComparison.Ordinal)
            ? request.Path[request.Path.IndexOf('?', StringComparison.Ordinal)..]
            : "");
        var path = Uri.UnescapeDataString(request.Path.Split('?')[0]).Trim('/').Split('/', 2);
        switch (request.Method)
        {
            case "PUT":
                await objects.PutAsync(
                    new ObjectLocation(path[0], path[1]), Content(request), request.Headers["Content-Type"], cancellationToken);
                return new Answer(200, "", Xml);
            case "GET" when query["list-type"] == "2":
                return new Answer(
                    200, Listing(await objects.ListAsync(path[0], query["prefix"] ?? "", query["start-after"], cancellationToken)), Xml);
            case "GET":
                try
                {
                    return new Answer(200, "", "application/octet-stream")
                    {
                        Content = await objects.GetAsync(new ObjectLocation(path[0], path[1]), cancellationToken)
                    };
                }
                catch (ObjectMissingException)
                {
                    return new Answer(
                        404, "<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>", Xml);
                }

            default:
                return new Answer(405, "<Error><Code>MethodNotAllowed</Code></Error>", Xml);
        }
    }

    private static string Listing(ObjectPage page) => new XElement(
        "ListBucketResult",
        new XElement("IsTruncated", page.StartAfter is not null),
        page.Objects.Select(found => new XElement(
            "Contents",
            new XElement("Key", Uri.EscapeDataString(found.Key)),
            new XElement("LastModified", found.LastModified.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
            new XElement("ETag", $"\"{found.ETag}\""),
            new XElement("Size", found.Size)))).ToString();

    /// <summary>A signed stream comes in pieces: <c>size;chunk-signature=…</c>, the bytes, and so on until a piece of none.</summary>
    /// <remarks>https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html</remarks>
    private static ReadOnlyMemory<byte> Content(WireRequest request)
    {
        if (!request.Headers.GetValueOrDefault("Content-Encoding", "").Contains("aws-chunked", StringComparison.Ordinal)
            && !request.Headers.GetValueOrDefault("x-amz-content-sha256", "").StartsWith("STREAMING", StringComparison.Ordinal))
        {
            return request.Content;
        }

        using var content = new MemoryStream();
        for (ReadOnlySpan<byte> rest = request.Content; ;)
        {
            var line = rest[..rest.IndexOf("\r\n"u8)];
            var size = int.Parse(Encoding.ASCII.GetString(line).Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size == 0)
            {
                return content.ToArray();
            }

            content.Write(rest.Slice(line.Length + 2, size));
            rest = rest[(line.Length + 2 + size + 2)..];
        }
    }
}
