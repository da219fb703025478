using System.Text;

namespace Sparkify.Reference.Mutations;

/// <summary>Files that hold something else than rows.</summary>
internal static class DamageMutations
{
    public static readonly IReadOnlyList<Mutation> All =
    [
        OfText("a file is cut short", (text, chance) => text[..chance.Below(text.Length)]),
        OfText("a file is empty", (_, _) => ""),
        OfText(
            "a file is no JSON",
            (_, chance) => chance.Pick(["not JSON", "<html><body>{x}</body></html>", "a,b\n1,2\n", "\0\0\0", "\x1f\x8b\x08"])),
        OfText("a file is one array", (text, _) => $"[{text}]"),
        OfText("a file begins with a byte-order mark", (text, _) => RawRow.Raw("\ufeff") + text),
        OfText("a byte is another", (text, chance) =>
        {
            var at = chance.Below(text.Length);
            return $"{text[..at]}{(char)chance.Below(256)}{text[(at + 1)..]}";
        }),
        OfText("a byte is missing", (text, chance) => text.Remove(chance.Below(text.Length), 1)),
        OfRows("commas stand between objects", (rows, _) => string.Join(",\n", rows)),
        OfRows("something stands between objects", (rows, chance) =>
            string.Join('\n', rows.Select(
                row => chance.Below(4) == 0 ? $"{chance.Pick(["x", "1", "null", "\"a\"", "]", "}", "#"])}\n{row}" : row.ToString()))),
        OfRows("a line is cut short", (rows, chance) =>
        {
            var lines = rows.Select(row => row.ToString()).ToList();
            var at = chance.Below(lines.Count);
            lines[at] = lines[at][..(1 + chance.Below(lines[at].Length - 1))];
            return string.Join('\n', lines);
        }),
        OfRows("an object is over 4 MB", (rows, chance) =>
        {
            chance.Pick(rows).Members.Add(new("unknown", $"\"{new string('x', CopyRules.MaxObjectBytes)}\""));
            return string.Join('\n', rows);
        }),
        Mutation.OfFile("a gzip is damaged", MutationKind.Damage, (file, rows, chance) =>
        {
            var whole = RawRow.Write(file.Dataset, file.IsGzip ? file.Key : file.Key + ".gz", rows);
            var bytes = whole.Bytes.ToArray();
            if (chance.Coin())
            {
                return whole with { Bytes = bytes.AsMemory(0, chance.Below(bytes.Length)) };
            }

            bytes[10 + chance.Below(bytes.Length - 10)] ^= (byte)(1 << chance.Below(8));
            return whole with { Bytes = bytes };
        }),
        Mutation.OfFile("a gzip is none", MutationKind.Damage, (file, rows, _) =>
            file.IsGzip ? null : RawRow.Write(file.Dataset, file.Key, rows) with { Key = file.Key + ".gz" }),
    ];

    private static Mutation OfRows(string name, Func<List<RawRow>, Chance, string> write) => Mutation.OfFile(
        name, MutationKind.Damage, (file, rows, chance) => RawRow.WriteText(file.Dataset, file.Key, write(rows, chance)));

    private static Mutation OfText(string name, Func<string, Chance, string> change) =>
        OfRows(name, (rows, chance) => change(new StringBuilder().AppendJoin('\n', rows).ToString(), chance));
}
