using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Functions.Tests.Schema;

/// <summary>A warehouse that answers by a script: each entry is the end of one submission.</summary>
internal sealed class FakeWarehouse(params string?[] errors) : IWarehouse
{
    public const string Lost = "lost";
    public const string Aborted = "aborted";
    private readonly Dictionary<string, string> idsByToken = [];
    private int throttles;

    public List<StatementBatch> Submitted { get; } = [];

    /// <summary>How often a batch is still running when asked after.</summary>
    public int Polls { get; init; } = 2;

    /// <summary>Every how manieth call is throttled; 0: none.</summary>
    public int ThrottleEvery { get; init; }

    /// <summary>So many calls at first fail, as when the Data API does not answer.</summary>
    public int BusyAtFirst { get; set; }

    /// <summary>How many users <c>find_user.sql</c> finds.</summary>
    public object? Result { get; init; }

    private readonly Dictionary<string, int> asked = [];

    public Task<string> SubmitAsync(StatementBatch batch, CancellationToken cancellationToken)
    {
        Throttle();
        Assert.InRange(batch.ClientToken.Length, 1, 64);
        Assert.InRange(batch.Statements.Count, 1, StatementBatch.MostStatements);
        if (!idsByToken.TryGetValue(batch.ClientToken, out var id))
        {
            id = $"{Submitted.Count}";
            idsByToken.Add(batch.ClientToken, id);
            Submitted.Add(batch);
        }

        return Task.FromResult(id);
    }

    public Task<StatementReport> DescribeAsync(string statementId, TimeSpan wait, CancellationToken cancellationToken)
    {
        Throttle();
        var number = int.Parse(statementId, System.Globalization.CultureInfo.InvariantCulture);
        var error = number < errors.Length ? errors[number] : null;
        var polls = asked[statementId] = asked.GetValueOrDefault(statementId) + 1;
        return polls <= Polls ? Report(statementId, StatementStatus.Started, null)
            : error == Lost ? throw new StatementLostException("gone")
            : Report(
                statementId,
                error is null ? StatementStatus.Finished : error == Aborted ? StatementStatus.Aborted : StatementStatus.Failed,
                error);
    }

    public Task<ResultPage> FetchAsync(string statementId, string? nextToken, CancellationToken cancellationToken) =>
        Task.FromResult(new ResultPage(["users"], [[Result]], null));

    private static Task<StatementReport> Report(string id, StatementStatus status, string? error) =>
        Task.FromResult(new StatementReport { Id = id, Status = status, Error = error });

    private void Throttle()
    {
        if (BusyAtFirst-- > 0)
        {
            throw new WarehouseUnavailableException("no answer");
        }

        if (ThrottleEvery > 0 && ++throttles % ThrottleEvery == 0)
        {
            throw new WarehouseThrottledException("too many");
        }
    }
}
