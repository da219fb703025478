using Microsoft.Win32.SafeHandles;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Objects;

namespace Sparkify.LocalCloud.Bucket;

/// <summary>Where files are written that are not yet objects.</summary>
internal sealed class ScratchFolder(string folder)
{
    /// <param name="read">Hands the content on, part by part, and says its eTag.</param>
    /// <exception cref="ObjectStoreRefusedException">It can't be written.</exception>
    public FinishedFile Write(ObjectLocation location, Func<Action<ReadOnlySpan<byte>>, string> read)
    {
        var path = Path.Combine(folder, Path.GetRandomFileName());
        try
        {
            using var file = Create(path, location);
            var end = 0L;
            return new FinishedFile(path, read(part =>
            {
                try
                {
                    RandomAccess.Write(file, part, end);
                }
                catch (Exception failed) when (IsOfDisk(failed))
                {
                    throw Unwritable(location, failed);
                }

                end += part.Length;
            }));
        }
        catch
        {
            Discard(path);
            throw;
        }
    }

    /// <summary>
    /// A new file, not one that is emptied: what was emptied and written anew, ext4 brings to the disk as soon as it is closed.
    /// </summary>
    private static SafeFileHandle Create(string path, ObjectLocation location)
    {
        try
        {
            return File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }
        catch (Exception failed) when (IsOfDisk(failed))
        {
            throw Unwritable(location, failed);
        }
    }

    public static bool IsOfDisk(Exception failed) => failed is IOException or UnauthorizedAccessException;

    public static ObjectStoreRefusedException Unwritable(ObjectLocation location, Exception failed) => new(
        $"{location} cannot be written: {failed.Message}. Is the disk full, or the folder read-only?", failed);

    public static void Discard(string unfinished)
    {
        try
        {
            File.Delete(unfinished);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // The failure that led here is the one to report.
        }
    }
}

/// <summary>The content of an object that has no place in the bucket yet.</summary>
/// <param name="Path">In the scratch folder.</param>
internal sealed record FinishedFile(string Path, string ETag);
