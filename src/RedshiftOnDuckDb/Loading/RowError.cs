namespace Sparkify.RedshiftOnDuckDb.Loading;

/// <param name="Line">The last line of the object, from 1.</param>
/// <param name="Column">Null where the object as a whole is at fault.</param>
internal sealed record RowError(long Line, Column? Column, FieldError Error);
