namespace Sparkify.Ingestion.Backfill;

/// <summary>What is wrong with a backfill's input.</summary>
/// <param name="Input">Which part of it, as the input names it.</param>
/// <param name="Words">What is wrong there, and what to write instead.</param>
public sealed record BackfillFault(string Input, string Words)
{
    public override string ToString() => $"{Input} {Words}";
}
