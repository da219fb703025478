namespace StatesLanguage;

/// <summary>One thing in a definition that is wrong, or that is not known here.</summary>
/// <param name="Path">Where, from the root of the definition: <c>$.States.Charge.Retry[0]</c>.</param>
public sealed record DefinitionProblem(string Path, string Reason)
{
    public override string ToString() => $"{Path}: {Reason}";
}

/// <summary>
/// A definition is not taken: what is not understood is refused when it is loaded, with everything that is wrong at once, and never
/// ignored.
/// </summary>
public sealed class DefinitionRefusedException(IReadOnlyList<DefinitionProblem> problems)
    : Exception($"The definition is refused:{string.Concat(problems.Select(problem => $"\n  {problem}"))}")
{
    public IReadOnlyList<DefinitionProblem> Problems { get; } = problems;
}
