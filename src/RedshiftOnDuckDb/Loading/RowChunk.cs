using DuckDB.NET.Native;

namespace Sparkify.RedshiftOnDuckDb.Loading;

/// <summary>
/// Up to 2,048 rows as DuckDB's column vectors, filled without a managed object for a value. A row that turns out bad is simply written
/// over: nothing counts until <see cref="EndRow"/>.
/// </summary>
internal sealed unsafe class RowChunk : IDisposable
{
    private const int MostRows = 2048;

    private readonly nint[] _vectors;
    private readonly void*[] _values;
    private readonly ulong*[] _validity;

    public RowChunk(DuckDBDataChunk native, int columns)
    {
        Native = native;
        _vectors = new nint[columns];
        _values = new void*[columns];
        _validity = new ulong*[columns];
        Locate();
    }

    public DuckDBDataChunk Native { get; }

    /// <summary>Those that are complete. The next one is being written.</summary>
    public int Rows { get; private set; }

    public bool IsFull => Rows == MostRows;

    public void SetNull(int column) => _validity[column][Rows >> 6] &= ~(1UL << (Rows & 63));

    public void SetText(int column, ReadOnlySpan<byte> utf8)
    {
        MarkValid(column);
        fixed (byte* start = utf8)
        {
            byte none;
            NativeMethods.Vectors.DuckDBUnsafeVectorAssignStringElementLength(
                _vectors[column], (ulong)Rows, start is null ? &none : start, utf8.Length);
        }
    }

    public void Set<T>(int column, T value) where T : unmanaged
    {
        MarkValid(column);
        ((T*)_values[column])[Rows] = value;
    }

    public void EndRow() => Rows++;

    /// <summary>Says how many rows there are to whoever reads the vectors.</summary>
    public void Close() => NativeMethods.DataChunks.DuckDBDataChunkSetSize(Native, (ulong)Rows);

    /// <summary>Takes all rows away.</summary>
    public void Empty()
    {
        NativeMethods.DataChunks.DuckDBDataChunkReset(Native);
        Rows = 0;
        Locate();
    }

    public void Dispose() => Native.Dispose();

    private void Locate()
    {
        for (var i = 0; i < _vectors.Length; i++)
        {
            _vectors[i] = NativeMethods.DataChunks.DuckDBDataChunkGetVector(Native, i);
            _values[i] = NativeMethods.Vectors.DuckDBVectorGetData(_vectors[i]);
            NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(_vectors[i]);
            _validity[i] = NativeMethods.Vectors.DuckDBVectorGetValidity(_vectors[i]);
        }
    }

    private void MarkValid(int column) => _validity[column][Rows >> 6] |= 1UL << (Rows & 63);
}
