using System.IO.Compression;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Objects;
using Sparkify.Ingestion.Staging;

namespace Sparkify.Functions.Staging;

/// <summary>
/// Finds the files of staged rows that no table can use: staging does not know the file of a row, so the files are read. Only loads that
/// have such rows pay for it, and only up to a bound: a larger load is taken apart, until a part is small enough or one file.
/// </summary>
internal static class CloserLook
{
    /// <summary>What one function reads in seconds, and has the memory for.</summary>
    public const int MostFiles = 500;

    public const long MostBytes = 32L << 20;

    /// <summary>Each may hold a gzip's text of <see cref="MostBytes"/>.</summary>
    private const int FilesAtOnce = 4;

    /// <param name="unusable">What staging counted of the whole load.</param>
    /// <returns>By key, of the files that have such rows; null where nobody can say which files do.</returns>
    public static async Task<IReadOnlyDictionary<FileVersion, UnusableRows>?> TakeAsync(
        IObjectStore objects,
        Dataset dataset,
        IReadOnlyList<ListedFile> files,
        UnusableRows unusable,
        CancellationToken cancellationToken)
    {
        if (unusable.Count == 0)
        {
            return new Dictionary<FileVersion, UnusableRows>();
        }

        var newest = CopyManifest.Newest(files);
        var seen = newest.Count <= MostFiles && newest.Sum(file => file.Size) <= MostBytes
            ? await ReadAsync(objects, dataset, newest, cancellationToken)
            : null;
        if (newest is [var alone])
        {
            // All of them are its own: it was read for the names of its keys alone.
            return new Dictionary<FileVersion, UnusableRows>
            {
                [alone] = unusable with { StrangeKeys = seen?.GetValueOrDefault(alone)?.StrangeKeys ?? [] },
            };
        }

        return seen?.Values.Sum(rows => rows.Count) == unusable.Count ? seen : null;
    }

    /// <summary>In words, what a file looks like that is no JSON; null: that is not known, or it is too large to be read.</summary>
    public static async Task<string?> LooksAsync(IObjectStore objects, FileVersion file, CancellationToken cancellationToken)
    {
        if (file.Size > MostBytes)
        {
            return null;
        }

        try
        {
            var content = await objects.GetAsync(new ObjectLocation(file.Bucket, file.Key), cancellationToken);
            return FirstBytes.Looks(file.IsGzip ? Start(content) : content.Span);
        }
        catch (Exception e) when (e is ObjectMissingException or ObjectStoreRefusedException or InvalidDataException)
        {
            return null;
        }
    }

    private static GZipStream Open(ReadOnlyMemory<byte> content) => new(new MemoryStream(content.ToArray()), CompressionMode.Decompress);

    /// <summary>The first bytes of what a gzip holds.</summary>
    /// <exception cref="InvalidDataException">It is damaged at its beginning, or none.</exception>
    private static byte[] Start(ReadOnlyMemory<byte> content)
    {
        using var gzip = Open(content);
        var start = new byte[FirstBytes.Enough];
        return start[..gzip.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
    }

    /// <summary>Null where one of them can't be read.</summary>
    private static async Task<IReadOnlyDictionary<FileVersion, UnusableRows>?> ReadAsync(
        IObjectStore objects, Dataset dataset, IReadOnlyList<FileVersion> files, CancellationToken cancellationToken)
    {
        var seen = new Dictionary<FileVersion, UnusableRows>();
        try
        {
            foreach (var some in files.Chunk(FilesAtOnce))
            {
                foreach (var (file, rows) in await Task.WhenAll(some.Select(ReadOneAsync)))
                {
                    if (rows.Count > 0)
                    {
                        seen[file] = rows;
                    }
                }
            }
        }
        catch (Exception e) when (e is ObjectMissingException or ObjectStoreRefusedException or InvalidDataException)
        {
            return null;
        }

        return seen;

        async Task<(FileVersion File, UnusableRows Rows)> ReadOneAsync(FileVersion file)
        {
            var content = await objects.GetAsync(new ObjectLocation(file.Bucket, file.Key), cancellationToken);
            return (file, UnusableRows.In(dataset, file.IsGzip ? Decompress(content) : content, cancellationToken));
        }
    }

    /// <exception cref="InvalidDataException">It is damaged, or larger than the bound.</exception>
    private static ReadOnlyMemory<byte> Decompress(ReadOnlyMemory<byte> content)
    {
        using var gzip = Open(content);
        using var plain = new MemoryStream();
        var some = new byte[1 << 16];
        for (int read; (read = gzip.Read(some)) > 0;)
        {
            if (plain.Length + read > MostBytes)
            {
                throw new InvalidDataException($"more than {MostBytes} bytes");
            }

            plain.Write(some, 0, read);
        }

        return plain.GetBuffer().AsMemory(0, (int)plain.Length);
    }
}
