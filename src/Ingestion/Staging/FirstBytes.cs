using System.Buffers;
using System.Text;

namespace Sparkify.Ingestion.Staging;

/// <summary>
/// What a file looks like by its first bytes, where it is not the JSON that a load expects. COPY only says of all of these that something
/// else stands where an object should begin.
/// </summary>
public static class FirstBytes
{
    /// <summary>So many bytes are enough: more are not looked at.</summary>
    public const int Enough = 1_024;

    private const string AsJson = "put it as JSON, one object a line";

    private static readonly (byte[] Start, string Words)[] Signatures =
    [
        ([0xFF, 0xFE, 0, 0], Encoded("UTF-32")),
        ([0, 0, 0xFE, 0xFF], Encoded("UTF-32")),
        ([0xFF, 0xFE], Encoded("UTF-16")),
        ([0xFE, 0xFF], Encoded("UTF-16")),
        ([0x1F, 0x8B], "it looks like gzip: let its name end in .json.gz, or put it unpacked"),
        ([.. "PK\x03\x04"u8], Archive("a ZIP archive")),
        ([.. "PK\x05\x06"u8], Archive("an empty ZIP archive")),
        ([.. "BZh"u8], Packed("bzip2")),
        ([0x28, 0xB5, 0x2F, 0xFD], Packed("Zstandard")),
        ([0xFD, .. "7zXZ\0"u8], Packed("xz")),
        ([.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C], Archive("a 7-Zip archive")),
        ([.. "PAR1"u8], $"it looks like Parquet: {AsJson}"),
        ([.. "PARE"u8], $"it looks like encrypted Parquet: {AsJson}"),
        ([.. "ORC"u8], $"it looks like ORC: {AsJson}"),
        ([.. "Obj\x01"u8], $"it looks like Avro: {AsJson}"),
        ([.. "SQLite format 3\0"u8], $"it looks like a database of SQLite: {AsJson}"),
        ([.. "%PDF-"u8], $"it looks like a PDF: {AsJson}"),
        (
            [.. "version https://git-lfs.github.com/spec/"u8],
            "it looks like a pointer of Git LFS, which stands for the file: run git lfs pull, and put the file itself"),
    ];

    private static readonly SearchValues<byte> NoName = SearchValues.Create("{}[]:<>"u8);

    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>
    /// In words, what a file that begins so looks like and what to do about it; null: like JSON, or like nothing that is known here.
    /// </summary>
    /// <param name="bytes">The first of the file, or of what a gzip holds: <see cref="Enough"/>, or all that there are.</param>
    public static string? Looks(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes[..Math.Min(bytes.Length, Enough)];
        foreach (var (start, words) in Signatures)
        {
            if (bytes.StartsWith(start))
            {
                return words;
            }
        }

        if (WithoutMark(bytes) is { } encoded)
        {
            return encoded;
        }

        var hasMark = bytes.StartsWith(Mark);
        var text = (hasMark ? bytes[Mark.Length..] : bytes).TrimStart(" \t\r\n"u8);
        return Markup(text) ?? (IsHeader(text) ? $"it looks like CSV: {AsJson}"
            : hasMark ? "it begins with a byte-order mark, which costs its first row: save it as UTF-8 without one"
            : null);
    }

    private static string Encoded(string encoding) => $"it looks like text in {encoding}: save it as UTF-8 without a byte-order mark";

    private static string Archive(string what) => $"it looks like {what}: unpack it, and put the files in it";

    private static string Packed(string what) => $"it looks like {what}: unpack it, or pack it as gzip under a name that ends in .json.gz";

    /// <summary>JSON begins with ASCII: in UTF-16 and UTF-32 every second byte, or three in four, are zero.</summary>
    private static string? WithoutMark(ReadOnlySpan<byte> bytes) =>
        bytes.Length < 4 ? null
        : (bytes[0], bytes[1], bytes[2], bytes[3]) switch
        {
            ( > 0, 0, 0, 0) or (0, 0, 0, > 0) => Encoded("UTF-32"),
            ( > 0, 0, > 0, 0) or (0, > 0, 0, > 0) => Encoded("UTF-16"),
            _ => null,
        };

    private static string? Markup(ReadOnlySpan<byte> text) =>
        IsTag(text, "<!doctype html"u8) || IsTag(text, "<html"u8) || IsTag(text, "<head"u8) || IsTag(text, "<body"u8)
            ? $"it looks like HTML, perhaps the error page of what fetched it: {AsJson}"
        : IsTag(text, "<error"u8) || (IsTag(text, "<?xml"u8) && text.IndexOf("<Error>"u8) > 0)
            ? $"it looks like an answer of S3 that refuses a request: fetch the file again, and {AsJson}"
        : IsTag(text, "<?xml"u8) || (text.Length > 1 && text[0] == '<' && (char.IsAsciiLetter((char)text[1]) || text[1] == '!'))
            ? $"it looks like XML: {AsJson}"
        : null;

    private static bool IsTag(ReadOnlySpan<byte> text, ReadOnlySpan<byte> tag) =>
        text.Length >= tag.Length && Ascii.EqualsIgnoreCase(text[..tag.Length], tag);

    /// <summary>A first line of two names or more, parted by one of the usual signs, and nothing that JSON begins with.</summary>
    private static bool IsHeader(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAny((byte)'\r', (byte)'\n');
        var line = end < 0 ? text : text[..end];
        foreach (var sign in ",;\t|"u8)
        {
            if (line.Contains(sign))
            {
                return AreNames(line, sign);
            }
        }

        return false;
    }

    private static bool AreNames(ReadOnlySpan<byte> line, byte sign)
    {
        foreach (var part in line.Split(sign))
        {
            var written = line[part].Trim((byte)' ');
            var name = written.Trim((byte)'"');
            var isNamed = !name.IsEmpty && (char.IsAsciiLetter((char)name[0]) || name[0] == '_') && !name.ContainsAny(NoName);
            if (!isNamed || (written[0] != '"' && name.Contains((byte)' ')))
            {
                return false;
            }
        }

        return true;
    }
}
