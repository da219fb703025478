using Amazon.RedshiftDataAPIService.Model;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Functions.Aws;

/// <summary>What DescribeStatement says, in the terms of <see cref="StatementReport"/>.</summary>
internal static class StatementReports
{
    public static StatementReport Of(DescribeStatementResponse response)
    {
        var subStatements = (response.SubStatements ?? []).ConvertAll(SubStatement);
        return new StatementReport
        {
            Id = response.Id,
            Status = Status(response.Status?.Value, response.Id),
            Error = Error(response.Error, subStatements),
            Pid = response.RedshiftPid ?? 0,
            CreatedAt = Utc(response.CreatedAt),
            Duration = Nanoseconds(response.Duration),
            SubStatements = subStatements,
        };
    }

    private static SubStatementReport SubStatement(SubStatementData data) => new(
        data.Id,
        Status(data.Status?.Value, data.Id),
        NullIfEmpty(data.Error),
        data.ResultRows ?? -1,
        Nanoseconds(data.Duration),
        data.HasResultSet is true);

    /// <summary>The words of the statement that failed; those it pulled down with it only say that another one failed.</summary>
    private static string? Error(string? ofBatch, List<SubStatementReport> subStatements) =>
        subStatements.Find(one => one is { Status: StatementStatus.Failed, Error: not null })?.Error ?? NullIfEmpty(ofBatch);

    private static StatementStatus Status(string? status, string id) => status switch
    {
        "SUBMITTED" => StatementStatus.Submitted,
        "PICKED" => StatementStatus.Picked,
        "STARTED" => StatementStatus.Started,
        "FINISHED" => StatementStatus.Finished,
        "FAILED" => StatementStatus.Failed,
        "ABORTED" => StatementStatus.Aborted,
        _ => throw new WarehouseRefusedException(
            $"The Redshift Data API gives statement {id} the status '{status}', which this version does not know: "
            + "it must learn whether that is an end."),
    };

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static DateTimeOffset Utc(DateTime? time) => time is { } known ? new DateTimeOffset(known.ToUniversalTime()) : default;

    /// <summary>-1, and 0, while it has not run.</summary>
    private static TimeSpan Nanoseconds(long? duration) =>
        duration is > 0 ? TimeSpan.FromTicks(duration.Value / TimeSpan.NanosecondsPerTick) : TimeSpan.Zero;
}
