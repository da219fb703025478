using Sparkify.RedshiftOnDuckDb.Dialect;

namespace Sparkify.RedshiftOnDuckDb.Loading;

/// <summary>One worker of a COPY: reads parts of files into chunks of its own.</summary>
internal sealed class FileReader : IDisposable
{
    private readonly ChunkWriter _writer;
    private readonly JsonRows _rows;

    public FileReader(CopyStatement copy, TableShape table, IReadOnlyList<Column> columns, TableAppender appender)
    {
        _writer = new ChunkWriter(appender);
        _rows = new JsonRows(copy, table, columns, _writer);
    }

    public PartsRead Read(IReadOnlyList<FilePart> parts, CancellationToken cancellationToken)
    {
        var read = parts.Select(part => _rows.Read(part.File.Content, part.Start, part.End, cancellationToken)).ToList();
        return new PartsRead(parts, read, _writer.TakeRows());
    }

    public void Dispose() => _writer.Dispose();
}

/// <summary>What parts have given, one after the other.</summary>
/// <param name="Read">Of each part.</param>
/// <param name="Rows">Of all of them, in their order.</param>
internal sealed record PartsRead(IReadOnlyList<FilePart> Parts, IReadOnlyList<PartRead> Read, IReadOnlyList<RowChunk> Rows);
