namespace Sparkify.RedshiftOnDuckDb.Loading;

/// <summary>One worker's rows on their way to the table: as many chunks as they need.</summary>
internal sealed class ChunkWriter(TableAppender table) : IDisposable
{
    private List<RowChunk> _full = [];
    private RowChunk _chunk = table.Take();

    public void SetNull(int column) => _chunk.SetNull(column);

    public void SetText(int column, ReadOnlySpan<byte> utf8) => _chunk.SetText(column, utf8);

    public void Set<T>(int column, T value) where T : unmanaged => _chunk.Set(column, value);

    public void SetDefault(int column) => table.SetDefault(_chunk, column);

    /// <summary>The row is complete and counts.</summary>
    public void EndRow()
    {
        _chunk.EndRow();
        if (_chunk.IsFull)
        {
            _full.Add(_chunk);
            _chunk = table.Take();
        }
    }

    /// <summary>The rows since the last time, in their order.</summary>
    public IReadOnlyList<RowChunk> TakeRows()
    {
        var rows = _full;
        _full = [];
        if (_chunk.Rows > 0)
        {
            rows.Add(_chunk);
            _chunk = table.Take();
        }

        return rows;
    }

    public void Dispose()
    {
        _full.ForEach(table.GiveBack);
        table.GiveBack(_chunk);
    }
}
