namespace Sparkify.RedshiftOnDuckDb.Loading;

/// <summary>What a part of a file has given.</summary>
/// <param name="Rows">So many were written.</param>
/// <param name="End">Where its last row ends: the part behind it holds only if it begins here.</param>
/// <param name="Errors">Rows that are none, each with its line from 1 in the part.</param>
internal sealed record PartRead(long Rows, int End, IReadOnlyList<RowError> Errors);
