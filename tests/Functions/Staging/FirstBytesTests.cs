using System.IO.Compression;
using System.Text;
using Sparkify.Ingestion.Staging;

namespace Sparkify.Functions.Tests.Staging;

public sealed class FirstBytesTests
{
    private const string Row = "{\"ts\":1541121934796,\"sessionId\":7,\"itemInSession\":1}\n";

    public static TheoryData<string, byte[]> Others => new()
    {
        { "gzip", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0] },
        { "ZIP", Zip() },
        { "bzip2", [.. "BZh91AY&SY"u8] },
        { "Zstandard", [0x28, 0xB5, 0x2F, 0xFD, 4] },
        { "xz", [0xFD, .. "7zXZ\0\0"u8] },
        { "7-Zip", [.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C] },
        { "Parquet", [.. "PAR1"u8, 0x15, 4] },
        { "ORC", [.. "ORC"u8, 8, 3] },
        { "Avro", [.. "Obj\x01"u8, 4] },
        { "SQLite", [.. "SQLite format 3\0"u8] },
        { "PDF", [.. "%PDF-1.7"u8] },
        { "Git LFS", [.. "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n"u8] },
        { "UTF-16", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Row)] },
        { "UTF-16", [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(Row)] },
        { "UTF-16", Encoding.Unicode.GetBytes(Row) },
        { "UTF-16", Encoding.BigEndianUnicode.GetBytes(Row) },
        { "UTF-32", [.. Encoding.UTF32.GetPreamble(), .. Encoding.UTF32.GetBytes(Row)] },
        { "UTF-32", Encoding.UTF32.GetBytes(Row) },
        { "UTF-32", [.. new UTF32Encoding(bigEndian: true, byteOrderMark: true).GetPreamble(), 0, 0, 0, 0x7B] },
        { "UTF-32", [0, 0, 0, 0x7B] },
        { "byte-order mark", [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Row)] },
        { "HTML", [.. "\n<!DOCTYPE html><html><body>502"u8] },
        { "HTML", [.. "<HTML>"u8] },
        { "HTML", [.. Encoding.UTF8.GetPreamble(), .. "<head>"u8] },
        { "HTML", [.. "<body class='x'>"u8] },
        { "S3", [.. "<?xml version=\"1.0\"?>\n<Error><Code>AccessDenied</Code></Error>"u8] },
        { "S3", [.. "<Error><Code>NoSuchKey</Code></Error>"u8] },
        { "XML", [.. "<?xml version=\"1.0\"?><songs/>"u8] },
        { "XML", [.. "<songs>"u8] },
        { "XML", [.. "<!-- songs -->"u8] },
        { "CSV", [.. "ts,sessionId,itemInSession\n1,2,3\n"u8] },
        { "CSV", [.. "ts;session_id\r\n"u8] },
        { "CSV", [.. "ts\t_session\tuserId"u8] },
        { "CSV", [.. "\"first name\" | \"last name\""u8] },
        { "CSV", [.. Encoding.UTF8.GetPreamble(), .. "ts,level\n"u8] },
    };

    public static TheoryData<string> Plain =>
    [
        Row, "", " ", "{", "[1,2]", "nonsense", "null", "\"a\",\"{\"", "1,2,3\n", "a,,b", "some words, and some more", "a:1,b:2", "<",
        "<3, it is", "\ufffd", "P", "ver", "\n\n{\"a\":1,\"b\":2}", "x", "\0\0\0\0", "a\0b", "OR",
    ];

    [Theory]
    [MemberData(nameof(Others))]
    public void What_a_file_looks_like_is_said_and_what_to_do_about_it(string what, byte[] bytes)
    {
        var words = FirstBytes.Looks(bytes);

        Assert.Matches($"^it (looks like|begins with) [^:]*{what}[^:]*[:,] .*(put|save|unpack|fetch|pull)", words!);
    }

    [Theory]
    [MemberData(nameof(Plain))]
    public void Nothing_is_said_of_what_looks_like_JSON_or_like_nothing(string text) =>
        Assert.Null(FirstBytes.Looks(Encoding.UTF8.GetBytes(text)));

    /// <summary>Whoever reads more than is needed, or less than there is, is answered too.</summary>
    [Fact]
    public void Every_beginning_has_an_answer_and_the_rest_of_a_file_is_not_looked_at()
    {
        byte[] html = [.. Enumerable.Repeat((byte)' ', FirstBytes.Enough - 6), .. "<html>"u8, .. "more"u8];

        Assert.Contains("HTML", FirstBytes.Looks(html), StringComparison.Ordinal);
        Assert.Null(FirstBytes.Looks((byte[])[.. "      "u8, .. html]));
        foreach (var row in Others)
        {
            for (var length = 0; length < row.Data.Item2.Length; length++)
            {
                _ = FirstBytes.Looks(row.Data.Item2.AsSpan(0, length));
            }
        }
    }

    private static byte[] Zip()
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.CreateEntry("a.json");
        }

        return file.ToArray();
    }
}
