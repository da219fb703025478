using System.Text;

namespace Sparkify.Reference;

/// <summary>Text as the warehouse orders and measures it: by the bytes of its UTF-8, and by characters (not by UTF-16 units).</summary>
public static class TextOrder
{
    /// <summary>Bytes order, NULL last.</summary>
    public static readonly Comparer<string?> NullLast = Comparer<string?>.Create(Compare);

    /// <summary>What LEN gives: the number of characters.</summary>
    public static int? Length(string? text) => text?.EnumerateRunes().Count();

    private static int Compare(string? left, string? right) =>
        string.Equals(left, right, StringComparison.Ordinal) ? 0
        : left is null ? 1
        : right is null ? -1
        : Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));
}

/// <summary>Numbers in ascending order, NULL last.</summary>
public static class NumberOrder<T>
    where T : struct, IComparable<T>
{
    public static readonly Comparer<T?> NullLast = Comparer<T?>.Create((left, right) =>
        left is { } l && right is { } r ? l.CompareTo(r)
        : left is null ? right is null ? 0 : 1
        : -1);
}
