using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Objects;

namespace Sparkify.Tests;

/// <summary>An object store in memory. An object's eTag is the MD5 of its bytes, as S3's is for an object put in one part.</summary>
internal sealed class InMemoryObjectStore(TimeProvider? time = null) : IObjectStore
{
    private readonly ConcurrentDictionary<ObjectLocation, Entry> _objects = new();
    private readonly ConcurrentDictionary<string, byte> _denied = new();

    /// <summary>From now on this key can't be read.</summary>
    public void Deny(string key) => _denied[key] = 0;

    public void Remove(string key)
    {
        foreach (var location in _objects.Keys.Where(location => location.Key == key))
        {
            _objects.TryRemove(location, out _);
        }
    }

    public void Put(ObjectLocation location, ReadOnlyMemory<byte> content) =>
        _objects[location] = new Entry(content.ToArray(), (time ?? TimeProvider.System).GetUtcNow());

    public void Put(ObjectLocation location, string text) => Put(location, Encoding.UTF8.GetBytes(text));

    public Task PutAsync(ObjectLocation location, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        Put(location, content);
        return Task.CompletedTask;
    }

    public Task<ReadOnlyMemory<byte>> GetAsync(ObjectLocation location, CancellationToken cancellationToken) =>
        _denied.ContainsKey(location.Key) ? throw new ObjectStoreRefusedException($"{location} may not be read")
        : _objects.TryGetValue(location, out var found) ? Task.FromResult<ReadOnlyMemory<byte>>(found.Content)
        : throw new ObjectMissingException($"{location} does not exist");

    public Task<ObjectPage> ListAsync(string bucket, string prefix, string? startAfter, CancellationToken cancellationToken)
    {
        const int page = 1_000;
        var found = _objects
            .Where(pair => pair.Key.Bucket == bucket && pair.Key.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Where(pair => startAfter is null || Utf8.Compare(pair.Key.Key, startAfter) > 0)
            .OrderBy(pair => pair.Key.Key, Utf8)
            .Take(page + 1)
            .Select(pair => new ListedObject(pair.Key.Key, ETagOf(pair.Value.Content), pair.Value.Content.Length, pair.Value.PutAt))
            .ToList();
        return Task.FromResult(new ObjectPage(found.Take(page).ToList(), found.Count > page ? found[page - 1].Key : null));
    }

    [SuppressMessage(
        "Security",
        "CA5351",
        Justification = "S3 defines the eTag of a single-part put as the MD5 of its content; nothing is protected by it.")]
    public static string ETagOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(MD5.HashData(content));

    private static readonly Comparer<string> Utf8 =
        Comparer<string>.Create((a, b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b)));

    private sealed record Entry(byte[] Content, DateTimeOffset PutAt);
}
