using System.Text;
using System.Text.RegularExpressions;
using Sparkify.Reference;
using Sparkify.Reference.Mutations;

namespace Sparkify.Proof.Schedules;

/// <summary>Files that are JSON, and not in the form that the datasets have: COPY takes their rows, and no table can.</summary>
internal static partial class ForeignShapes
{
    /// <summary>What the origin of such a file begins with.</summary>
    public const string Origin = "another shape: ";

    private static readonly (string Name, Func<string, Chance, string> Apply)[] OfEvents =
    [
        ("ts is called timestamp", (text, _) => Member("ts").Replace(text, "\"timestamp\":")),
        ("sessionId is called session", (text, _) => Member("sessionId").Replace(text, "\"session\":")),
        ("snake_case", (text, _) => Camel().Replace(text, name => "\"" + Capital().Replace(name.Groups["name"].Value, "_$0") + "\":")),
        ("ts in microseconds", (text, _) => Ts().Replace(text, "000")),
        ("one row without ts", (text, chance) => OneOf(text, chance, line => Member("ts").Replace(line, "\"at\":"))),
        ("one row without itemInSession", (text, chance) => OneOf(
            text, chance, line => Member("itemInSession").Replace(line, "\"item\":"))),
    ];

    private static readonly (string Name, Func<string, Chance, string> Apply)[] OfSongs =
    [
        ("ids are called id", (text, _) => Member("song_id").Replace(Member("artist_id").Replace(text, "\"by\":"), "\"id\":")),
        ("camelCase", (text, _) => Snake().Replace(text, letter => letter.Groups["letter"].Value.ToUpperInvariant())),
        ("one row without ids", (text, chance) => OneOf(
            text, chance, line => Member("song_id").Replace(Member("artist_id").Replace(line, "\"by\":"), "\"id\":"))),
    ];

    /// <summary>Now and then one of the files gets another shape.</summary>
    public static IReadOnlyList<(SourceFile File, string Origin)> Among(
        IReadOnlyList<(SourceFile File, string Origin)> files, Chance chance)
    {
        var plain = files.Where(one => !one.File.IsGzip).ToList();
        if (plain.Count == 0 || chance.Below(8) > 0)
        {
            return files;
        }

        var chosen = chance.Pick(plain);
        return [.. files.Select(one => one == chosen ? Foreign(chosen.File, chance) : one)];
    }

    private static (SourceFile File, string Origin) Foreign(SourceFile file, Chance chance)
    {
        var isLog = file.Dataset == Dataset.LogData;
        var text = Encoding.UTF8.GetString(file.Bytes.Span);
        var (name, changed) = chance.Below(4) switch
        {
            0 => ("records in one object", $"{{\"Records\": [{string.Join(", ", text.Split('\n'))}]}}"),
            1 when isLog => ("songs among the events", string.Join('\n', Some(Corpus.Shared.Generated.Songs, chance))),
            1 => ("events among the songs", string.Join('\n', Some(Corpus.Shared.Generated.Events, chance))),
            _ => chance.Pick(isLog ? OfEvents : OfSongs) is var shape ? (shape.Name, shape.Apply(text, chance)) : default,
        };
        return (new SourceFile(file.Dataset, file.Key, Encoding.UTF8.GetBytes(changed)), Origin + name);
    }

    private static List<string> Some(IReadOnlyList<string> lines, Chance chance) =>
        [.. Enumerable.Range(0, 1 + chance.Below(3)).Select(_ => chance.Pick(lines))];

    private static string OneOf(string text, Chance chance, Func<string, string> change)
    {
        var lines = text.Split('\n');
        var at = chance.Below(lines.Length);
        lines[at] = change(lines[at]);
        return string.Join('\n', lines);
    }

    /// <summary>A member's name where it is written.</summary>
    private static Regex Member(string name) => new($"\"{name}\" *:", RegexOptions.IgnoreCase);

    [GeneratedRegex("\"(?<name>[a-z]+[A-Z][A-Za-z]*)\" *:")]
    private static partial Regex Camel();

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();

    [GeneratedRegex("_(?<letter>[a-z])(?=[a-z_]*\" *:)")]
    private static partial Regex Snake();

    [GeneratedRegex("(?<=\"ts\" *: *[0-9]{10,})(?=[,} ])")]
    private static partial Regex Ts();
}
