using System.Collections.Concurrent;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace Sparkify.RedshiftOnDuckDb.Loading;

/// <summary>
/// DuckDB's appender of one table. Chunks for its rows are made here and used again. Several workers may fill some at a time; one at a time
/// appends them.
/// </summary>
internal sealed class TableAppender : IDisposable
{
    private readonly DuckDB.NET.Native.DuckDBAppender _appender;
    private readonly DuckDBLogicalType[] _types;
    private readonly ConcurrentBag<RowChunk> _empty = [];
    private readonly string _table;

    public TableAppender(DuckDBConnection connection, TableShape table)
    {
        _table = table.Name;
        Check(NativeMethods.Appender.DuckDBAppenderCreateExt(
            connection.NativeConnection, table.Database, table.Schema, table.Name, out _appender));
        _types =
        [
            .. Enumerable.Range(0, table.Columns.Count).Select(i => NativeMethods.Appender.DuckDBAppenderColumnType(_appender, (ulong)i))
        ];
    }

    /// <summary>An empty chunk. Whoever has it gives it to <see cref="Append"/>, or back.</summary>
    public RowChunk Take() => _empty.TryTake(out var chunk)
        ? chunk
        : new RowChunk(
            NativeMethods.DataChunks.DuckDBCreateDataChunk(
                Array.ConvertAll(_types, type => type.DangerousGetHandle()), (ulong)_types.Length),
            _types.Length);

    /// <summary>Gives the row that is being written the column's default. No other thread may use the appender meanwhile.</summary>
    public void SetDefault(RowChunk chunk, int column) =>
        Check(NativeMethods.Appender.DuckDBAppendDefaultToChunk(_appender, chunk.Native, column, (ulong)chunk.Rows));

    public void Append(RowChunk chunk)
    {
        chunk.Close();
        Check(NativeMethods.Appender.DuckDBAppendDataChunk(_appender, chunk.Native));
        GiveBack(chunk);
    }

    /// <summary>Its rows are not wanted.</summary>
    public void GiveBack(RowChunk chunk)
    {
        chunk.Empty();
        _empty.Add(chunk);
    }

    /// <summary>Hands over all rows. Until here an append may still fail.</summary>
    public void Complete() => Check(NativeMethods.Appender.DuckDBAppenderClose(_appender));

    public void Dispose()
    {
        foreach (var chunk in _empty)
        {
            chunk.Dispose();
        }

        Array.ForEach(_types, type => type.Dispose());
        _appender.Dispose();
    }

    private void Check(DuckDBState state)
    {
        if (state == DuckDBState.Success)
        {
            return;
        }

        using var error = NativeMethods.Appender.DuckDBAppenderErrorData(_appender);
        throw DuckDbErrors.ToRedshift(NativeMethods.ErrorData.DuckDBErrorDataMessage(error), _table);
    }
}
