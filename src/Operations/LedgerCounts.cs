namespace Sparkify.Operations;

/// <param name="Staged">Rows that COPY took.</param>
/// <param name="Rejected">Rows that were refused, by COPY or by the rules.</param>
public sealed record RowCounts(long Staged, long Rejected);

/// <summary>The rows of the star schema's tables.</summary>
public sealed record StarCounts(long Songplays, long Users, long Songs, long Artists, long Time);
