namespace Sparkify.RedshiftOnDuckDb.Loading;

/// <summary>
/// One reading of bytes: counts the positions that are looked at, and looks along the way whether the COPY is still wanted. However odd
/// the bytes are, the count stays within a fixed multiple of them.
/// </summary>
internal sealed class Scan(CancellationToken cancellationToken)
{
    private const long BetweenLooks = 1L << 16;

    private long _nextLook = BetweenLooks;

    /// <summary>How many positions were looked at; one that is looked at twice counts twice.</summary>
    public long Positions { get; private set; }

    /// <exception cref="OperationCanceledException">Nobody wants the rest.</exception>
    public void Pass(long positions)
    {
        Positions += positions;
        if (Positions >= _nextLook)
        {
            _nextLook = Positions + BetweenLooks;
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
