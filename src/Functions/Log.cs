using Amazon.Lambda.Core;
using Microsoft.Extensions.Logging;
using Sparkify.Ingestion.Workflows;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Sparkify.Functions;

/// <summary>Everything that the functions log, in the order of the flow.</summary>
/// <remarks>
/// An event's id and its method's name are stable: dashboards and saved queries hang on them. A text may change. The id of an event that is
/// no longer written is never used again. A test holds the list.
/// </remarks>
internal static partial class Log
{
    /// <summary>The log of this invocation.</summary>
    public static ILogger Events(this ILambdaContext context) => new FunctionLogger(context.Logger);

    [LoggerMessage(101, LogLevel.Information, "{taken} of {files} files of {messages} messages are listed in {list}, trace {trace}")]
    public static partial void FilesListed(this ILogger log, int taken, int files, int messages, string list, string trace);

    [LoggerMessage(102, LogLevel.Information, "none of {files} files of {messages} messages is of {dataset}")]
    public static partial void NoFileListed(this ILogger log, int files, int messages, string dataset);

    /// <summary>Each by itself: those beside it are worked on.</summary>
    [LoggerMessage(103, LogLevel.Warning, "message {messageId} can't be read and goes to the dead-letter queue: {problem}")]
    public static partial void MessageUnreadable(this ILogger log, string messageId, string problem);

    [LoggerMessage(104, LogLevel.Information, "load {loadId}: {files} files, {bytes} bytes, {outcome}, trace {trace}")]
    public static partial void LoadStarted(this ILogger log, string loadId, int files, long bytes, StartOutcome outcome, string trace);

    /// <summary>Its message comes again, and goes to the dead-letter queue in the end. The lists beside it are loaded.</summary>
    [LoggerMessage(105, LogLevel.Warning, "{list} of message {messageId} can't be read, and comes again: {error}: {problem}")]
    public static partial void ListUnreadable(this ILogger log, string list, string messageId, string error, string problem);

    /// <summary>By COPY. Of each load the first ones.</summary>
    [LoggerMessage(201, LogLevel.Warning, "Refused row: {key}, line {line}, column {column}: {reason} (load {loadId})")]
    public static partial void RowRejected(this ILogger log, string key, long line, string column, string reason, string loadId);

    [LoggerMessage(
        301, LogLevel.Information,
        "{loadId} could not be staged ({reason}): {what} {files} of its files as {partId}, trace {trace}")]
    public static partial void LoadSplit(
        this ILogger log, string loadId, string reason, string what, int files, string partId, string trace);

    [LoggerMessage(
        401, LogLevel.Information,
        "load {loadId} is committed: {files} files, {rowsStaged} rows staged, {rowsRejected} refused, {quarantined} files quarantined, "
            + "trace {trace}")]
    public static partial void LoadCommitted(
        this ILogger log, string loadId, int files, long rowsStaged, long rowsRejected, int quarantined, string trace);

    /// <summary>Of each load the first ones.</summary>
    [LoggerMessage(402, LogLevel.Warning, "Quarantined file: {key}: {reason} (load {loadId})")]
    public static partial void FileQuarantined(this ILogger log, string key, string reason, string loadId);

    [LoggerMessage(404, LogLevel.Warning, "load {loadId}: its list can't be read, so nothing is measured of its files: {why}")]
    public static partial void FilesNotMeasured(this ILogger log, string loadId, string why);

    [LoggerMessage(
        405, LogLevel.Warning, "Unusable rows: {rows} of the staged rows are in no table; the ledger says of which files (load {loadId})")]
    public static partial void RowsUnusable(this ILogger log, long rows, string loadId);

    [LoggerMessage(501, LogLevel.Information, "backfill {id} goes on with the {loads} loads of a start before this one")]
    public static partial void BackfillResumed(this ILogger log, string id, int loads);

    [LoggerMessage(502, LogLevel.Information, "backfill {id}: chunk {chunk} of {prefix} has {files} files")]
    public static partial void ChunkListed(this ILogger log, string id, int chunk, string prefix, int files);

    [LoggerMessage(503, LogLevel.Information, "backfill {id}: chunk {chunk} lacks {missing} of {files} files, {loads} loads so far")]
    public static partial void ChunkPlanned(this ILogger log, string id, int chunk, int missing, int files, int loads);

    [LoggerMessage(
        504, LogLevel.Information,
        "backfill {id}: {found} files found, {missing} missing, {loaded} loaded, {quarantined} quarantined, {notLoaded} not loaded")]
    public static partial void BackfillEnded(
        this ILogger log, string id, long found, long missing, long loaded, long quarantined, long notLoaded);

    [LoggerMessage(601, LogLevel.Information, "the schema is at {version}")]
    public static partial void SchemaApplied(this ILogger log, string version);

    [LoggerMessage(602, LogLevel.Error, "{requestType} of {resource} failed")]
    public static partial void StackChangeFailed(this ILogger log, Exception exception, string requestType, string resource);
}
