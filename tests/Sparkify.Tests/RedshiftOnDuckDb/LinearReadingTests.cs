using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Text;
using CsCheck;
using DuckDB.NET.Data;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Objects;
using Sparkify.Ingestion.Statements;
using Sparkify.RedshiftOnDuckDb;
using Sparkify.RedshiftOnDuckDb.Dialect;
using Sparkify.RedshiftOnDuckDb.Loading;

namespace Sparkify.Tests.RedshiftOnDuckDb;

/// <summary>
/// However odd a file's bytes are, reading it costs in proportion to them, and ends when nobody wants it any more. Positions are counted
/// here, never time.
/// </summary>
public sealed class LinearReadingTests
{
    private const string Tail = "IAM_ROLE 'role' FORMAT AS JSON 'auto' MANIFEST";

    /// <summary>What an odd text is made of, many times over.</summary>
    public static readonly TheoryData<string> Pieces =
    [
        "{\"n\":nu\n", "{\"n\":nu}", "{\"n\":tru\n", "{\"n\":1\n", "{\"n\":\"x\n", "{\"n\":\"x", "{x}", "{\n", "{", "[nu]",
        "[1,\n", "[", "x", "x{", "{\"n\":1}", "{\"n\":[1,{\"a\":nu}]}", "{\"n\":{\"a\":1,\n", "{\"n\":1,\n\n\n", "{}x", "\\", "{\"\\\n",
    ];

    [Theory]
    [MemberData(nameof(Pieces))]
    public void Twice_the_text_is_twice_the_way(string piece)
    {
        var (once, twice) = (PositionsOf(piece, 3_000), PositionsOf(piece, 6_000));

        Assert.InRange(twice, once, (2.2 * once) + 10_000);
        // A piece that is cut off costs a window or two.
        Assert.InRange(twice, 6_000 * piece.Length, 6_000L * ((12 * piece.Length) + (6 * JsonWindow.First)));
    }

    [Fact]
    public void A_gzip_is_read_to_its_end_or_to_the_damage_once()
    {
        var nothing = Packed([]);
        var some = Packed("{\"n\":1}\n"u8);
        byte[][] pieces = [nothing, some, some[..3], some[..10], [.. some, 0], [0x1f, 0x8b, 8, 0xff], [.. some[..^1], 0x1f, 0x8b, 8]];
        foreach (var piece in pieces)
        {
            byte[] file = [.. Enumerable.Repeat(piece, 10_000).SelectMany(one => one)];
            var scan = new Scan(CancellationToken.None);
            var text = 0;
            try
            {
                text = Gunzip.Read(file, scan).Length;
            }
            catch (InvalidDataException)
            {
                // Most are damaged.
            }

            Assert.InRange(scan.Positions, 0, 2L * (file.Length + text) + 100);
        }
    }

    [Fact]
    public void A_gzip_says_what_was_put_into_it_however_it_was_packed()
    {
        var text = Gen.OneOf(Gen.Byte.Array[0, 400], Gen.Byte[97, 103].Array[0, 70_000]);
        var level = Gen.Int[0, 3].Select(number => (CompressionLevel)number);
        Gen.Select(Gen.Select(text, level).List[1, 4], Gen.Int[0, 1 << 20]).Sample(
            (members, place) =>
            {
                byte[] packed = [.. members.SelectMany(member => Packed(member.Item1, member.Item2))];
                byte[] plain = [.. members.SelectMany(member => member.Item1)];

                Assert.Equal(plain, Gunzip.Read(packed, new Scan(CancellationToken.None)).ToArray());
                // The time, the system and the kind of packing say nothing of the text; every other byte does.
                var at = place % packed.Length;
                if (at is 0 or 1 or 2 || at >= 10)
                {
                    packed[at] ^= 0x10;
                    Assert.True(IsRefusedOrSame(packed, plain), $"{at} of {packed.Length}");
                }
            },
            iter: 300);
    }

    /// <summary>A name, a comment, more and a check sum may stand in a header.</summary>
    [Fact]
    public void A_gzip_of_every_header_is_read_and_one_of_an_unknown_kind_is_not()
    {
        var packed = Packed("hello"u8);
        byte[] header = [.. packed[..3], 0x1e, .. packed[4..10], 2, 0, 7, 7, .. "name\0"u8, .. "comment\0"u8];
        var sum = System.IO.Hashing.Crc32.HashToUInt32(header);
        byte[] whole = [.. header, (byte)sum, (byte)(sum >> 8), .. packed[10..]];

        Assert.Equal("hello", Encoding.UTF8.GetString(Gunzip.Read(whole, new Scan(CancellationToken.None)).Span));
        whole[header.Length] ^= 1;
        Assert.Throws<InvalidDataException>(() => Gunzip.Read(whole, new Scan(CancellationToken.None)));
        packed[3] = 0x20;
        Assert.Throws<InvalidDataException>(() => Gunzip.Read(packed, new Scan(CancellationToken.None)));
    }

    [Fact]
    public void Nobody_waits_for_a_reading_that_is_not_wanted()
    {
        using var unwanted = new CancellationTokenSource();
        unwanted.Cancel();
        var large = Packed(new byte[8 << 20]);

        Assert.Throws<OperationCanceledException>(() => Gunzip.Read(large, new Scan(unwanted.Token)));
        Assert.Throws<OperationCanceledException>(
            () => BrokenJson.Skip(Encoding.UTF8.GetBytes("{\"n\":nu \"" + new string('x', 8 << 20)), new Scan(unwanted.Token)));
    }

    [Fact]
    [SuppressMessage("Usage", "CA2201", Justification = "It stands for what the runtime throws.")]
    public async Task Memory_that_runs_out_is_the_machines_and_never_a_files()
    {
        foreach (var failure in (OutOfMemoryException[])[new OutOfMemoryException(), new InsufficientMemoryException("too much")])
        {
            await using var run = await WarehouseRun.OpenAsync(options => options with { Objects = new FullMemory(failure) });
            await run.MustAsync("CREATE TABLE t (n INTEGER)");

            var error = await run.FailsAsync($"COPY t FROM 's3://bucket/manifest' {Tail}");

            Assert.Contains("out of memory", error, StringComparison.Ordinal);
            Assert.Equal(DatabaseFault.Stack, DatabaseError.FaultOf(error));
        }
    }

    private static long PositionsOf(string piece, int times)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        connection.Run("ATTACH ':memory:' AS dev; USE dev; CREATE TABLE t (n INTEGER)");
        var table = TableShape.Find(connection, new RelationName("main", "t"));
        using var appender = new TableAppender(connection, table);
        using var writer = new ChunkWriter(appender);
        var copy = new CopyStatement
        {
            Table = new RelationName("main", "t"), Source = "s3://bucket/a", ErrorsToFail = int.MaxValue
        };
        var rows = new JsonRows(copy, table, table.Columns, writer);
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, times)));
        rows.Read(text, 0, text.Length, CancellationToken.None);
        return rows.Positions;
    }

    /// <summary>A changed bit in the middle of nothing may leave the text as it was.</summary>
    private static bool IsRefusedOrSame(byte[] packed, byte[] plain)
    {
        try
        {
            return Gunzip.Read(packed, new Scan(CancellationToken.None)).Span.SequenceEqual(plain);
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }

    private static byte[] Packed(ReadOnlySpan<byte> text, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, level, leaveOpen: true))
        {
            stream.Write(text);
            // An empty text leaves no member behind, unless it is asked for.
            stream.Flush();
        }

        return packed.Length > 0 ? packed.ToArray() : [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    }

    /// <summary>Its files do not fit.</summary>
    private sealed class FullMemory(Exception failure) : IObjectStore
    {
        public Task PutAsync(
            ObjectLocation location, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<ReadOnlyMemory<byte>> GetAsync(ObjectLocation location, CancellationToken cancellationToken) =>
            location.Key == "manifest"
                ? Task.FromResult<ReadOnlyMemory<byte>>("""{"entries":[{"url":"s3://bucket/a","mandatory":true}]}"""u8.ToArray())
                : Task.FromException<ReadOnlyMemory<byte>>(failure);

        public Task<ObjectPage> ListAsync(string bucket, string prefix, string? startAfter, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
