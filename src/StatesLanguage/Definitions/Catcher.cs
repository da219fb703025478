using StatesLanguage.Expressions;
using StatesLanguage.Paths;

namespace StatesLanguage.Definitions;

/// <summary>An entry of Catch.</summary>
internal sealed record Catcher
{
    public required IReadOnlyList<string> ErrorEquals { get; init; }
    public required string Next { get; init; }
    public ReferencePath? ResultPath { get; init; }
    public PayloadTemplate? Assign { get; init; }
}
