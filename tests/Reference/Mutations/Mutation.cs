namespace Sparkify.Reference.Mutations;

/// <summary>What a mutation does to the star schema of files whose rows are all taken.</summary>
public enum MutationKind
{
    /// <summary>The same rows in another form: the star schema stays as it was.</summary>
    Layout,

    /// <summary>Other rows, each of them an object: what they give, and whether they are rejected, is for the rules to say.</summary>
    Content,

    /// <summary>A file holds something that is no row.</summary>
    Damage,
}

/// <summary>One named change to a set of files; a set that has no place for it comes back as it was.</summary>
public sealed record Mutation(string Name, MutationKind Kind, Func<IReadOnlyList<SourceFile>, Chance, IReadOnlyList<SourceFile>> Apply)
{
    public override string ToString() => Name;

    /// <summary>Changes one file of rows into another under its key, or under another.</summary>
    internal static Mutation OfFile(string name, MutationKind kind, Func<SourceFile, List<RawRow>, Chance, SourceFile?> change) =>
        new(name, kind, (files, chance) =>
        {
            var (at, rows) = PickFile(files, chance);
            return at >= 0 && change(files[at], rows, chance) is { } changed && (changed.Key == files[at].Key || !Has(files, changed.Key))
                ? [.. files.Take(at), changed, .. files.Skip(at + 1)]
                : files;
        });

    /// <summary>Changes one row of a file in its place.</summary>
    internal static Mutation OfRow(string name, MutationKind kind, Func<RawRow, Dataset, Chance, bool> change) =>
        OfFile(name, kind, (file, rows, chance) => change(chance.Pick(rows), file.Dataset, chance)
            ? RawRow.Write(file.Dataset, file.Key, rows)
            : null);

    /// <summary>Adds rows made from one row, in a file of their own.</summary>
    internal static Mutation OfAddedRows(
        string name, Dataset from, Dataset to, Func<RawRow, Chance, IEnumerable<RawRow>> make, Func<RawRow, bool>? where = null) =>
        new(name, MutationKind.Content, (files, chance) =>
        {
            var (at, rows) = PickFile(files, chance, from);
            var fit = rows.Where(where ?? (_ => true)).ToList();
            return fit.Count == 0
                ? files
                : [.. files, RawRow.Write(to, NewKey(files, to, files[at].Key, chance), make(chance.Pick(fit), chance))];
        });

    /// <summary>A key that no file has, of the same folder as another or of its data set's top folder.</summary>
    internal static string NewKey(IReadOnlyList<SourceFile> files, Dataset dataset, string like, Chance chance)
    {
        var prefix = dataset == Dataset.LogData ? "log_data/" : "song_data/";
        var folder = like.StartsWith(prefix, StringComparison.Ordinal) ? like[..(like.LastIndexOf('/') + 1)] : prefix;
        string key;
        do
        {
            key = $"{folder}made-{chance.Next():x16}.json";
        }
        while (Has(files, key));
        return key;
    }

    /// <summary>A file that holds rows and nothing else, with its rows; -1 when there is none.</summary>
    internal static (int At, List<RawRow> Rows) PickFile(IReadOnlyList<SourceFile> files, Chance chance, Dataset? dataset = null)
    {
        var order = Enumerable.Range(0, files.Count).ToList();
        chance.Shuffle(order);
        foreach (var at in order)
        {
            if (files[at].Dataset == (dataset ?? files[at].Dataset) && RawRow.TryRead(files[at]) is { } rows)
            {
                return (at, rows);
            }
        }

        return (-1, []);
    }

    internal static bool Has(IReadOnlyList<SourceFile> files, string key) => files.Any(file => file.Key == key);
}
