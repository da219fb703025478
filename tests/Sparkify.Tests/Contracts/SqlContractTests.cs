using System.Globalization;
using System.Text.RegularExpressions;
using Sparkify.Ingestion;
using Sparkify.Tests.Sql;
using Sparkify.Tests.Template;
using Sparkify.Warehouse;

namespace Sparkify.Tests.Contracts;

/// <summary>The SQL files of src/Warehouse, the members of SqlCatalog, and the schema's version in serverless.template.</summary>
public sealed partial class SqlContractTests
{
    [Fact]
    public void Every_file_has_one_member_and_every_member_a_file()
    {
        var files = Directory.EnumerateFiles(Deployment.Path("src", "Warehouse"), "*.sql", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Deployment.Path("src", "Warehouse"), file).Replace('\\', '/')).ToHashSet();
        var members = Members();
        Assert.NotEmpty(members);
        files.ExceptWith(Changes);
        files.ExceptWith(AnalystQuestions.All.Select(question => question.File.Path));
        Assert.All(
            members,
            member => Assert.True(
                files.Contains(member.File),
                $"SqlCatalog.{member.Name} is for src/Warehouse/{member.File}, "
                + $"and there is no such file{Nearest(files.Except(members.Select(other => other.File)))}"));
        Assert.All(
            files,
            file => Assert.True(
                members.Count(member => member.File == file) == 1,
                $"src/Warehouse/{file} has {members.Count(member => member.File == file)} members in "
                + $"SqlCatalog{Nearest(members.Where(member => !files.Contains(member.File)).Select(member => member.Name))}"));
        Assert.All(members, member => Assert.True(
            member.Name == NameOf(member.File),
            $"SqlCatalog.{member.Name} is for src/Warehouse/{member.File}: call it {NameOf(member.File)}, or the file otherwise"));
    }

    [Fact]
    public void Every_change_of_the_schema_is_applied_in_the_order_of_its_number()
    {
        Assert.Equal(Changes.Order(StringComparer.Ordinal), SchemaChanges.All.Select(change => $"schema/{change.Name}.sql"));
        Assert.Equal(
            Enumerable.Range(1, SchemaChanges.All.Count),
            SchemaChanges.All.Select(change => int.Parse(change.Name[..3], CultureInfo.InvariantCulture)));
    }

    /// <summary>A rebuild makes a table anew, adds to it, or leaves it alone: a new table must say which.</summary>
    [Fact]
    public void A_rebuild_knows_what_to_do_with_every_table()
    {
        string[] left = ["schema_changes", "load_lock", .. Dataset.All.Select(dataset => dataset.StagingShape)];
        Assert.Equal(
            [.. RebuildBatch.Tables.Concat(RebuildBatch.Records).Concat(left).Order(StringComparer.Ordinal)],
            CurrentSchema.Tables.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_table_of_the_star_schema_is_counted() =>
        Assert.Equal(SchemaChanges.StarTables, Counted().Matches(LedgerQuestions.CountTables()).Select(count => count.Groups[1].Value));

    [Fact]
    public void The_template_states_the_version_of_the_schema()
    {
        var stated = (string?)Deployment.All["WarehouseSchema"]!["Properties"]!["Version"];
        Assert.True(
            stated == SchemaChanges.Version,
            $"src/Warehouse/schema is at {SchemaChanges.Version}, and WarehouseSchema in serverless.template says {stated}: "
            + "write the former there, or an upgrade applies nothing");
    }

    /// <summary>The members by their class, with the files that they are for.</summary>
    private static List<(string Name, string File)> Members() =>
    [
        .. from type in Class().Matches(File.ReadAllText(Deployment.Path("src", "Warehouse", "SqlCatalog.cs")))
           from member in Member().Matches(type.Groups["body"].Value)
           select ($"{type.Groups["name"].Value}.{member.Groups["name"].Value}", member.Groups["file"].Value),
    ];

    /// <summary>Folder and file: <c>load/stage/copy_files.sql</c> is Stage.CopyFiles.</summary>
    private static string NameOf(string file) =>
        $"{Joined(Path.GetFileName(Path.GetDirectoryName(file)!))}.{Joined(Path.GetFileNameWithoutExtension(file))}";

    private static string Joined(string words) =>
        string.Concat(words.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static HashSet<string> Changes =>
        [.. Directory.EnumerateFiles(Deployment.Path("src", "Warehouse", "schema"), "???_*.sql")
            .Select(file => $"schema/{Path.GetFileName(file)}")];

    private static string Nearest(IEnumerable<string> unmatched) =>
        unmatched.Any() ? $"; unmatched on the other side: {string.Join(", ", unmatched)}" : "";

    [GeneratedRegex(
        @"^    public static class (?<name>\w+)\r?\n    \{(?<body>.*?)^    \}", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Class();

    [GeneratedRegex("""SqlFile (?<name>\w+) = SqlFile\.At\("(?<file>[^"]+)"\)""")]
    private static partial Regex Member();

    [GeneratedRegex(@"COUNT\(\*\) FROM (?:dw\.)?(\w+)")]
    private static partial Regex Counted();
}
