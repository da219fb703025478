using System.Text;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Objects;
using Sparkify.Ingestion.Staging;
using Sparkify.Warehouse;

namespace Sparkify.Operations;

/// <summary>Which files are listed.</summary>
public sealed record FilesAsked
{
    /// <summary>Whose keys start with this.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Whose keys come after this one; null: from the first.</summary>
    public string? After { get; init; }

    /// <summary>Whose keys contain each of these, in whatever case.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>One of <see cref="FileStories.Statuses"/>; null: whatever became of them.</summary>
    public string? Status { get; init; }

    /// <summary>
    /// What of this the ledger can look for by itself. A file that it leaves out is not asked for: only keys that a load left with a status
    /// can have it.
    /// </summary>
    internal LedgerAmong Among => new()
    {
        Status = LedgerStatus.All.Contains(Status) ? Status : null,
        Part = Words.Where(word => Ascii.IsValid(word)).MaxBy(word => word.Length),
    };

    internal bool Has(string key) => key.StartsWith(Prefix, StringComparison.Ordinal)
        && (After is null || Utf8Order.Compare(key, After) > 0)
        && Words.All(word => key.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>What the keys of a dataset that are asked for start with; null: none is.</summary>
    internal string? PrefixIn(Dataset dataset) => Prefix.StartsWith(dataset.Prefix, StringComparison.Ordinal) ? Prefix
        : dataset.Prefix.StartsWith(Prefix, StringComparison.Ordinal) ? dataset.Prefix
        : null;
}
