using Sparkify.Ingestion.Statements;
using Sparkify.RedshiftOnDuckDb;

namespace Sparkify.Tests.RedshiftOnDuckDb;

/// <summary>Batches that go on one step at a time, each when the test lets it, all on one thread.</summary>
internal sealed class Interleaving : IAsyncDisposable
{
    private readonly OneThread _thread;
    private readonly SteppedGate _gate;

    private Interleaving(WarehouseRun run, OneThread thread, SteppedGate gate) => (Run, _thread, _gate) = (run, thread, gate);

    public WarehouseRun Run { get; }

    public static async Task<Interleaving> OpenAsync(params string[] before)
    {
        var thread = new OneThread();
        var gate = new SteppedGate();
        var interleaving = new Interleaving(
            await WarehouseRun.OpenAsync(options => options with { Scheduler = thread, Gate = gate }), thread, gate);
        var id = await interleaving.SubmitAsync(before);
        Assert.Equal(StatementStatus.Finished, (await interleaving.EndAsync(id)).Status);
        return interleaving;
    }

    public async Task<string> SubmitAsync(params string[] batch)
    {
        var id = await Run.SubmitAsync(batch);
        _thread.Pump();
        return id;
    }

    /// <summary>Lets a batch do its next step, if it waits for that and not for a lock.</summary>
    public void Step(string id, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            _gate.Let(id);
            _thread.Pump();
        }
    }

    public Task<StatementReport> ReportAsync(string id) => Run.Warehouse.DescribeAsync(id, TestContext.Current.CancellationToken);

    /// <summary>Lets a batch go on to its end.</summary>
    public async Task<StatementReport> EndAsync(string id)
    {
        Step(id, times: StatementBatch.MostStatements + 2);
        return await ReportAsync(id);
    }

    public async ValueTask DisposeAsync()
    {
        var closing = Run.DisposeAsync().AsTask();
        _gate.LetAll();
        _thread.Pump();
        await closing;
    }

    private sealed class SteppedGate : IStatementGate
    {
        private readonly Dictionary<string, TaskCompletionSource> _held = [];

        private bool _isOpen;

        public void LetAll()
        {
            _isOpen = true;
            _held.Keys.ToList().ForEach(Let);
        }

        public void Let(string id)
        {
            if (_held.Remove(id, out var step))
            {
                step.SetResult();
            }
        }

        public ValueTask BeforeAsync(StatementStep coming)
        {
            if (_isOpen)
            {
                return ValueTask.CompletedTask;
            }

            _held[coming.BatchId] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return new ValueTask(_held[coming.BatchId].Task);
        }

        public ValueTask AfterAsync(StatementStep done) => ValueTask.CompletedTask;
    }
}
