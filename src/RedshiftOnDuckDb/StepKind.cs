namespace Sparkify.RedshiftOnDuckDb;

public enum StepKind
{
    Begin,
    Statement,
    Commit,
}

/// <param name="BatchId">The id that the submit returned.</param>
/// <param name="BatchName">The batch's own name: step and load.</param>
/// <param name="Kind">The part of the batch.</param>
/// <param name="Number">The statement's place, from 1; 0 for begin, and one past the last for commit.</param>
/// <param name="Sql">The statement's text; empty for begin and commit.</param>
public sealed record StatementStep(string BatchId, string BatchName, StepKind Kind, int Number, string Sql);
