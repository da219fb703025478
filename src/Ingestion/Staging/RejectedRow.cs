using System.Text.Json.Serialization;
using Sparkify.Ingestion.Intake;

namespace Sparkify.Ingestion.Staging;

/// <summary>A refused row: a line of <c>dw.rejected_rows</c>, by its column names.</summary>
public sealed record RejectedRow
{
    private const int MostMessageBytes = 1_024;

    [JsonPropertyName("bucket")]
    public required string Bucket { get; init; }

    [JsonPropertyName("key")]
    public required string Key { get; init; }

    [JsonPropertyName("line_number")]
    public required long LineNumber { get; init; }

    [JsonPropertyName("column_name")]
    public string? ColumnName { get; init; }

    [JsonPropertyName("error_code")]
    public required int ErrorCode { get; init; }

    [JsonPropertyName("message")]
    public required string Message { get; init; }

    public static RejectedRow Of(FileVersion version, LoadError error) => new()
    {
        Bucket = version.Bucket,
        Key = version.Key,
        LineNumber = error.Line,
        ColumnName = error.Column,
        ErrorCode = error.Code,
        Message = Utf8Text.Cut(error.Message, MostMessageBytes),
    };
}
