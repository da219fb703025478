namespace Sparkify.RedshiftOnDuckDb.Loading;

/// <summary>A row that a COPY rejected.</summary>
internal sealed record LoadError(string File, long Line, string Column, string Type, string Length, int Position, int Code, string Message);

/// <summary>A file that a COPY read.</summary>
internal sealed record LoadedFile(string File, long Bytes, string ETag)
{
    public long Loaded { get; set; }
    public long Rejected { get; set; }
}
