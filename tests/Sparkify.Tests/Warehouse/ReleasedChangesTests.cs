using Sparkify.Tests.StandIns;
using Sparkify.Warehouse;

namespace Sparkify.Tests.Warehouse;

/// <summary>
/// The changes of the schema that were released, which are in somebody's warehouse: their texts are those of the list beside this file.
/// A release adds the lines of its new changes.
/// </summary>
public sealed class ReleasedChangesTests
{
    private const string List = "tests/Sparkify.Tests/Warehouse/released-changes.tsv";

    /// <summary>The list began with these; it only grows.</summary>
    private const int First = 21;

    private static readonly List<(string Name, string Digest)> Released =
    [
        .. File.ReadLines(Repository.Path(List))
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split('\t'))
            .Select(fields => (fields[0], fields[1])),
    ];

    [Fact]
    public void A_change_that_was_released_is_there_in_its_place_with_its_text()
    {
        Assert.True(Released.Count >= First, $"{List} has {Released.Count} changes: a line was taken away");
        for (var place = 0; place < Released.Count; place++)
        {
            var (name, digest) = Released[place];
            var file = $"src/Warehouse/schema/{name}.sql";
            var here = SchemaChanges.All.ElementAtOrDefault(place);
            Assert.True(
                here?.Name == name,
                $"{file} was released as change {place + 1}, and {here?.Name ?? "nothing"} is there now: a file that was released keeps "
                + "its name and its place. Give a new change a number behind all others");
            Assert.True(
                here!.Digest == digest,
                $"{file} was changed, and it was released: warehouses have its text. Put the text back, and make what is new a change of "
                + $"its own. (Its digest is {here.Digest}, and {List} has {digest}. Comments may be mended: the digest leaves them out.)");
        }
    }
}
