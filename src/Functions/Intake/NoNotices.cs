using Sparkify.Ingestion.Intake;

namespace Sparkify.Functions.Intake;

/// <summary>Where nothing is called by a schedule: no queue is fetched from.</summary>
internal sealed class NoNotices : INoticeQueue
{
    public Task<IReadOnlyList<QueuedNotice>> ReceiveAsync(string queueUrl, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<QueuedNotice>>([]);

    public Task DeleteAsync(string queueUrl, IReadOnlyList<QueuedNotice> messages, CancellationToken cancellationToken) =>
        Task.CompletedTask;
}
