using System.Text.RegularExpressions;
using Sparkify.Tests.StandIns;

namespace Sparkify.Tests.Proof;

/// <summary>docs/guarantees.md names a test for each promise: a name that no test has would prove nothing.</summary>
public sealed partial class GuaranteesPageTests
{
    [Fact]
    public void Every_test_that_the_page_names_exists()
    {
        var rows = Rows();
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.True(TestName().IsMatch(row.Tests), $"'{row.Promise}' names no test"));
        var missing = rows
            .SelectMany(row => TestName()
                .Matches(row.Tests)
                .Select(match => (Class: match.Groups["class"].Value, Method: match.Groups["method"].Value)))
            .Where(name => !Sources.TryGetValue($"{name.Class}.cs", out var source) || !IsTest(source, name.Method));
        Assert.Empty(missing);
    }

    /// <summary>Of all projects of tests, by the name of the file, which is the class's.</summary>
    private static readonly Dictionary<string, string> Sources = Directory
        .EnumerateFiles(Repository.Path("tests"), "*Tests.cs", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetFileName(file), File.ReadAllText);

    private static bool IsTest(string source, string method) =>
        Regex.IsMatch(source, $@"\[(Fact|Theory)\b[^\n]*\n(    \[[^\n]*\n|[^\n]*\)\]\n)*    public [\w ]+ {method}\(");

    /// <summary>The table's rows; its first column is the promise, its second the tests.</summary>
    private static List<(string Promise, string Tests)> Rows() =>
        [.. File.ReadLines(Repository.Path("docs/guarantees.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal)
                && !line.StartsWith("| promise", StringComparison.Ordinal)
                && !line.StartsWith("| ---", StringComparison.Ordinal))
            .Select(line => line.Split('|'))
            .Select(cells => (cells[1].Trim(), cells[2]))];

    [GeneratedRegex("`(?<class>[A-Za-z]+Tests)\\.(?<method>[A-Za-z0-9_]+)`")]
    private static partial Regex TestName();
}
