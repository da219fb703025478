using Sparkify.Ingestion.Failures;
using Sparkify.Proof.Running;
using Sparkify.Proof.World;

namespace Sparkify.Proof.Faults;

/// <summary>
/// Stands around every call that a function makes: lets others run before and after its effect, and makes the planned faults happen.
/// </summary>
/// <param name="sandbox">The function's lane: a process that dies takes it along.</param>
/// <param name="network">Where a call goes on whose caller has been ended.</param>
internal sealed class FaultyCalls(FaultPlan faults, Trace trace, Lane sandbox, Lane network, VirtualTime time, Action<FaultKind> died)
{
    /// <summary>Beyond Lambda's time-out and the retry that follows it, within what a load takes.</summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(303);

    public async Task<T> CallAsync<T>(Site site, string what, Func<Task<T>> effect, CancellationToken deadline)
    {
        await Task.Yield();
        deadline.ThrowIfCancellationRequested();
        var kind = faults.At(site);
        if (kind is null)
        {
            var answer = await effect();
            await Task.Yield();
            deadline.ThrowIfCancellationRequested();
            return answer;
        }

        trace.Say($"{what}: {kind}");
        switch (kind.Effect)
        {
            case Effect.FailsBefore:
                throw Failure(site, kind, what);
            case Effect.DiesBefore:
                return await DieAsync<T>(kind);
            case Effect.Late:
                network.Start(async () =>
                {
                    await time.DelayAsync(Lateness, CancellationToken.None);
                    trace.Say($"{what}: takes effect only now");
                    await effect();
                });
                return await NeverAsync<T>();
        }

        await effect();
        await Task.Yield();
        return kind.Effect switch
        {
            Effect.FailsAfter => throw Failure(site, kind, what),
            Effect.DiesAfter => await DieAsync<T>(kind),
            Effect.Hangs => await HangAsync<T>(deadline),
            _ => await NeverAsync<T>(),
        };
    }

    private async Task<T> DieAsync<T>(FaultKind kind)
    {
        died(kind);
        sandbox.Kill();
        return await NeverAsync<T>();
    }

    private static Task<T> NeverAsync<T>() => new TaskCompletionSource<T>().Task;

    private static async Task<T> HangAsync<T>(CancellationToken deadline)
    {
        var silence = new TaskCompletionSource<T>();
        using var given = deadline.Register(() => silence.TrySetCanceled(deadline));
        return await silence.Task;
    }

    private static IngestionException Failure(Site site, FaultKind kind, string what) => (site, kind.Error) switch
    {
        (Site.Put or Site.Get, _) => new ObjectStoreUnavailableException($"{what}: 503 SlowDown"),
        (Site.Start, _) => new WorkflowsUnavailableException($"{what}: 500 InternalError"),
        (_, FaultKinds.Throttled) => new WarehouseThrottledException($"{what}: ThrottlingException"),
        (_, FaultKinds.ActiveStatementsExceeded) => new WarehouseThrottledException($"{what}: ActiveStatementsExceededException"),
        (_, FaultKinds.Lost) => new StatementLostException($"{what}: ResourceNotFoundException"),
        _ => new WarehouseUnavailableException($"{what}: InternalServerException"),
    };
}
