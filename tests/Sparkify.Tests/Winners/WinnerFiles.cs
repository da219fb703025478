using System.Text.Json;
using Sparkify.Reference;

namespace Sparkify.Tests.Winners;

/// <summary>A table's cases as files: each in both orders of arrival, in one batch and in two, each time under a key of its own.</summary>
internal sealed class WinnerFiles
{
    private readonly Dataset dataset;
    private readonly string table;
    private readonly List<string> first = [], second = [], plays = [];
    private readonly Dictionary<int, string> shown = [];
    private int keys = 1_000;

    public WinnerFiles(string table)
    {
        this.table = table;
        dataset = table is "songplays" or "users" ? Dataset.LogData : Dataset.SongData;
        var terms = WordedOrders.Of(table);
        var cases = new WinnerCases(terms, name => ColumnValues.Of(Column(name), IsRequired(name)));
        foreach (var term in terms)
        {
            var found = cases.Of(term).ToList();
            Assert.True(found.Count > 0, $"{table}: no two rows differ in {term}");
            found.ForEach(Add);
            Cases += found.Count;
        }
    }

    public int Cases { get; }

    /// <summary>In the order in which they are loaded: two batches, and the plays that show which song was picked.</summary>
    public IReadOnlyList<SourceFile> Batches =>
    [
        SourceFile.OfText(dataset, $"{dataset}/first.json", string.Join('\n', first)),
        SourceFile.OfText(dataset, $"{dataset}/second.json", string.Join('\n', second)),
        .. plays.Count == 0 ? [] : new[] { SourceFile.OfText(Dataset.LogData, "log_data/plays.json", string.Join('\n', plays)) },
    ];

    /// <summary>The case whose key stands in a line of text.</summary>
    public string ShownBy(string line) => shown.FirstOrDefault(one => line.Contains($"{one.Key}", StringComparison.Ordinal)).Value;

    private void Add(WinnerCase one)
    {
        Put("the winner first, in one batch", first, one.Winner, first, one.Loser);
        Put("the winner last, in one batch", first, one.Loser, first, one.Winner);
        Put("the winner first, in two batches", first, one.Winner, second, one.Loser);
        Put("the winner last, in two batches", first, one.Loser, second, one.Winner);

        void Put(
            string how, List<string> to, IReadOnlyDictionary<string, int> early, List<string> then, IReadOnlyDictionary<string, int> late)
        {
            keys++;
            to.Add(Line(early));
            then.Add(Line(late));
            shown[keys] = $"{one.Term} decides {Line(one.Winner)} against {Line(one.Loser)}, {how}";
            if (table == "tracks")
            {
                plays.Add(
                    $$"""{"page":"NextSong","ts":1,"sessionId":{{keys}},"itemInSession":0,"song":"{{keys}}","artist":"x","length":1.5}""");
            }
        }
    }

    private string Line(IReadOnlyDictionary<string, int> row)
    {
        var key = $"{keys}";
        Dictionary<string, object?> line = table switch
        {
            "songplays" => new() { ["page"] = "NextSong", ["ts"] = 1, ["sessionId"] = keys, ["itemInSession"] = 0 },
            "users" => new() { ["page"] = "Home", ["userId"] = key },
            "songs" => new() { ["song_id"] = key },
            "artists" => new() { ["artist_id"] = key },
            _ => new() { ["title"] = key, ["artist_name"] = "x", ["duration"] = 1.5 },
        };
        foreach (var (name, place) in row)
        {
            line[Column(name).Key] = ColumnValues.Of(Column(name), IsRequired(name)).At(place);
        }

        return $"{{{string.Join(',', line.Select(value => $"\"{value.Key}\":{Json(value.Value)}"))}}}";
    }

    private static string Json(object? value) => value switch
    {
        null => "null",
        string text => $"\"{JsonEncodedText.Encode(text)}\"",
        _ => FormattableString.Invariant($"{value}"),
    };

    /// <summary>The name of the rules is the key of the files but for the case, or but for the artist before it.</summary>
    private StagingColumn Column(string name) => StagingShape.Of(dataset).Columns.First(column => dataset == Dataset.LogData
        ? column.Name == name.Replace("_", "", StringComparison.Ordinal)
        : column.Name == name || column.Name == $"artist_{name}");

    /// <summary>Without it the row is none of the table.</summary>
    private bool IsRequired(string name) => table == "tracks" || name is "ts" or "session_id" or "item_in_session";
}
