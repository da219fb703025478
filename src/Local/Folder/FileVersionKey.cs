namespace Sparkify.Local.Folder;

/// <summary>A file's content, as S3 knows it apart.</summary>
internal readonly record struct FileVersionKey(string Key, string ETag);
