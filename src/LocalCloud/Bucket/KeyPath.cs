using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Sparkify.LocalCloud.Bucket;

/// <summary>
/// The relative path under which an object's key is a file. Nearly every key is its own path; what a file system refuses is written in an
/// escaped form, so that every key has exactly one path and is read back from it.
/// </summary>
/// <remarks>
/// <para>An escaped name starts with <c>%!</c>; in it, <c>%</c> and the refused characters are percent-encoded. Escaped are: the empty
/// segment (a key that ends in a slash, or has two in a row), <c>.</c> and <c>..</c>, a segment with a refused character (NUL; more on
/// Windows), one of more than 255 bytes, and one that starts with <c>%!</c> itself.</para>
/// <para>An escaped name of more than 255 bytes goes on in the folder of that name: <c>%!first%&gt;/%!second</c>.</para>
/// <para>A key can be an object and the prefix of others (<c>a</c> and <c>a/b</c>); a path cannot be a file and a folder. Such an object
/// has the name <c>%!a%=</c>, beside the folder <c>a</c>.</para>
/// </remarks>
internal static partial class KeyPath
{
    private const string Mark = "%!";
    private const string GoesOn = "%>";
    private const string IsBeside = "%=";
    private const int LongestName = 255;

    private static readonly SearchValues<char> Refused = SearchValues.Create([.. Path.GetInvalidFileNameChars(), '\0', '/']);

    /// <summary>The path of an object whose key is not also a folder.</summary>
    public static string Of(string key)
    {
        foreach (var segment in key.AsSpan().Split('/'))
        {
            if (!IsName(key.AsSpan(segment)))
            {
                return string.Join('/', key.Split('/').SelectMany(one => NamesOf(one)));
            }
        }

        return key;
    }

    /// <summary>The path of an object that lies beside the folder of its name.</summary>
    public static string BesideFolder(string key)
    {
        var slash = key.LastIndexOf('/');
        var names = NamesOf(key[(slash + 1)..], beside: true);
        return string.Join('/', slash < 0 ? names : names.Prepend(Of(key[..slash])));
    }

    /// <summary>The names, one within the other, that stand for one segment of a key.</summary>
    public static IReadOnlyList<string> NamesOf(string segment, bool beside = false)
    {
        if (!beside && IsName(segment))
        {
            return [segment];
        }

        if (IsName(segment) && !segment.Contains('%', StringComparison.Ordinal)
            && Mark.Length + Encoding.UTF8.GetByteCount(segment) + GoesOn.Length <= LongestName)
        {
            return [$"{Mark}{segment}{IsBeside}"];
        }

        var names = new List<string>();
        var name = new StringBuilder(Mark);
        var bytes = Mark.Length;
        foreach (var rune in segment.EnumerateRunes())
        {
            var written = MustEscape(rune) ? string.Create(CultureInfo.InvariantCulture, $"%{rune.Value:X2}") : rune.ToString();
            if (bytes + Encoding.UTF8.GetByteCount(written) + GoesOn.Length > LongestName)
            {
                names.Add(name.Append(GoesOn).ToString());
                name.Clear().Append(Mark);
                bytes = Mark.Length;
            }

            name.Append(written);
            bytes += Encoding.UTF8.GetByteCount(written);
        }

        names.Add(name.Append(beside ? IsBeside : "").ToString());
        return names;
    }

    /// <summary>What one name says of its segment. A name that no segment is written as is noticed by writing the segment again.</summary>
    public static NamePart Read(string name)
    {
        if (!name.StartsWith(Mark, StringComparison.Ordinal))
        {
            return new NamePart(name, GoesOn: false, IsBeside: false);
        }

        var goesOn = name.EndsWith(GoesOn, StringComparison.Ordinal);
        var beside = name.EndsWith(IsBeside, StringComparison.Ordinal);
        var written = name[Mark.Length..(goesOn || beside ? ^2 : ^0)];
        var text = EscapedCharacter().Replace(
            written, escaped => ((char)int.Parse(escaped.ValueSpan[1..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());
        return new NamePart(text, goesOn, beside);
    }

    private static bool IsName(ReadOnlySpan<char> segment) =>
        segment is not ("" or "." or "..") && !segment.StartsWith(Mark, StringComparison.Ordinal)
        && Encoding.UTF8.GetByteCount(segment) <= LongestName && !segment.ContainsAny(Refused);

    private static bool MustEscape(Rune rune) => rune.Value == '%' || (rune.IsBmp && Refused.Contains((char)rune.Value));

    [GeneratedRegex("%[0-9A-F]{2}")]
    private static partial Regex EscapedCharacter();
}

/// <param name="Text">The segment, or the part of it that this name holds.</param>
/// <param name="GoesOn">The rest is in the folder of this name.</param>
/// <param name="IsBeside">The object of this name lies beside the folder of the same segment.</param>
internal readonly record struct NamePart(string Text, bool GoesOn, bool IsBeside);
