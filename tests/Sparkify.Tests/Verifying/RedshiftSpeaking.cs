using System.Collections.Concurrent;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Tests.Verifying;

/// <summary>
/// A warehouse in front of DuckDB that answers some batches as Redshift is on record to: what a home has no roles, no databases and no
/// bill for.
/// </summary>
internal sealed class RedshiftSpeaking(IWarehouse inner) : IWarehouse
{
    /// <summary>https://github.com/PostHog/posthog/issues/61603.</summary>
    public const string OfAManifest = "ERROR: COPY with MANIFEST parameter requires full path of an S3 object.";

    /// <summary>https://github.com/embulk/embulk-output-jdbc/issues/85.</summary>
    public const string OfAFile = "ERROR: S3ServiceException:Access Denied,Status 403,Error AccessDenied";

    private readonly ConcurrentDictionary<string, (StatementReport Report, ResultPage? Page)> answers = new();

    public async Task<string> SubmitAsync(StatementBatch batch, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid().ToString();
        if (AnswerTo(string.Join('\n', batch.Statements)) is not { } answer)
        {
            return await inner.SubmitAsync(batch, cancellationToken);
        }

        answers[id] = (
            new StatementReport
            {
                Id = id, Status = answer.Error is null ? StatementStatus.Finished : StatementStatus.Failed, Error = answer.Error,
                SubStatements =
                [
                    new SubStatementReport($"{id}:1", StatementStatus.Finished, null, 1, TimeSpan.Zero, answer.Page is not null)
                ],
            },
            answer.Page);
        return id;
    }

    public Task<StatementReport> DescribeAsync(string statementId, TimeSpan wait, CancellationToken cancellationToken) =>
        answers.TryGetValue(statementId, out var answer)
            ? Task.FromResult(answer.Report)
            : inner.DescribeAsync(statementId, wait, cancellationToken);

    public Task<ResultPage> FetchAsync(string statementId, string? nextToken, CancellationToken cancellationToken) =>
        answers.TryGetValue(statementId.Split(':')[0], out var answer)
            ? Task.FromResult(answer.Page!)
            : inner.FetchAsync(statementId, nextToken, cancellationToken);

    private static (string? Error, ResultPage? Page)? AnswerTo(string statements) =>
        statements.Contains("/hidden.manifest'", StringComparison.Ordinal)
            ? (statements.Contains("/verify_data/", StringComparison.Ordinal) ? OfAManifest : OfAFile, null)
        : statements.Contains("stv_db_isolation_level", StringComparison.Ordinal)
            ? (null, new ResultPage(["db_name", "isolation_level"], [["sparkify", "Snapshot Isolation"]], null))
        : statements.Contains("sys_serverless_usage", StringComparison.Ordinal)
            ? (null, new ResultPage(
                ["start_time", "end_time", "compute_seconds", "compute_capacity", "charged_seconds"],
                [["2026-11-28 02:00:00", "2026-11-28 02:01:00", 17.5, 8.0, 480L]],
                null))
        : null;
}
