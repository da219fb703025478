using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Sparkify.Reference;
using Sparkify.Reference.Mutations;

namespace Sparkify.Proof.Schedules;

/// <summary>A key and what is put under it, one version after the other.</summary>
internal sealed record GeneratedVersions(IReadOnlyList<(SourceFile File, string Origin)> Versions)
{
    public SourceFile Current => Versions[^1].File;
}

/// <summary>
/// Small files that have much to do with each other: they share lines, users, sessions, songs and tracks, so that the order in which they
/// are merged could matter. Some are mutated, some are bad, some are overwritten.
/// </summary>
internal static partial class FileGenerator
{
    private static readonly string[] OddNames =
    [
        "with space", "plus+sign", "per%cent", "per%20cent", "quo'te", "dou\"ble", "ünï\u4e2d", "new\nline", "'; DROP TABLE dw.users; --",
        "back\\slash", "a&b=c", "{{x}} :name", "\u0001\u001f\u007f", "\ttab", "\r\n", " blank", "#?;@$", "a//b", "..",
        "<b>", "\u2028", "\ud83c\udfb5",
        new string('k', 980), string.Concat(Enumerable.Repeat("\u4e2d", 320)),
    ];

    /// <summary>Mutations that make files speak of the same things: where merging has something to decide.</summary>
    private static readonly IReadOnlyList<Mutation> Relations =
        [.. Mutator.All.Where(mutation => mutation.Name is "a song is that of a play"
            or "a play is said again with other content"
            or "another song says the same track")];

    /// <summary>The characters of a key that nobody has to escape anywhere.</summary>
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-_.");

    /// <summary>Whether somebody might mind the key.</summary>
    public static bool IsOdd(string key) => key.Length > 300 || key.AsSpan().ContainsAnyExcept(Plain);

    /// <summary>Whether neither a COPY nor the ledger can hold the key: whoever lists it or gets a notice of it passes it by.</summary>
    public static bool IsPassedBy(string key) => key.Contains('\0', StringComparison.Ordinal) || Encoding.UTF8.GetByteCount(key) > 1_024;

    public static IReadOnlyList<GeneratedVersions> Files(Chance chance)
    {
        var first = ForeignShapes.Among(Originals(chance), chance);
        var files = new List<GeneratedVersions>();
        foreach (var (file, origin) in first)
        {
            var versions = new List<(SourceFile, string)> { (file, origin) };
            while (chance.Below(5) == 0)
            {
                versions.Add(Another(file, first, chance));
            }

            files.Add(new GeneratedVersions(versions));
        }

        if (chance.Below(10) == 0)
        {
            var (file, _) = chance.Pick(first);
            var name = chance.Below(2) == 0 ? "nul\0" : new string('x', 1_100);
            var key = file.Key.Insert(file.Key.IndexOf('/') + 1, name);
            files.Add(new GeneratedVersions([(file with { Key = key }, "no load can hold its key")]));
        }

        return files;
    }

    private static List<(SourceFile File, string Origin)> Originals(Chance chance)
    {
        var pool = chance.Below(3) == 0 || Corpus.Shared.Real.Events.Count == 0 ? Corpus.Shared.Generated : Corpus.Shared.Real;
        var origin = ReferenceEquals(pool.Events, Corpus.Shared.Real.Events) ? "real lines" : "generated lines";
        var at = chance.Below(pool.Events.Count);
        var events = pool.Events.Skip(at).Take(3 + chance.Below(6)).Select(line => Levelled(line, chance)).ToList();
        events.AddRange(Enumerable.Range(0, 1 + chance.Below(3)).Select(_ => Twin(chance.Pick(events), chance)).ToList());
        var songs = Enumerable.Range(0, 1 + chance.Below(3)).Select(_ => chance.Pick(pool.Songs)).ToList();
        var files = new List<SourceFile>();
        var total = 2 + chance.Below(4);
        for (var i = 0; i < total; i++)
        {
            var isLog = chance.Below(5) < 3;
            var lines = Enumerable.Range(0, 1 + chance.Below(4)).Select(_ => chance.Pick(isLog ? events : songs))
                .SelectMany(line => chance.Below(4) == 0 ? [line, Levelled(line, chance)] : new[] { line });
            files.Add(File(isLog ? Dataset.LogData : Dataset.SongData, Name(i, chance), string.Join('\n', lines), chance));
        }

        var related = Mutator.Mutate(files, chance.Next(), chance.Below(3), Relations);
        var mutated = Mutator.Mutate(related.Files, chance.Next(), chance.Below(4));
        mutated = mutated with { Applied = [.. related.Applied, .. mutated.Applied] };
        IReadOnlyList<SourceFile> all = chance.Below(6) == 0 ? [.. mutated.Files, CaseTwin(mutated.Files, chance)] : mutated.Files;
        return [.. all.Select(file => (
            file, mutated.Applied.Count == 0 ? origin : $"{origin}; the files of the schedule: {string.Join("; ", mutated.Applied)}"))];
    }

    /// <summary>Users who change their level often: the latest event must win, whichever comes last.</summary>
    private static string Levelled(string line, Chance chance) => chance.Below(3) switch
    {
        0 => line.Replace("\"level\":\"free\"", "\"level\":\"paid\"", StringComparison.Ordinal),
        1 => line.Replace("\"level\":\"paid\"", "\"level\":\"free\"", StringComparison.Ordinal),
        _ => line,
    };

    /// <summary>The same session and item at another instant or of another user, as another run of the generator numbers them.</summary>
    private static string Twin(string line, Chance chance)
    {
        var later = chance.Pick([1, 1_000, 3_600_000]);
        return chance.Below(3) == 0
            ? UserId().Replace(line, "\"userId\":\"1007\"")
            : Ts().Replace(line, ts => $"\"ts\":{long.Parse(ts.Groups["ts"].Value, CultureInfo.InvariantCulture) + later}");
    }

    /// <summary>The same key with other content: another file's, a mutation of its own, or bad.</summary>
    private static (SourceFile File, string Origin) Another(
        SourceFile file, IReadOnlyList<(SourceFile File, string Origin)> all, Chance chance)
    {
        var others = all.Where(other => other.File.Dataset == file.Dataset && other.File.IsGzip == file.IsGzip).ToList();
        var from = chance.Pick(others).File with { Key = file.Key };
        var mutated = Mutator.Mutate([from], chance.Next(), 1);
        var changed = mutated.Files.FirstOrDefault(one => one.Key == file.Key) ?? from;
        return (
            changed, $"in the place of an older version: {(mutated.Applied.Count == 0 ? "another file's content" : mutated.Applied[0])}");
    }

    /// <summary>The content of a file again, or another's, under a key that differs in nothing but case.</summary>
    private static SourceFile CaseTwin(IReadOnlyList<SourceFile> files, Chance chance)
    {
        var one = chance.Pick(files);
        var name = one.Key.LastIndexOf('/') + 1;
        var key = one.Key[..name] + one.Key[name..].Replace("file", chance.Pick(["File", "FILE"]), StringComparison.Ordinal)
            .Replace('k', 'K');
        var content = chance.Pick(files.Where(file => file.Dataset == one.Dataset && file.IsGzip == one.IsGzip).ToList());
        return content with { Key = key };
    }

    private static string Name(int index, Chance chance) => chance.Below(8) == 0 ? $"{chance.Pick(OddNames)}{index}" : $"file-{index}";

    private static SourceFile File(Dataset dataset, string name, string text, Chance chance)
    {
        var key = $"{(dataset == Dataset.LogData ? "log_data/2018/11/" : "song_data/A/")}{name}.json";
        var bytes = Encoding.UTF8.GetBytes(text);
        return chance.Below(6) == 0
            ? new SourceFile(dataset, key + ".gz", Gzip.Compress(bytes))
            : new SourceFile(dataset, key, bytes);
    }

    [GeneratedRegex("\"ts\": *(?<ts>[0-9]+)")]
    private static partial Regex Ts();

    [GeneratedRegex("\"userId\": *\"[0-9]+\"")]
    private static partial Regex UserId();
}
