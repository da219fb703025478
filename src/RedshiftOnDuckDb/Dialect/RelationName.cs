namespace Sparkify.RedshiftOnDuckDb.Dialect;

/// <summary>A table's or a view's name as a statement says it; the schema is null where it is left to the search path.</summary>
internal sealed record RelationName(string? Schema, string Name)
{
    /// <summary>For DuckDB's text.</summary>
    public string Sql => Schema is null ? Names.Quote(Name) : $"{Names.Quote(Schema)}.{Names.Quote(Name)}";

    public override string ToString() => Schema is null ? Name : $"{Schema}.{Name}";
}
