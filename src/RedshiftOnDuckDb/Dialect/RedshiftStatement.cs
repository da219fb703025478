namespace Sparkify.RedshiftOnDuckDb.Dialect;

/// <summary>A statement as the warehouse carries it out.</summary>
internal abstract record RedshiftStatement;

/// <summary>DuckDB runs it.</summary>
/// <param name="Sql">DuckDB's text.</param>
/// <param name="IsQuery">Whether its rows are a result.</param>
/// <param name="Ambiguity">
/// A query that has a row where several source rows match one target row, which is an error; null where that cannot be.
/// </param>
/// <param name="Target">The table whose rows it changes.</param>
internal sealed record SqlStatement(string Sql, bool IsQuery = false, string? Ambiguity = null, RelationName? Target = null)
    : RedshiftStatement;

/// <summary><c>LOCK [TABLE] a, b</c>: ACCESS EXCLUSIVE, to the end of the transaction.</summary>
internal sealed record LockStatement(IReadOnlyList<RelationName> Tables) : RedshiftStatement;

/// <summary><c>CREATE TABLE a (LIKE b)</c>: what b looks like is known when it runs.</summary>
internal sealed record LikeStatement(RelationName Table, RelationName Parent, bool Temporary, bool IfNotExists, bool WithDefaults)
    : RedshiftStatement;

/// <summary>
/// <c>ALTER TABLE a ADD COLUMN b</c>: DuckDB adds no constraint to a table that stands, and a length is one, so the table is made again.
/// </summary>
/// <param name="Definition">The column as a CREATE TABLE has it.</param>
/// <param name="Value">What the rows that are there have in it.</param>
internal sealed record AddColumnStatement(RelationName Table, string Column, string Definition, string Value) : RedshiftStatement;

/// <summary>Means nothing to one machine with one user: GRANT, ANALYZE, SET query_group and the like.</summary>
internal sealed record NoEffectStatement : RedshiftStatement;

/// <summary><c>COPY table FROM 's3://..'</c> of JSON.</summary>
internal sealed record CopyStatement : RedshiftStatement
{
    public required RelationName Table { get; init; }

    /// <summary>Null: all the table's columns.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    public required string Source { get; init; }
    public bool Manifest { get; init; }
    public bool Gzip { get; init; }
    public bool IgnoreCase { get; init; }

    /// <summary>The load fails when it has met this many errors.</summary>
    public int ErrorsToFail { get; init; } = 1;

    public bool TruncateColumns { get; init; }

    /// <summary>ACCEPTINVCHARS: what stands in for each byte that is not UTF-8; null where such a byte is an error.</summary>
    public byte? InvalidByteReplacement { get; init; }

    public bool EmptyAsNull { get; init; }
    public TimeFormat TimeFormat { get; init; }
}

internal enum TimeFormat
{
    Auto,
    EpochSeconds,
    EpochMilliseconds,
}
