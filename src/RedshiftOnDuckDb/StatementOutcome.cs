using Sparkify.Ingestion.Statements;

namespace Sparkify.RedshiftOnDuckDb;

/// <summary>What a statement gave.</summary>
/// <param name="Rows">Returned or affected; -1 where the database does not say.</param>
internal sealed record StatementOutcome(long Rows, StatementResult? Result);

internal sealed record StatementResult(IReadOnlyList<QueryColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows);
