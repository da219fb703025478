using System.Text.RegularExpressions;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Statements;
using Dialect = Sparkify.RedshiftOnDuckDb.Dialect;
using Sparkify.Tests.StandIns;

namespace Sparkify.Tests.RedshiftOnDuckDb;

/// <summary>docs/functions.md, and what the local warehouse takes: every example gives what the page says.</summary>
public sealed partial class FunctionsPageTests(FunctionsPageTests.Warehouse warehouse) : IClassFixture<FunctionsPageTests.Warehouse>
{
    private const string Refused = "## Refused by name";

    /// <summary>In the order of the windows' examples, which is that of no other column.</summary>
    private const string Rows = "(SELECT 1 AS x UNION ALL SELECT 2 UNION ALL SELECT 4 UNION ALL SELECT NULL) numbers";

    private static readonly string Page = File.ReadAllText(Repository.Path("docs/functions.md"));

    private static readonly List<Row> Table = [.. RowPattern().Matches(Page).Select(match => new Row(
        [.. NamePattern().Matches(match.Groups["names"].Value).Select(name => name.Groups["name"].Value)],
        match.Groups["example"].Value,
        match.Groups["gives"].Value.Trim('`')))];

    private static readonly List<string> OnlyNamed =
        [.. NamePattern().Matches(Page[Page.IndexOf(Refused, StringComparison.Ordinal)..]).Select(name => name.Groups["name"].Value)];

    [Fact]
    public async Task Every_example_gives_what_the_page_says()
    {
        var wrong = new List<string>();
        foreach (var row in Table)
        {
            var seen = await SeenAsync(row.Example);
            if (seen != row.Gives)
            {
                wrong.Add($"{row.Example} gives {seen}, and the page says {row.Gives}");
            }
        }

        Assert.Empty(wrong);
        Assert.All(Table, row => Assert.Contains(row.Names, name => row.Example.Contains(name, StringComparison.Ordinal)));
    }

    [Fact]
    public void It_has_every_function_that_a_statement_may_call_and_no_other() =>
        Assert.Equal(
            Dialect.Functions.Known.Append("current_date").Append("sysdate")
                .Select(name => name.ToUpperInvariant())
                .Order(StringComparer.Ordinal),
            Table.SelectMany(row => row.Names).Order(StringComparer.Ordinal));

    [Fact]
    public async Task What_it_says_is_refused_is_refused_by_its_name()
    {
        Assert.Equal(Dialect.OtherFunctions.NotHere.Select(name => name.ToUpperInvariant()).Order(StringComparer.Ordinal), OnlyNamed);
        foreach (var name in OnlyNamed)
        {
            var refused = await Assert.ThrowsAsync<WarehouseRefusedException>(() => warehouse.RowsAsync($"SELECT {name}('a')"));
            Assert.Equal($"ERROR: {name} is not supported by the local warehouse", refused.Message);
        }
    }

    private async Task<string> SeenAsync(string example)
    {
        try
        {
            var order = example.Contains(" OVER ", StringComparison.Ordinal) ? " ORDER BY x" : "";
            var from = UsesRows().IsMatch(example) ? $" FROM {Rows}{order}" : "";
            var rows = await warehouse.RowsAsync($"SELECT {example}{from}");
            return string.Join(' ', rows.Select(row => row[0] is null ? "NULL" : AnswerText.Of(row[0])));
        }
        catch (WarehouseRefusedException refused)
        {
            return refused.Message;
        }
    }

    [GeneratedRegex(@"^\| (?<names>`[A-Z].*?) \| `(?<example>.+?)` \| (?<gives>.+?) \|", RegexOptions.Multiline)]
    private static partial Regex RowPattern();

    [GeneratedRegex("`(?<name>[A-Z][A-Z0-9_]+)`")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\bx\b")]
    private static partial Regex UsesRows();

    private sealed record Row(IReadOnlyList<string> Names, string Example, string Gives);

    public sealed class Warehouse : IAsyncLifetime
    {
        private WarehouseRun? _run;

        public async ValueTask InitializeAsync() => _run = await WarehouseRun.OpenAsync();

        public ValueTask DisposeAsync() => _run!.DisposeAsync();

        internal Task<IReadOnlyList<IReadOnlyList<object?>>> RowsAsync(string query) => _run!.RowsAsync(query);
    }
}
