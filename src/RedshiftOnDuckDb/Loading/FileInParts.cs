namespace Sparkify.RedshiftOnDuckDb.Loading;

/// <summary>
/// A file of a COPY while it is read. A large one is read in parts, several at a time: each is cut at a line's end, in the hope that a row
/// ends there, too. Whether one does is known once the part before is read. Where none does, the file is not cut any further, and what is
/// behind that row is read again: a file costs at most twice its length, and says the same however it is cut.
/// </summary>
/// <param name="partBytes">As long as a part should be.</param>
internal sealed class FileInParts(FetchedFile fetched, LoadedFile log, int partBytes)
{
    /// <summary>One for whoever cuts, and one for each part that is not consumed yet.</summary>
    private int _holders = 1;
    private int _countedTo;
    private long _lines;

    public ReadOnlySpan<byte> Content => fetched.Content.Span;

    public int Length => fetched.Content.Length;

    public LoadedFile Log => log;

    /// <summary>All before it is consumed.</summary>
    public int Next { get; private set; }

    /// <summary>A row went over the end of a part: its lines are no rows.</summary>
    private bool IsWhole { get; set; } = fetched.Content.Length < 2L * partBytes;

    /// <summary>The next part from here on, which ends with the file or behind a line.</summary>
    public FilePart Cut(int start)
    {
        _holders++;
        return new FilePart(this, start, EndOf(start));
    }

    /// <summary>What a part has given is taken; a part's rows that begin elsewhere than the part are not.</summary>
    public void Consume(PartRead read) => Next = read.End;

    /// <summary>The rest of the file as one part: what was read of it begins inside a row.</summary>
    public FilePart Rest()
    {
        IsWhole = true;
        _holders++;
        return new FilePart(this, Next, Length);
    }

    /// <summary>How many lines end before a part. Asked for parts in their order, so that each byte is looked at once.</summary>
    public long LinesBefore(int start)
    {
        _lines += Content[_countedTo..start].Count((byte)'\n');
        _countedTo = start;
        return _lines;
    }

    /// <summary>The bytes may be used for another file when nobody holds them.</summary>
    public void Release()
    {
        if (--_holders == 0)
        {
            fetched.Dispose();
        }
    }

    private int EndOf(int start)
    {
        if (IsWhole || Length - start < 2L * partBytes)
        {
            return Length;
        }

        var line = Content[(start + partBytes)..].IndexOf((byte)'\n');
        return line < 0 ? Length : start + partBytes + line + 1;
    }
}

/// <summary>A part of a file: from one byte to before another.</summary>
internal sealed record FilePart(FileInParts File, int Start, int End)
{
    public bool IsWholeFile => Start == 0 && End == File.Length;
}
