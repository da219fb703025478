using System.Text.Json;
using Sparkify.Functions.Intake;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Objects;

namespace Sparkify.Operations;

/// <summary>Says in words why a message is in a dead-letter queue, and what a person can do about it.</summary>
internal static class LetterWords
{
    /// <summary>A message's beginning is enough to know it by.</summary>
    private const int MostShown = 200;

    public static async Task<DeadLetter> OfAsync(
        IOperatedStack stack, string queue, QueueMessage message, CancellationToken cancellationToken)
    {
        var (reason, whatToDo) = await WhyAsync(stack, queue, Notice.Read(message.Body), cancellationToken);
        return new DeadLetter(
            message.Id, reason, message.Body.Length <= MostShown ? message.Body : message.Body[..MostShown]) { WhatToDo = whatToDo };
    }

    private static async Task<(string Reason, string? WhatToDo)> WhyAsync(
        IOperatedStack stack, string queue, Notice notice, CancellationToken cancellationToken)
    {
        if (notice.Problem is { } problem)
        {
            return (
                $"it can't be read: {problem}",
                "put back, it comes here again: find out who sends such messages. If it was of a file, "
                + $"{(DatasetOf(queue) is { } dataset ? $"./sparkify backfill {dataset}{stack.Option}" : "a backfill")} loads that");
        }

        foreach (var list in notice.Files.Where(file => ArrivalList.DatasetOf(file.Key) is not null))
        {
            if (await ListProblemAsync(stack, list, cancellationToken) is { } why)
            {
                return (why, $"./sparkify backfill {ArrivalList.DatasetOf(list.Key)}{stack.Option} lists its files again");
            }
        }

        return notice.Files.Count == 0
            ? ("it names no file", null)
            : ("it came as often as its queue allows and was never worked on to the end "
                + $"({string.Join(", ", notice.Files.Select(file => file.Key))}): the function's log says why", null);
    }

    /// <summary>The one whose notices the queue gets: <c>LogDataQueue</c> is that of log_data. Null: it gets those of all.</summary>
    private static Dataset? DatasetOf(string queue) => Dataset.All.FirstOrDefault(dataset => string.Equals(
        $"{dataset.Name.Replace("_", "", StringComparison.Ordinal)}Queue", queue, StringComparison.OrdinalIgnoreCase));

    private static async Task<string?> ListProblemAsync(IOperatedStack stack, FileVersion list, CancellationToken cancellationToken)
    {
        try
        {
            await ArrivalList.ReadAsync(stack.Objects, new ObjectLocation(list.Bucket, list.Key), cancellationToken);
            return null;
        }
        catch (ObjectMissingException)
        {
            return $"its list of files is gone ({list.Key})";
        }
        catch (JsonException damage)
        {
            return $"its list of files is damaged ({list.Key}): {damage.Message}";
        }
        catch (IngestionException)
        {
            // The one who asks may not read it, or can't now: that says nothing of the list.
            return null;
        }
    }
}
