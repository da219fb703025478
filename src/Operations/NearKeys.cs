using System.Text;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Objects;

namespace Sparkify.Operations;

/// <summary>The keys that somebody may have meant by one that is nowhere.</summary>
public static class NearKeys
{
    /// <summary>Lines of the ledger that are looked at, of each dataset.</summary>
    private const int MostLines = 1_000;

    /// <returns>
    /// At most three: files of the same name elsewhere, and files and folders beside it whose names differ by few letters. A few pages of
    /// the bucket and of the ledger are looked at, however many files there are: what is beyond them is not found.
    /// </returns>
    public static async Task<IReadOnlyList<string>> OfAsync(IOperatedStack stack, string key, CancellationToken cancellationToken)
    {
        if (ObjectKey.Fault(key) is not null)
        {
            return [];
        }

        var end = key.EndsWith('/') ? key.Length - 1 : key.Length;
        var slash = end == 0 ? -1 : key.LastIndexOf('/', end - 1);
        var (folder, name) = (key[..(slash + 1)], key[(slash + 1)..end]);
        var known = await KnownAsync(stack, folder, name, cancellationToken);
        List<string> sameName = [.. known.Where(other => IsSame(Stem(NameOf(other)), Stem(name))).Order(StringComparer.Ordinal)];
        var beside = known.Where(other => other.StartsWith(folder, StringComparison.Ordinal)).Select(other => Beside(other, folder))
            .ToLookup(one => Stem(one[folder.Length..].TrimEnd('/')), StringComparer.Ordinal);
        return
        [
            .. NearMisses.Of(key, sameName)
                .Concat(NearMisses.Of(Stem(name), beside.Select(same => same.Key)).SelectMany(stem => beside[stem]))
                .Concat(sameName).Distinct(StringComparer.Ordinal).Where(near => near != key).Take(NearMisses.MostShown)
        ];
    }

    /// <summary>As <see cref="NearMisses.Sentence(IReadOnlyList{string})"/>.</summary>
    public static async Task<string> SentenceAsync(IOperatedStack stack, string key, CancellationToken cancellationToken) =>
        NearMisses.Sentence(await OfAsync(stack, key, cancellationToken));

    private static async Task<HashSet<string>> KnownAsync(
        IOperatedStack stack, string folder, string name, CancellationToken cancellationToken)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var stem = Stem(name);
        if (folder.Length > 0 && !await AddPageAsync(folder) && Ascii.IsValid(stem))
        {
            // Of a large folder those that begin as it does.
            await AddPageAsync(folder + stem[..(stem.Length / 2)]);
        }

        foreach (var dataset in Dataset.All)
        {
            await AddPageAsync(dataset.Prefix);
            if (Ascii.IsValid(stem) && stem.Length > 0)
            {
                known.UnionWith(await stack.Ledger.KeysAsync(dataset, stem, MostLines, cancellationToken));
            }
        }

        return known;

        async Task<bool> AddPageAsync(string prefix)
        {
            var page = await stack.Objects.ListAsync(stack.Bucket, prefix, null, cancellationToken);
            known.UnionWith(page.Objects.Select(listed => listed.Key));
            return page.StartAfter is null;
        }
    }

    /// <summary>What a key is in a folder: a file, or the folder that it goes on in.</summary>
    private static string Beside(string key, string folder) =>
        key.IndexOf('/', folder.Length) is var slash and >= 0 ? key[..(slash + 1)] : key;

    private static string NameOf(string key) => key[(key.LastIndexOf('/') + 1)..];

    /// <summary>A name without what every file's name ends in.</summary>
    private static string Stem(string name) =>
        name.EndsWith(Dataset.GzipSuffix, StringComparison.OrdinalIgnoreCase) ? name[..^Dataset.GzipSuffix.Length]
        : name.EndsWith(Dataset.PlainSuffix, StringComparison.OrdinalIgnoreCase) ? name[..^Dataset.PlainSuffix.Length]
        : name;

    private static bool IsSame(string stem, string other) =>
        stem.Length > 0 && string.Equals(stem, other, StringComparison.OrdinalIgnoreCase);
}
