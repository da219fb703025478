using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Warehouse;

/// <summary>
/// The warehouse's schema as an ordered list of changes, each applied once: the numbered files of <c>schema/</c>. A new warehouse applies
/// them all, an older one those that it lacks. A new file needs its number and nothing else, and once it is released it never changes.
/// </summary>
public static partial class SchemaChanges
{
    /// <summary>In the order of their numbers.</summary>
    public static IReadOnlyList<SchemaChange> All { get; } =
        [.. SqlFile.Paths.Where(path => Numbered().IsMatch(path)).Order(StringComparer.Ordinal).Select(path => new SchemaChange(path))];

    /// <summary>The star schema's tables: each is a table of <c>dw</c> and a view of its name.</summary>
    public static IReadOnlyList<string> StarTables { get; } = ["songplays", "users", "songs", "artists", "time"];

    /// <summary>What analysts are granted: the star schema's tables, and what was added to them.</summary>
    public static IReadOnlyList<string> Views { get; } =
    [
        .. All.SelectMany(change => change.Statements)
            .Select(statement => View().Match(statement))
            .Where(view => view.Success)
            .Select(view => view.Groups["view"].Value)
            .Distinct()
    ];

    /// <summary>
    /// Names the schema's text: another one for another schema. The template states it, so that an upgrade makes CloudFormation apply what
    /// is new.
    /// </summary>
    public static string Version { get; } =
        $"{All[^1].Name[..3]}-{Digest(string.Concat(All.Select(change => change.Digest + "\n")))[..12]}";

    /// <summary>
    /// The batches that bring a warehouse to this version, in their order: each as many changes as one transaction takes, and the record of
    /// them. None: it has them all.
    /// </summary>
    /// <param name="applied">What the warehouse has; empty for a new one.</param>
    /// <exception cref="SchemaRefusedException">No change may follow on those.</exception>
    public static IReadOnlyList<SchemaBatch> After(IReadOnlyCollection<AppliedChange> applied)
    {
        Require(applied);
        var batches = new List<SchemaBatch>();
        for (var next = applied.Count; next < All.Count; next += batches[^1].Changes.Count)
        {
            // A new warehouse has no lock to take and nothing that could be changed meanwhile.
            IReadOnlyList<string> before = next == 0
                ? []
                : [SqlCatalog.Merge.LockLoads.Render(), SqlCatalog.Schema.ExpectChanges.Render(SqlArgument.Number("applied", next))];
            var room = StatementBatch.MostStatements - before.Count - 1;
            var changes = All.Skip(next).TakeWhile(change => (room -= change.Statements.Count) >= 0).ToList();
            batches.Add(new SchemaBatch(changes, [.. before, .. changes.SelectMany(change => change.Statements), Record(changes)]));
        }

        return batches;
    }

    /// <summary>Asks whether there is a list of changes, and of which form.</summary>
    public static string Find() => SqlCatalog.Schema.FindChanges.Render();

    /// <param name="columns">The answer to <see cref="Find"/>, which is not empty.</param>
    public static string Applied(IReadOnlyCollection<string> columns) => SqlCatalog.Schema.AppliedChanges.Render(
        SqlArgument.Fragment("digest", columns.Contains("digest") ? "digest" : "CAST(NULL AS VARCHAR(64))"));

    private static string Record(IEnumerable<SchemaChange> changes) => SqlCatalog.Schema.RecordChanges.Render(SqlArgument.Fragment(
        "changes",
        string.Join(" UNION ALL ", changes.Select(change => $"SELECT '{change.Name}' AS change, '{change.Digest}' AS digest"))));

    internal static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>What a warehouse has must be how this version begins.</summary>
    private static void Require(IReadOnlyCollection<AppliedChange> applied)
    {
        var known = All.ToDictionary(change => change.Name, StringComparer.Ordinal);
        if (applied.FirstOrDefault(change => !known.ContainsKey(change.Name)) is { } unknown)
        {
            throw new SchemaRefusedException(
                $"The warehouse has the change {unknown.Name}, which this version ({All[^1].Name}) does not know: a newer version made it. "
                + "Use that version or a newer one; there is no way back.");
        }

        if (applied.FirstOrDefault(change => change.Digest is { } digest && digest != known[change.Name].Digest) is { } other)
        {
            throw new SchemaRefusedException(
                $"The warehouse has the change {other.Name} with another text than this version's: a file that was released was changed. "
                + "Put its text back, and make what is new a change of its own.");
        }

        var names = applied.Select(change => change.Name).ToHashSet(StringComparer.Ordinal);
        if (All.Take(names.Count).FirstOrDefault(change => !names.Contains(change.Name)) is { } left)
        {
            throw new SchemaRefusedException(
                $"The warehouse lacks the change {left.Name}, though a later one was applied. Changes are applied in the order of their "
                + "numbers: give one that came later a number behind all others.");
        }
    }

    [GeneratedRegex("^schema/[0-9]{3}_[a-z0-9_]+[.]sql$")]
    private static partial Regex Numbered();

    [GeneratedRegex(@"^CREATE (OR REPLACE )?VIEW (?<view>\w+) ", RegexOptions.ExplicitCapture)]
    private static partial Regex View();
}

/// <summary>A numbered file of <c>schema/</c>: one or more statements that take effect together or not at all.</summary>
public sealed class SchemaChange
{
    internal SchemaChange(string path)
    {
        Name = System.IO.Path.GetFileNameWithoutExtension(path);
        Statements = SqlFile.At(path).Statements();
        Digest = SchemaChanges.Digest(string.Concat(Statements.Select(statement => statement + ";\n")));
    }

    /// <summary>As <c>dw.schema_changes</c> has it: the number and what it does.</summary>
    public string Name { get; }

    public IReadOnlyList<string> Statements { get; }

    /// <summary>SHA-256 of the statements, hexadecimal: comments may be mended.</summary>
    public string Digest { get; }

    public override string ToString() => Name;
}

/// <summary>A change that a warehouse has.</summary>
/// <param name="Digest">Null where it was applied before digests were recorded.</param>
public sealed record AppliedChange(string Name, string? Digest);

/// <summary>Changes, and the one transaction that applies and records them.</summary>
public sealed record SchemaBatch(IReadOnlyList<SchemaChange> Changes, IReadOnlyList<string> Statements)
{
    /// <summary>What an operator sees in the list of statements.</summary>
    public string Name => $"schema {Changes[0].Name[..3]} to {Changes[^1].Name[..3]}";
}
