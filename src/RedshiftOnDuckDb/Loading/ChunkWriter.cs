using System.Runtime.InteropServices;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace Sparkify.RedshiftOnDuckDb.Loading;

/// <summary>
/// Appends rows to a table by filling DuckDB's column vectors, 2,048 rows at a time, without a managed object for a value. A row that
/// turns out bad is simply written over: nothing counts until <see cref="EndRow"/>.
/// </summary>
internal sealed unsafe class ChunkWriter : IDisposable
{
    private const int MostRows = 2048;

    private readonly DuckDB.NET.Native.DuckDBAppender _appender;
    private readonly DuckDBDataChunk _chunk;
    private readonly string _table;
    private readonly nint[] _vectors;
    private readonly void*[] _values;
    private readonly ulong*[] _validity;
    private int _row;

    public ChunkWriter(DuckDBConnection connection, TableShape table)
    {
        _table = table.Name;
        Check(NativeMethods.Appender.DuckDBAppenderCreateExt(
            connection.NativeConnection, table.Database, table.Schema, table.Name, out _appender));
        var count = table.Columns.Count;
        var types = Enumerable.Range(0, count).Select(i => NativeMethods.Appender.DuckDBAppenderColumnType(_appender, (ulong)i)).ToArray();
        _chunk = NativeMethods.DataChunks.DuckDBCreateDataChunk(Array.ConvertAll(types, type => type.DangerousGetHandle()), (ulong)count);
        Array.ForEach(types, type => type.Dispose());
        _vectors = new nint[count];
        _values = new void*[count];
        _validity = new ulong*[count];
        Locate();
    }

    public void SetNull(int column) => _validity[column][_row >> 6] &= ~(1UL << (_row & 63));

    public void SetText(int column, ReadOnlySpan<byte> utf8)
    {
        MarkValid(column);
        fixed (byte* start = &MemoryMarshal.GetReference(utf8))
        {
            byte none;
            NativeMethods.Vectors.DuckDBUnsafeVectorAssignStringElementLength(
                _vectors[column], (ulong)_row, start is null ? &none : start, utf8.Length);
        }
    }

    public void Set<T>(int column, T value) where T : unmanaged
    {
        MarkValid(column);
        ((T*)_values[column])[_row] = value;
    }

    public void SetDefault(int column) =>
        Check(NativeMethods.Appender.DuckDBAppendDefaultToChunk(_appender, _chunk, column, (ulong)_row));

    /// <summary>The row is complete and counts.</summary>
    public void EndRow()
    {
        if (++_row == MostRows)
        {
            Flush();
        }
    }

    /// <summary>Hands over all rows. Until here an append may still fail.</summary>
    public void Complete()
    {
        if (_row > 0)
        {
            Flush();
        }

        Check(NativeMethods.Appender.DuckDBAppenderClose(_appender));
    }

    public void Dispose()
    {
        _chunk.Dispose();
        _appender.Dispose();
    }

    private void Flush()
    {
        NativeMethods.DataChunks.DuckDBDataChunkSetSize(_chunk, (ulong)_row);
        Check(NativeMethods.Appender.DuckDBAppendDataChunk(_appender, _chunk));
        NativeMethods.DataChunks.DuckDBDataChunkReset(_chunk);
        _row = 0;
        Locate();
    }

    private void Locate()
    {
        for (var i = 0; i < _vectors.Length; i++)
        {
            _vectors[i] = NativeMethods.DataChunks.DuckDBDataChunkGetVector(_chunk, i);
            _values[i] = NativeMethods.Vectors.DuckDBVectorGetData(_vectors[i]);
            NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(_vectors[i]);
            _validity[i] = NativeMethods.Vectors.DuckDBVectorGetValidity(_vectors[i]);
        }
    }

    private void MarkValid(int column) => _validity[column][_row >> 6] |= 1UL << (_row & 63);

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
