namespace Sparkify.Reference.Mutations;

/// <summary>A set of files after some mutations, and their names in order: what a failed test prints.</summary>
public sealed record MutatedFiles(IReadOnlyList<SourceFile> Files, ulong Seed, IReadOnlyList<string> Applied)
{
    public override string ToString() =>
        $"seed {Seed}, {Files.Count} files: {(Applied.Count == 0 ? "as they were" : string.Join("; ", Applied))}";
}

/// <summary>Every mutation there is, and seeded mixtures of them.</summary>
public static class Mutator
{
    public static IReadOnlyList<Mutation> All { get; } = [.. LayoutMutations.All, .. ContentMutations.All, .. DamageMutations.All];

    public static IReadOnlyList<Mutation> OfKind(params MutationKind[] kinds) => [.. All.Where(mutation => kinds.Contains(mutation.Kind))];

    /// <summary>So many mutations one after another, picked by the seed from all of them or from those given.</summary>
    public static MutatedFiles Mutate(IReadOnlyList<SourceFile> files, ulong seed, int times, IReadOnlyList<Mutation>? from = null)
    {
        var chance = new Chance(seed);
        var applied = new List<string>();
        for (var i = 0; i < times; i++)
        {
            var mutation = chance.Pick(from ?? All);
            var mutated = mutation.Apply(files, chance);
            if (!ReferenceEquals(mutated, files))
            {
                applied.Add(mutation.Name);
                files = mutated;
            }
        }

        return new MutatedFiles(files, seed, applied);
    }
}
