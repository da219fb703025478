using System.IO.Compression;
using System.Text;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Staging;
using Sparkify.Warehouse;

namespace Sparkify.Operations.Verifying;

/// <summary>A file that an acceptance run puts into the bucket.</summary>
/// <param name="Claim">Whose it is.</param>
/// <param name="Status">One of <see cref="LedgerStatus"/> that is to become of it; null: it is no file of a dataset.</param>
internal sealed record VerifiedFile(Claim Claim, string Key, ReadOnlyMemory<byte> Content, string? Status)
{
    /// <summary>The line of the one row that is to be refused, and the others loaded; null: there is none.</summary>
    public int? BadLine { get; init; }

    public string ETag { get; } = Ingestion.Objects.ETag.Of(Content.Span);

    public FileVersionKey Version => new(Key, ETag);
}

/// <summary>The files of an acceptance run: texts of <c>files/</c>, in which the run's number stands for each #######.</summary>
/// <param name="rows">By what their rows are known.</param>
/// <param name="folder">The part of their keys behind the dataset: <c>_verify/ID/</c>.</param>
internal sealed class VerifiedFiles(VerifiedRows rows, string folder)
{
    /// <summary>Below no dataset's prefix, and where CopyRole may not read.</summary>
    public string Outside { get; } = $"verify_data/{folder["_verify/".Length..]}";

    /// <summary>Of the file that has a bad one behind them.</summary>
    private const int GoodLines = 199;

    /// <summary>Put first.</summary>
    public IReadOnlyList<VerifiedFile> First =>
    [
        Of(Claims.Sample, Dataset.SongData, "songs.json", Text("songs")),
        Of(Claims.Sample, Dataset.LogData, "events.json", Text("events")),
        Of(Claims.FewRowsRefused, Dataset.LogData, "few-refused.json", FewRefused()) with { BadLine = GoodLines + 1 },
        Of(Claims.HalfRefused, Dataset.LogData, "half-refused.json", Text("half"), LedgerStatus.Quarantined),
        Of(Claims.Poison, Dataset.LogData, "packed.json.gz", Packed(Text("packed"))),
        Of(Claims.Poison, Dataset.LogData, "poison.json.gz", Damaged(Packed(Text("packed"))), LedgerStatus.Quarantined),
        Twice,
        new VerifiedFile(Claims.WrongPrefix, $"{Outside}misplaced.json", Text("misplaced"), null),
        new VerifiedFile(Claims.WrongPrefix, $"{Dataset.LogData.Prefix}{folder}readme.txt", "no file of a dataset\n"u8.ToArray(), null),
    ];

    /// <summary>Put when those were loaded.</summary>
    public IReadOnlyList<VerifiedFile> Second =>
    [
        Of(Claims.LateSong, Dataset.SongData, "late.json", Text("late")),
        Twice,
        Of(Claims.TwoAtOnce, Dataset.LogData, "overlap.json", Text("overlapping")),
        Of(Claims.TwoAtOnce, Dataset.LogData, "overlap.json.gz", Packed(Text("overlapped"))),
    ];

    private VerifiedFile Twice => Of(Claims.SameFileTwice, Dataset.LogData, "twice.json", Text("twice"));

    /// <summary>A resource of this folder, with the run's number in it.</summary>
    internal static string Read(string path, VerifiedRows rows)
    {
        using var stream = typeof(VerifiedFiles).Assembly.GetManifestResourceStream(path)
            ?? throw new InvalidOperationException($"src/Operations/Verifying/{path} is not in the assembly");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().Replace("#######", rows.Number, StringComparison.Ordinal);
    }

    private VerifiedFile Of(
        Claim claim, Dataset dataset, string name, ReadOnlyMemory<byte> content, string status = LedgerStatus.Loaded) =>
        new(claim, dataset.Prefix + folder + name, content, status);

    private byte[] Text(string name) => Encoding.UTF8.GetBytes(Read($"files/{name}.jsonl", rows));

    /// <summary>Visits of a page, which are no plays, and a row that is refused.</summary>
    private byte[] FewRefused()
    {
        var visit = Read("files/visit.jsonl", rows);
        var visits = Enumerable.Range(0, GoodLines).Select(
            item => visit.Replace("\"itemInSession\":0", $"\"itemInSession\":{item}", StringComparison.Ordinal));
        return Encoding.UTF8.GetBytes(string.Concat([.. visits, Read("files/refused.jsonl", rows)]));
    }

    private static byte[] Packed(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    /// <summary>Its beginning is a gzip's, and its middle is not.</summary>
    private static byte[] Damaged(byte[] packed)
    {
        packed.AsSpan(12, 8).Fill(0xff);
        return packed;
    }
}
