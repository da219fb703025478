using Amazon.Lambda.Core;
using Amazon.Lambda.SQSEvents;

namespace Sparkify.Functions.Intake;

/// <summary>The part of an answer that sends messages back to their queue.</summary>
internal static class UnreadableMessages
{
    /// <exception cref="FormatException">A straight event can't be read: there is no message to send back.</exception>
    public static SQSBatchResponse Of(IReadOnlyList<Arrival> arrivals, ILambdaContext context)
    {
        var response = new SQSBatchResponse { BatchItemFailures = [] };
        foreach (var arrival in arrivals.Where(arrival => arrival.Problem is not null))
        {
            if (arrival.MessageId is null)
            {
                throw new FormatException($"the event can't be read: {arrival.Problem}");
            }

            context.Events().MessageUnreadable(arrival.MessageId, arrival.Problem!);
            response.BatchItemFailures.Add(new SQSBatchResponse.BatchItemFailure { ItemIdentifier = arrival.MessageId });
        }

        return response;
    }
}
