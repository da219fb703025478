using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Proof.World;

/// <summary>
/// The warehouse's front: after a crash it knows no statement and no client token from before, as a process that was killed does.
/// </summary>
internal sealed class ForgetfulWarehouse(IWarehouse warehouse) : IWarehouse
{
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private int crashes;

    public void Forget()
    {
        known.Clear();
        crashes++;
    }

    public async Task<string> SubmitAsync(StatementBatch batch, CancellationToken cancellationToken)
    {
        var token = crashes == 0 ? batch.ClientToken : $"{crashes}-{batch.ClientToken[..60]}";
        var id = await warehouse.SubmitAsync(batch with { ClientToken = token }, cancellationToken);
        known.Add(id);
        return id;
    }

    public Task<StatementReport> DescribeAsync(string statementId, TimeSpan wait, CancellationToken cancellationToken) =>
        known.Contains(statementId) ? warehouse.DescribeAsync(statementId, wait, cancellationToken) : throw Lost(statementId);

    public Task<ResultPage> FetchAsync(string statementId, string? nextToken, CancellationToken cancellationToken) =>
        known.Contains(statementId.Split(':')[0])
            ? warehouse.FetchAsync(statementId, nextToken, cancellationToken)
            : throw Lost(statementId);

    private static StatementLostException Lost(string id) => new($"ResourceNotFoundException: {id} is not known");
}
