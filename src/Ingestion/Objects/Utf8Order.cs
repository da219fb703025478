using System.Text;

namespace Sparkify.Ingestion.Objects;

/// <summary>
/// The order of S3's listings. UTF-16 code units, which .NET compares, differ from it: characters beyond U+FFFF would come before U+E000.
/// </summary>
public static class Utf8Order
{
    public static int Compare(string one, string other)
    {
        var same = one.AsSpan().CommonPrefixLength(other);
        // A pair of surrogates is one character: compare from its first half.
        if (same > 0 && same < one.Length && same < other.Length && char.IsHighSurrogate(one[same - 1]))
        {
            same--;
        }

        return Encoding.UTF8.GetBytes(one[same..]).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other[same..]));
    }
}
