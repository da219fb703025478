using System.Text.RegularExpressions;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.Functions.Tests.Schema;

/// <summary>A warehouse that knows its changes: a batch adds those that it records, if it expects those that are there.</summary>
internal sealed partial class ChangingWarehouse(params IEnumerable<AppliedChange> applied) : IWarehouse
{
    private const string Meanwhile = "ERROR: Invalid digit, Value 't', Pos 0, Type: Integer";

    private readonly List<(StatementBatch Batch, string? Error, ResultPage? Answer)> submitted = [];

    public List<AppliedChange> Applied { get; } = [.. applied];

    /// <summary>Whether its list of changes has digests: one that the version before made has not.</summary>
    public bool HasDigests { get; set; }

    /// <summary>What the database says to a batch of changes instead of carrying it out; null: nothing.</summary>
    public string? Refusal { get; set; }

    /// <summary>Happens once, just before a batch of changes: as if another one did it.</summary>
    public Action? Before { get; set; }

    /// <summary>So many batches of changes commit, and nobody learns of it.</summary>
    public int AnswersToLose { get; set; }

    /// <summary>Without the questions.</summary>
    public IReadOnlyList<StatementBatch> Changing =>
        [.. submitted.Select(one => one.Batch).Where(batch => batch.Statements is not [var only] || !IsQuestion(only))];

    public IReadOnlyList<string> Names => [.. submitted.Select(one => one.Batch.Name)];

    public Task<string> SubmitAsync(StatementBatch batch, CancellationToken cancellationToken)
    {
        Assert.InRange(batch.Statements.Count, 1, StatementBatch.MostStatements);
        Assert.DoesNotContain(batch.ClientToken, submitted.Select(one => one.Batch.ClientToken));
        submitted.Add(batch.Statements is [var question] && IsQuestion(question)
            ? (batch, null, Answer(question))
            : (batch, Change(batch.Statements), null));
        return Task.FromResult($"{submitted.Count - 1}");
    }

    public Task<StatementReport> DescribeAsync(string statementId, TimeSpan wait, CancellationToken cancellationToken)
    {
        var (batch, error, answer) = submitted[Number(statementId)];
        if (answer is null && error is null && AnswersToLose-- > 0)
        {
            throw new StatementLostException($"{batch.Name} is gone");
        }

        return Task.FromResult(new StatementReport
        {
            Id = statementId, Status = error is null ? StatementStatus.Finished : StatementStatus.Failed, Error = error
        });
    }

    public Task<ResultPage> FetchAsync(string statementId, string? nextToken, CancellationToken cancellationToken) =>
        Task.FromResult(submitted[Number(statementId.Split(':')[0])].Answer!);

    private static int Number(string id) => int.Parse(id, System.Globalization.CultureInfo.InvariantCulture);

    private static bool IsQuestion(string sql) => sql.StartsWith("SELECT", StringComparison.Ordinal);

    private ResultPage Answer(string question) => question == SchemaChanges.Find()
        ? new ResultPage(
            ["column_name"],
            Applied.Count == 0 ? [] : HasDigests ? [["change"], ["applied_at"], ["digest"]] : [["change"], ["applied_at"]],
            null)
        : new ResultPage(["change", "digest"], [.. Applied.Select(change => new object?[] { change.Name, change.Digest })], null);

    /// <summary>What went wrong; null: nothing.</summary>
    private string? Change(IReadOnlyList<string> statements)
    {
        Before?.Invoke();
        Before = null;
        if (Refusal is not null)
        {
            return Refusal;
        }

        var expected = statements.Select(sql => Expected().Match(sql)).FirstOrDefault(match => match.Success)?.Groups[1].Value ?? "0";
        if (expected != $"{Applied.Count}")
        {
            return Meanwhile;
        }

        Applied.AddRange(Recorded().Matches(statements[^1])
            .Select(match => new AppliedChange(match.Groups[1].Value, match.Groups[2].Value)));
        HasDigests = true;
        return null;
    }

    [GeneratedRegex(@"COUNT\(\*\) = ([0-9]+) THEN '0' ELSE 'the schema was changed meanwhile'")]
    private static partial Regex Expected();

    [GeneratedRegex("SELECT '([^']+)' AS change, '([0-9a-f]{64})' AS digest")]
    private static partial Regex Recorded();
}
