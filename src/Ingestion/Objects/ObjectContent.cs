namespace Sparkify.Ingestion.Objects;

/// <summary>An object's bytes and its eTag, which belong together.</summary>
/// <param name="bytes">Good until it is disposed of.</param>
/// <param name="etag">Of these bytes, without quotes.</param>
/// <param name="owner">Gets the bytes' memory back; null: nobody does.</param>
public sealed class ObjectContent(ReadOnlyMemory<byte> bytes, string etag, IDisposable? owner = null) : IDisposable
{
    public ReadOnlyMemory<byte> Bytes => bytes;

    public string ETag => etag;

    public void Dispose() => owner?.Dispose();
}
