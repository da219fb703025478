using Amazon.Lambda.Core;
using Amazon.Lambda.SQSEvents;

namespace Sparkify.Functions.Intake;

/// <summary>The part of an answer that sends messages back to their queue.</summary>
internal static class UnreadableMessages
{
    /// <summary>Each message that can't be read, by itself; the log says why.</summary>
    public static SQSBatchResponse Of(IReadOnlyList<Arrival> arrivals, ILambdaContext context)
    {
        var response = new SQSBatchResponse { BatchItemFailures = [] };
        foreach (var arrival in arrivals.Where(arrival => arrival is { Problem: not null, MessageId: not null }))
        {
            context.Events().MessageUnreadable(arrival.MessageId!, arrival.Problem!);
            response.SendBack(arrival.MessageId!);
        }

        return response;
    }

    public static void SendBack(this SQSBatchResponse response, string messageId) =>
        response.BatchItemFailures.Add(new SQSBatchResponse.BatchItemFailure { ItemIdentifier = messageId });

    /// <summary>At the end, when all that could be read is worked on.</summary>
    /// <exception cref="FormatException">What can't be read has no id, so it can't be sent back: a straight event, as a rule.</exception>
    public static void RequireIds(IReadOnlyList<Arrival> arrivals)
    {
        if (arrivals.FirstOrDefault(arrival => arrival is { Problem: not null, MessageId: null }) is { } unreadable)
        {
            throw new FormatException($"the event can't be read: {unreadable.Problem}");
        }
    }
}
