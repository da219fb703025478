using System.Text.RegularExpressions;
using Sparkify.Warehouse;

namespace Sparkify.Tests.Sql;

/// <summary>The tables of schema <c>dw</c> after all changes, read from the texts of the changes.</summary>
internal static partial class CurrentSchema
{
    /// <summary>By their names.</summary>
    public static IReadOnlyDictionary<string, CurrentTable> Tables { get; } = Replay();

    private static Dictionary<string, CurrentTable> Replay()
    {
        var tables = new Dictionary<string, CurrentTable>(StringComparer.Ordinal);
        foreach (var (change, sql) in SchemaChanges.All.SelectMany(change => change.Statements.Select(sql => (change, sql))))
        {
            if (Created().Match(sql) is { Success: true } created)
            {
                var columns = Column().Matches(created.Groups["columns"].Value).Select(column => (column.Groups[1].Value, column.Groups[2].Value));
                tables[created.Groups["table"].Value] = new CurrentTable(change.Name, sql, [.. columns]);
            }
            else if (Altered().Match(sql) is { Success: true } altered)
            {
                var (name, what, by) = (altered.Groups["table"].Value, altered.Groups["what"].Value, altered.Groups["by"].Value);
                var table = tables[name];
                tables.Remove(name);
                tables[what == "RENAME TO" ? by : name] = what switch
                {
                    "ADD COLUMN" => table with { Columns = [.. table.Columns, (by, altered.Groups["type"].Value)] },
                    "DROP COLUMN" => table with { Columns = [.. table.Columns.Where(column => column.Name != by)] },
                    _ => table,
                };
            }
            else if (Dropped().Match(sql) is { Success: true } dropped)
            {
                tables.Remove(dropped.Groups["table"].Value);
            }
        }

        return tables;
    }

    [GeneratedRegex(@"^CREATE TABLE (IF NOT EXISTS )?dw\.(?<table>\w+) \((?<columns>.*?)\n\)", RegexOptions.Singleline)]
    private static partial Regex Created();

    [GeneratedRegex(@"^\s*([a-z_]+) +(VARCHAR\(\d+\)|[A-Z]+(?: PRECISION)?)", RegexOptions.Multiline)]
    private static partial Regex Column();

    [GeneratedRegex(@"^ALTER TABLE dw\.(?<table>\w+) (?<what>RENAME TO|ADD COLUMN|DROP COLUMN) (?<by>\w+)( (?<type>VARCHAR\(\d+\)|[A-Z]+))?")]
    private static partial Regex Altered();

    [GeneratedRegex(@"^DROP TABLE dw\.(?<table>\w+)")]
    private static partial Regex Dropped();
}

/// <summary>A table.</summary>
/// <param name="Change">That made it.</param>
/// <param name="Sql">Its CREATE TABLE.</param>
/// <param name="Columns">In their order, with Redshift's types.</param>
internal sealed record CurrentTable(string Change, string Sql, IReadOnlyList<(string Name, string Type)> Columns)
{
    public string File => $"src/Warehouse/schema/{Change}.sql";
}
