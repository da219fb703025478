using Sparkify.Ingestion.Statements;

namespace Sparkify.Functions.Tests;

/// <summary>A warehouse that answers as it was set up to, and keeps what was submitted. Results come in pages of two rows.</summary>
internal sealed class ScriptedWarehouse : IWarehouse
{
    private const int RowsOfPage = 2;

    private readonly Dictionary<string, StatementReport> reports = [];
    private readonly Dictionary<string, Exception> failures = [];
    private readonly Dictionary<string, Answer> answers = [];

    public List<StatementBatch> Submitted { get; } = [];

    public ScriptedWarehouse Reports(StatementReport report)
    {
        reports[report.Id] = report;
        return this;
    }

    public ScriptedWarehouse Fails(string statementId, Exception failure)
    {
        failures[statementId] = failure;
        return this;
    }

    /// <param name="number">Of the statement in its batch, from 1.</param>
    public ScriptedWarehouse Answers(string statementId, int number, Answer answer)
    {
        answers[$"{statementId}:{number}"] = answer;
        return this;
    }

    public Answer Of(string statementId, int number) => answers[$"{statementId}:{number}"];

    public Task<string> SubmitAsync(StatementBatch batch, CancellationToken cancellationToken)
    {
        Assert.InRange(batch.Statements.Count, 1, StatementBatch.MostStatements);
        Submitted.Add(batch);
        return Task.FromResult($"submitted-{Submitted.Count}");
    }

    public Task<StatementReport> DescribeAsync(string statementId, TimeSpan wait, CancellationToken cancellationToken) =>
        failures.TryGetValue(statementId, out var failure)
            ? throw failure
            : Task.FromResult(reports.GetValueOrDefault(statementId) ?? Inputs.Report(StatementStatus.Finished) with { Id = statementId });

    public Task<ResultPage> FetchAsync(string statementId, string? nextToken, CancellationToken cancellationToken)
    {
        if (failures.TryGetValue(statementId, out var failure))
        {
            throw failure;
        }

        var answer = answers[statementId];
        var start = nextToken is null ? 0 : int.Parse(nextToken, System.Globalization.CultureInfo.InvariantCulture);
        var next = start + RowsOfPage < answer.Rows.Count ? $"{start + RowsOfPage}" : null;
        return Task.FromResult(new ResultPage(answer.Columns, [.. answer.Rows.Skip(start).Take(RowsOfPage)], next));
    }
}
