namespace Sparkify.Operations;

/// <param name="Staged">Rows that COPY took.</param>
/// <param name="Rejected">Rows that COPY refused.</param>
/// <param name="Unusable">Of the staged ones: those that no table can use.</param>
public sealed record RowCounts(long Staged, long Rejected, long Unusable);

/// <param name="Execution">Its name.</param>
/// <param name="Dataset">Of its files.</param>
/// <param name="Staged">Rows that COPY took.</param>
public sealed record LoadSize(string Execution, string Dataset, long Files, long Staged);

/// <param name="Known">How many there are.</param>
/// <param name="First">The first of them.</param>
public sealed record LossyFiles(long Known, IReadOnlyList<LedgerLine> First);

/// <summary>The rows of the star schema's tables.</summary>
public sealed record StarCounts(long Songplays, long Users, long Songs, long Artists, long Time);
