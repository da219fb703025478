using System.Text.Json;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Objects;
using Sparkify.RedshiftOnDuckDb.Dialect;

namespace Sparkify.RedshiftOnDuckDb.Loading;

/// <summary>Finds and fetches what a COPY reads: the files of a manifest, or all whose keys begin as the address does.</summary>
internal sealed class CopySource(IObjectStore objects, CopyStatement copy)
{
    public async Task<IReadOnlyList<CopyFile>> ListAsync(CancellationToken cancellationToken)
    {
        ObjectLocation location;
        try
        {
            location = ObjectLocation.FromUrl(copy.Source);
        }
        catch (FormatException failure)
        {
            throw new RedshiftErrorException($"ERROR: Invalid S3 address '{copy.Source}'", failure);
        }

        return copy.Manifest
            ? await ReadManifestAsync(location, cancellationToken)
            : await ListPrefixAsync(location, cancellationToken);
    }

    /// <summary>Null where a file is missing that may be.</summary>
    public async Task<FetchedFile?> FetchAsync(CopyFile file, CancellationToken cancellationToken)
    {
        ObjectContent content;
        try
        {
            content = await ReadAsync(file.Location, "Problem reading file", cancellationToken);
        }
        catch (RedshiftErrorException failure) when (file.MayBeMissing && failure.InnerException is ObjectMissingException)
        {
            return null;
        }

        if (!copy.Gzip)
        {
            return new FetchedFile(file, content);
        }

        using (content)
        {
            return new FetchedFile(
                file, new ObjectContent(Decompress(file.Location, content.Bytes, cancellationToken), content.ETag));
        }
    }

    private async Task<List<CopyFile>> ListPrefixAsync(ObjectLocation location, CancellationToken cancellationToken)
    {
        var files = new List<CopyFile>();
        string? after = null;
        do
        {
            ObjectPage page;
            try
            {
                page = await objects.ListAsync(location.Bucket, location.Key, after, cancellationToken);
            }
            catch (IngestionException failure)
            {
                throw Failed("Problem listing", location, failure);
            }

            files.AddRange(page.Objects.Select(found => new CopyFile(new ObjectLocation(location.Bucket, found.Key), MayBeMissing: false)));
            after = page.StartAfter;
        }
        while (after is not null);
        return files.Count > 0
            ? files
            : throw new RedshiftErrorException($"ERROR: The specified S3 prefix '{location.Key}' does not exist");
    }

    private async Task<List<CopyFile>> ReadManifestAsync(ObjectLocation location, CancellationToken cancellationToken)
    {
        using var manifest = await ReadAsync(location, "Problem reading manifest file", cancellationToken);
        return ReadManifest(copy.Source, manifest.Bytes);
    }

    private static List<CopyFile> ReadManifest(string source, ReadOnlyMemory<byte> manifest)
    {
        try
        {
            using var document = JsonDocument.Parse(manifest);
            var files = new List<CopyFile>();
            foreach (var entry in document.RootElement.GetProperty("entries").EnumerateArray())
            {
                var url = entry.GetProperty("url").GetString() ?? throw new FormatException("an entry has no url");
                var mandatory = entry.TryGetProperty("mandatory", out var value) && value.GetBoolean();
                files.Add(new CopyFile(ObjectLocation.FromUrl(url), MayBeMissing: !mandatory));
            }

            return files.Count > 0 ? files : throw new FormatException("it has no entries");
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new RedshiftErrorException($"ERROR: Manifest file is not in correct json format: {source}: {failure.Message}", failure);
        }
    }

    private async Task<ObjectContent> ReadAsync(ObjectLocation location, string problem, CancellationToken cancellationToken)
    {
        try
        {
            return await objects.ReadAsync(location, cancellationToken);
        }
        catch (IngestionException failure)
        {
            throw Failed(problem, location, failure);
        }
    }

    private static RedshiftErrorException Failed(string problem, ObjectLocation location, IngestionException failure)
    {
        if (failure is ObjectStoreRefusedException { InnerException: InsufficientMemoryException tooLong })
        {
            return TooLong(location, tooLong);
        }

        var reason = failure switch
        {
            ObjectMissingException => "The specified key does not exist.,Status 404,Error NoSuchKey",
            ObjectStoreRefusedException => "Access Denied,Status 403,Error AccessDenied",
            _ => $"Please reduce your request rate.,Status 503,Error SlowDown: {failure.Message}",
        };
        return new RedshiftErrorException($"ERROR: {problem}: {location} - S3ServiceException:{reason}", failure);
    }

    private static ReadOnlyMemory<byte> Decompress(
        ObjectLocation location, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            return Gunzip.Read(content, new Scan(cancellationToken));
        }
        catch (InvalidDataException damaged)
        {
            throw new RedshiftErrorException(
                $"ERROR: Problem reading file: {location} - GZIP decompression failed: {damaged.Message}", damaged);
        }
        catch (InsufficientMemoryException tooLong)
        {
            throw TooLong(location, tooLong);
        }
    }

    /// <summary>Redshift would read it: only this file is too long for this machine, and the others must not wait for it.</summary>
    private static RedshiftErrorException TooLong(ObjectLocation location, InsufficientMemoryException tooLong) =>
        new($"ERROR: Problem reading file: {location} - {tooLong.Message}", tooLong);
}
