using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Sparkify.Warehouse;

/// <summary>
/// The warehouse's schema as an ordered list of changes, each idempotent and each recorded in <c>dw.schema_changes</c>: the numbered
/// files of <c>schema/</c>. A new file needs its number and nothing else.
/// </summary>
public static partial class SchemaChanges
{
    /// <summary>In the order of their numbers.</summary>
    public static IReadOnlyList<SqlFile> All { get; } =
        [.. SqlFile.Paths.Where(path => Numbered().IsMatch(path)).Order(StringComparer.Ordinal).Select(SqlFile.At)];

    /// <summary>The star schema's tables, as analysts see them.</summary>
    public static IReadOnlyList<string> Views { get; } =
        [.. All.Select(change => Numbered().Match(change.Path).Groups["view"]).Where(view => view.Success).Select(view => view.Value)];

    /// <summary>The changes that make no view.</summary>
    public static IEnumerable<SqlFile> WithoutViews => All.Where(change => !Numbered().Match(change.Path).Groups["view"].Success);

    /// <summary>
    /// The batches that bring any warehouse to this version: each a transaction within the Data API's limits. Run them in order.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<string>> Batches() =>
        [.. All.Chunk(10).Select(changes => (IReadOnlyList<string>)
        [
            .. changes.Select(change => change.Render()),
            .. changes.Select(Record),
        ])];

    /// <summary>
    /// Names the schema's text: another one for another schema. The template states it, so that an upgrade makes CloudFormation apply what
    /// is new.
    /// </summary>
    public static string Version { get; } = Digest();

    /// <summary>As <c>dw.schema_changes</c> has it.</summary>
    public static string NameOf(SqlFile change) => System.IO.Path.GetFileNameWithoutExtension(change.Path);

    private static string Digest()
    {
        var text = string.Concat(Batches().SelectMany(batch => batch).Select(statement => statement + ";\n"));
        var newest = NameOf(All[^1])[..3];
        return $"{newest}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12]}";
    }

    private static string Record(SqlFile change) => SqlCatalog.Schema.RecordChange.Render(SqlArgument.Text("change", NameOf(change)));

    [GeneratedRegex(@"^schema/[0-9]{3}_((?<view>\w+)_view|\w+)[.]sql$")]
    private static partial Regex Numbered();
}
