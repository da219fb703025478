using System.Text.Json;
using Sparkify.Functions;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Objects;
using Sparkify.Local.Folder;
using Sparkify.Local.Queues;
using Sparkify.Local.Workflow;

namespace Sparkify.Local.Run;

/// <summary>Where files are that the ledger does not know yet: in a queue, in an execution, or left by one that failed.</summary>
internal sealed class FilesUnderWay
{
    private readonly Dictionary<FileVersionKey, FileStory> _stories = [];

    private FilesUnderWay()
    {
    }

    /// <param name="stack">Its queues and executions are asked.</param>
    /// <param name="failedToo">Tell of the files of failed executions too.</param>
    public static async Task<FilesUnderWay> ReadAsync(LocalStack stack, bool failedToo, CancellationToken cancellationToken)
    {
        var found = new FilesUnderWay();
        foreach (var execution in stack.Workflows.Executions.Where(execution => execution.IsRunning || (failedToo && execution.Status is not ExecutionEntry.Succeeded)))
        {
            await found.AddLoadAsync(stack, execution, cancellationToken);
        }
        foreach (var told in stack.Mappings.SelectMany(mapping => mapping.Queue.Messages).SelectMany(message => S3Notification.Read(message.Body)))
        {
            if (ArrivalList.DatasetOf(told.Key) is null)
            {
                found.AddWaiting(told, size: null);
                continue;
            }
            foreach (var file in await ReadArrivalsAsync(stack, told, cancellationToken))
            {
                found.AddWaiting(new FileVersionKey(file.Key, file.ETag), file.Size);
            }
        }
        return found;
    }

    public bool Have(FileVersionKey file) => _stories.ContainsKey(file);

    public FileStory? Find(FileVersionKey file) => _stories.GetValueOrDefault(file);

    private static async Task<IReadOnlyList<FileVersion>> ReadArrivalsAsync(LocalStack stack, FileVersionKey list, CancellationToken cancellationToken)
    {
        try
        {
            return await ArrivalList.ReadAsync(stack.Bucket, new ObjectLocation(stack.Bucket.Bucket, list.Key), cancellationToken);
        }
        catch (ObjectMissingException)
        {
            return [];
        }
    }

    private async Task AddLoadAsync(LocalStack stack, ExecutionEntry execution, CancellationToken cancellationToken)
    {
        if (LoadOf(execution) is not { } load)
        {
            return;
        }
        var (status, reason) = execution.IsRunning
            ? ("loading", "its load is under way")
            : ("failed", $"its load ended {execution.Status}: {execution.Error}: {execution.Cause}");
        try
        {
            foreach (var file in await FileList.ReadAsync(stack.Bucket, load, cancellationToken))
            {
                Add(new FileVersionKey(file.Version.Key, file.Version.ETag), file.Version.Size, status, reason, load.LoadId);
            }
        }
        catch (ObjectMissingException)
        {
            // Somebody took the list away: nothing can be said of its files.
        }
    }

    /// <summary>Null: it is no execution of a load.</summary>
    private static Load? LoadOf(ExecutionEntry execution)
    {
        try
        {
            return JsonSerializer.Deserialize(execution.Input ?? "{}", FunctionsJson.Default.IngestInput)?.Load;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void AddWaiting(FileVersionKey file, long? size) => Add(file, size, "waiting", "its notice is in a queue: load or watch goes on with it", null);

    private void Add(FileVersionKey file, long? size, string status, string reason, string? loadId) =>
        _stories[file] = new FileStory { Key = file.Key, ETag = file.ETag, Size = size ?? 0, Status = status, Reason = reason, LoadId = loadId };
}
