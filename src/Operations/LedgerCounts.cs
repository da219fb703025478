namespace Sparkify.Operations;

/// <param name="Staged">Rows that COPY took.</param>
/// <param name="Rejected">Rows that COPY refused.</param>
/// <param name="Unusable">Of the staged ones: those that no table can use.</param>
public sealed record RowCounts(long Staged, long Rejected, long Unusable);

/// <summary>The rows of the star schema's tables.</summary>
public sealed record StarCounts(long Songplays, long Users, long Songs, long Artists, long Time);
