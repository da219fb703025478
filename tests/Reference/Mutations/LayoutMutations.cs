using System.Globalization;
using System.Text;

namespace Sparkify.Reference.Mutations;

/// <summary>The same rows in other forms.</summary>
internal static class LayoutMutations
{
    private static readonly string[] Blanks = [" ", "\n", "\r\n", "\t", "\n\n", " \r\n\t"];

    public static readonly IReadOnlyList<Mutation> All =
    [
        OfRows("some lines are there twice", (rows, chance) => [.. rows, .. rows.Where(_ => chance.Coin())]),
        OfRows("the lines are in another order", (rows, chance) =>
        {
            chance.Shuffle(rows);
            return rows;
        }),
        OfRows("the names are in another order", EachRow((row, _, chance) => chance.Shuffle(row.Members))),
        OfRows("the names are in another case", EachRow((row, _, chance) => Rename(row, chance))),
        OfRows("there are unknown names", EachRow(AddUnknown)),
        OfRows("names that are null are missing", EachRow((row, _, _) => row.Members.RemoveAll(member => member.Value == "null"))),
        OfRows("text has blanks at its end", EachRow(AddBlanks)),
        OfRows("text is escaped another way", EachRow((row, dataset, chance) => EachText(row, dataset, text => Escape(text, chance)))),
        OfRows(
            "whole numbers stand in strings", EachRow((row, dataset, _) => EachNumber(row, RawRow.WholeColumns(dataset), n => $"\"{n}\""))),
        OfRows("decimal numbers are written another way", EachRow((row, dataset, chance) =>
            EachNumber(row, RawRow.DoubleColumns(dataset), n => Rewrite(n, chance)))),
        OfRows("user ids are numbers", EachRow((row, _, _) => Unquote(row, "userId"))),
        OfText("objects run together", (rows, _) => string.Concat(rows)),
        OfText("objects share lines", (rows, chance) => string.Concat(rows.Select(row => row + chance.Pick([" ", "\n"])))),
        OfText(
            "objects are pretty-printed",
            (rows, chance) => string.Join('\n', rows.Select(row => Pretty(row, chance.Coin() ? "\n" : "\r\n")))),
        OfText("lines end with CRLF", (rows, _) => string.Concat(rows.Select(row => row + "\r\n"))),
        OfText("there is white space around", (rows, chance) =>
            chance.Pick(Blanks) + string.Concat(rows.Select(row => row + chance.Pick(Blanks) + chance.Pick(Blanks)))),
        Mutation.OfFile("a file is compressed", MutationKind.Layout, (file, rows, _) =>
            file.IsGzip ? null : RawRow.Write(file.Dataset, file.Key + ".gz", rows)),
        new("a file is delivered again under another key", MutationKind.Layout, (files, chance) =>
        {
            var (at, rows) = Mutation.PickFile(files, chance);
            return at < 0
                ? files
                : [.. files, RawRow.Write(files[at].Dataset, Mutation.NewKey(files, files[at].Dataset, files[at].Key, chance), rows)];
        }),
        new("a file is cut in two", MutationKind.Layout, Split),
        new("two files are one", MutationKind.Layout, Merge),
    ];

    private static Mutation OfRows(string name, Func<List<RawRow>, Dataset, Chance, List<RawRow>> change) => Mutation.OfFile(
        name, MutationKind.Layout, (file, rows, chance) => RawRow.Write(file.Dataset, file.Key, change(rows, file.Dataset, chance)));

    private static Mutation OfRows(string name, Func<List<RawRow>, Chance, List<RawRow>> change) =>
        OfRows(name, (rows, _, chance) => change(rows, chance));

    private static Mutation OfText(string name, Func<List<RawRow>, Chance, string> write) => Mutation.OfFile(
        name, MutationKind.Layout, (file, rows, chance) => RawRow.WriteText(file.Dataset, file.Key, write(rows, chance)));

    private static Func<List<RawRow>, Dataset, Chance, List<RawRow>> EachRow(Action<RawRow, Dataset, Chance> change) =>
        (rows, dataset, chance) =>
        {
            rows.ForEach(row => change(row, dataset, chance));
            return rows;
        };

    private static void Rename(RawRow row, Chance chance)
    {
        for (var i = 0; i < row.Members.Count; i++)
        {
            var name = row.Members[i].Key;
            row.Members[i] = new(chance.Coin() ? name.ToUpperInvariant() : name.ToLowerInvariant(), row.Members[i].Value);
        }
    }

    private static void AddUnknown(RawRow row, Dataset dataset, Chance chance) => row.Members.Insert(
        chance.Below(row.Members.Count + 1),
        new("unknown", chance.Pick(
            ["1e999", "{\"ts\":[{\"page\":\"NextSong\"}]}", "\"\\u0000\\ud800\"", "[[],{},null]", "true", "\"}{\"", "\"\xff\""])));

    private static void AddBlanks(RawRow row, Dataset dataset, Chance chance) =>
        EachText(row, dataset, text => text + new string(' ', chance.Below(3)));

    private static void EachText(RawRow row, Dataset dataset, Func<string, string> change)
    {
        foreach (var column in RawRow.TextColumns(dataset))
        {
            // Short enough that no column's limit comes into play.
            if (row[column] is { Length: > 2 and < 14 } value && value[0] == '"')
            {
                row[column] = $"\"{change(value[1..^1])}\"";
            }
        }
    }

    private static void EachNumber(RawRow row, string[] columns, Func<string, string> change)
    {
        foreach (var column in columns)
        {
            if (row[column] is { } value && (value[0] == '-' || char.IsAsciiDigit(value[0])))
            {
                row[column] = change(value);
            }
        }
    }

    /// <summary>Letters and digits as \u escapes, slashes with or without a backslash; what is escaped already stays.</summary>
    private static string Escape(string text, Chance chance) => text.Contains('\\', StringComparison.Ordinal)
        ? text
        : string.Concat(text.Select(c => c == '/' ? "\\/"
            : char.IsAsciiLetterOrDigit(c) && chance.Coin() ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}")
            : c.ToString()));

    private static string Rewrite(string number, Chance chance)
    {
        var point = number.IndexOf('.', StringComparison.Ordinal);
        if (point < 0 || number.Contains('e', StringComparison.OrdinalIgnoreCase))
        {
            return number;
        }

        var digits = number.Remove(point, 1).Trim('-').TrimStart('0');
        return chance.Below(4) switch
        {
            0 => number + "000",
            1 => $"{(number[0] == '-' ? "-" : "")}{(digits.Length == 0 ? "0" : digits)}e-{number.Length - point - 1}",
            2 => $"\"{number}\"",
            _ => number + "E+00",
        };
    }

    private static void Unquote(RawRow row, string name)
    {
        if (row[name] is { Length: > 2 } value && value[1..^1] is var id && id[0] != '0' && id.All(char.IsAsciiDigit))
        {
            row[name] = id;
        }
    }

    private static string Pretty(RawRow row, string line) => new StringBuilder("{").Append(line)
        .AppendJoin($",{line}", row.Members.Select(member => $"  \"{member.Key}\" : {member.Value}")).Append(line).Append('}').ToString();

    private static IReadOnlyList<SourceFile> Split(IReadOnlyList<SourceFile> files, Chance chance)
    {
        var (at, rows) = Mutation.PickFile(files, chance);
        if (rows.Count < 2)
        {
            return files;
        }

        var (file, cut) = (files[at], 1 + chance.Below(rows.Count - 1));
        return
        [
            .. files.Take(at), RawRow.Write(file.Dataset, file.Key, rows.Take(cut)), .. files.Skip(at + 1),
            RawRow.Write(file.Dataset, Mutation.NewKey(files, file.Dataset, file.Key, chance), rows.Skip(cut)),
        ];
    }

    private static IReadOnlyList<SourceFile> Merge(IReadOnlyList<SourceFile> files, Chance chance)
    {
        var (one, rows) = Mutation.PickFile(files, chance);
        var (other, more) = one < 0 ? (-1, []) : Mutation.PickFile(files, chance, files[one].Dataset);
        return one == other
            ? files
            : [.. files.Where((_, i) => i != one && i != other), RawRow.Write(files[one].Dataset, files[one].Key, [.. rows, .. more])];
    }
}
