using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sparkify.Ingestion.Objects;

namespace Sparkify.Ingestion.Intake;

/// <summary>The manifest that COPY reads: every file once, by its whole key, and a file that is missing fails the COPY.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/redshift/latest/dg/loading-data-files-using-manifest.html; a file listed twice is loaded twice.
/// </remarks>
public static class CopyManifest
{
    // The manifest is read by Redshift as UTF-8 JSON: escape what JSON must, and nothing that only HTML would mind.
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// The newest version of each key: COPY reads a key as it is, so an older version that a notice named can't be read any more.
    /// </summary>
    public static IReadOnlyList<FileVersion> Newest(IReadOnlyList<ListedFile> files)
    {
        var newest = new Dictionary<(string, string), FileVersion>(files.Count);
        foreach (var version in files.Select(file => file.Version))
        {
            var key = (version.Bucket, version.Key);
            if (!newest.TryGetValue(key, out var other) || FileVersion.CompareAge(other, version) < 0)
            {
                newest[key] = version;
            }
        }

        return [.. newest.Values];
    }

    /// <summary>UTF-8 JSON.</summary>
    public static ReadOnlyMemory<byte> Write(IReadOnlyList<ListedFile> files)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            json.WriteStartObject();
            json.WriteStartArray("entries");
            foreach (var file in Newest(files))
            {
                json.WriteStartObject();
                json.WriteString("url", new ObjectLocation(file.Bucket, file.Key).Url);
                json.WriteBoolean("mandatory", true);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
