using Sparkify.Tests.StandIns;
using Sparkify.Warehouse;

namespace Sparkify.Tests.Warehouse;

/// <summary>
/// The texts of the schema's changes, held by the list beside this file. What stands on the main branch is in somebody's warehouse: its
/// line never changes, and so its file doesn't.
/// </summary>
public sealed class ReleasedChangesTests
{
    private const string List = "tests/Sparkify.Tests/Warehouse/released-changes.tsv";

    private static readonly List<(string Name, string Digest)> Released =
    [
        .. File.ReadLines(Repository.Path(List))
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split('\t'))
            .Select(fields => (fields[0], fields[1])),
    ];

    [Fact]
    public void A_change_keeps_its_place_and_its_text()
    {
        for (var place = 0; place < Released.Count; place++)
        {
            var (name, digest) = Released[place];
            var file = $"src/Warehouse/schema/{name}.sql";
            var here = SchemaChanges.All.ElementAtOrDefault(place);
            Assert.True(
                here?.Name == name,
                $"{file} was change {place + 1}, and {here?.Name ?? "nothing"} is there now: a file keeps its name and its place. Give a "
                + "new change a number behind all others");
            Assert.True(
                here!.Digest == digest,
                $"{file} was changed, and warehouses have its text. Put the text back, and make what is new a change of its own. Only if "
                + $"the file is new on your branch, write its digest into {List}: {here.Digest}");
        }
    }

    [Fact]
    public void Every_change_is_in_the_list() => Assert.All(
        SchemaChanges.All.Skip(Released.Count),
        change => Assert.Fail($"{List} lacks the change {change.Name}: add the line\n{change.Name}\t{change.Digest}"));
}
