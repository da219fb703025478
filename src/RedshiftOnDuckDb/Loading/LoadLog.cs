using DuckDB.NET.Data;
using Sparkify.Ingestion;

namespace Sparkify.RedshiftOnDuckDb.Loading;

/// <summary>
/// What a COPY leaves in the system views. The rows go into the batch's own transaction, where its next statement sees them; when that
/// is rolled back they are written again, for Redshift keeps its history of failed loads.
/// </summary>
internal sealed class LoadLog
{
    /// <summary>The views' CHAR columns; longer text is cut.</summary>
    private const int MostFileName = 256;
    private const int MostMessage = 512;
    private const int MostColumn = 127;

    public required long QueryId { get; init; }
    public required long TransactionId { get; init; }
    public required int Pid { get; init; }
    public required string Table { get; init; }
    public required long TableId { get; init; }
    public required string Source { get; init; }
    public required DateTime Start { get; init; }
    public DateTime End { get; set; }
    public bool Completed { get; set; }
    public int SourceFiles { get; set; }
    public List<LoadedFile> Files { get; } = [];
    public List<LoadError> Errors { get; } = [];

    /// <summary>How many batches begin before the views show it; null: they never do.</summary>
    public required int? Lag { get; init; }

    public long LoadedRows => Files.Sum(file => file.Loaded);

    public void Write(DuckDBConnection connection)
    {
        using (var rows = connection.CreateAppender(SystemSchema.Database, SystemSchema.Name, "sys_load_error_detail"))
        {
            foreach (var error in Errors)
            {
                rows.CreateRow().AppendValue((int?)1).AppendValue((long?)QueryId).AppendValue((long?)TransactionId).AppendValue((int?)Pid)
                    .AppendValue(SystemSchema.Database)
                    .AppendValue((int?)TableId)
                    .AppendValue((DateTime?)Start)
                    .AppendValue(Cut(error.File, MostFileName))
                    .AppendValue((long?)error.Line)
                    .AppendValue(Cut(error.Column, MostColumn))
                    .AppendValue(error.Type)
                    .AppendValue(error.Length)
                    .AppendValue((int?)error.Position).AppendValue((int?)error.Code).AppendValue(Cut(error.Message, MostMessage)).EndRow();
            }
        }

        using (var rows = connection.CreateAppender(SystemSchema.Database, SystemSchema.Name, "sys_load_detail"))
        {
            foreach (var file in Files)
            {
                rows.CreateRow()
                    .AppendValue((int?)1)
                    .AppendValue((long?)QueryId)
                    .AppendValue(Cut(file.File, MostFileName))
                    .AppendValue((long?)file.Bytes)
                    .AppendValue((long?)(file.Loaded + file.Rejected))
                    .AppendValue((DateTime?)End)
                    .AppendValue((int?)1)
                    .AppendValue((DateTime?)Start)
                    .AppendValue((DateTime?)End).AppendValue(file.ETag).AppendNullValue().EndRow();
            }
        }

        using (var rows = connection.CreateAppender(SystemSchema.Database, SystemSchema.Name, "sys_load_history"))
        {
            var bytes = Files.Sum(file => file.Bytes);
            rows.CreateRow().AppendValue((int?)1).AppendValue((long?)QueryId).AppendValue((long?)TransactionId).AppendValue((int?)Pid)
                .AppendValue(SystemSchema.Database)
                .AppendValue(Completed ? "completed" : "aborted")
                .AppendValue(Table)
                .AppendValue((DateTime?)Start)
                .AppendValue((DateTime?)End)
                .AppendValue((long?)((End - Start).Ticks / TimeSpan.TicksPerMicrosecond))
                .AppendValue(Source)
                .AppendValue("JSON")
                .AppendValue((long?)LoadedRows).AppendValue((long?)bytes).AppendValue((int?)SourceFiles).AppendValue((long?)bytes)
                .AppendValue((int?)Files.Count).AppendValue((long?)bytes).AppendValue((long?)Errors.Count).AppendValue((long?)0).EndRow();
        }
    }

    /// <summary>The views' columns are CHAR, which counts bytes.</summary>
    private static string Cut(string text, int mostBytes) => Utf8Text.Cut(text, mostBytes);
}
