namespace Sparkify.Operations;

/// <summary>A file's content, as S3 knows it apart.</summary>
public readonly record struct FileVersionKey(string Key, string ETag);
