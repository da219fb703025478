using Sparkify.Ingestion.Intake;

namespace Sparkify.Operations;

/// <summary>A file's content, as S3 knows it apart.</summary>
public readonly record struct FileVersionKey(string Key, string ETag)
{
    public static FileVersionKey Of(FileVersion version) => new(version.Key, version.ETag);
}
