using System.Text.Json;
using Amazon.Lambda.Core;

namespace Sparkify.Functions.Schema;

/// <summary>
/// Does what a stack's change asks for, and answers in every case: a stack that gets no answer waits for it until its time-out.
/// </summary>
internal sealed class StackAnswering(HttpClient http, TimeProvider time)
{
    /// <summary>An answer takes 4,096 bytes in all.</summary>
    private const int LongestReason = 1_000;

    /// <param name="work">Not called for a Delete: what is in the warehouse stays.</param>
    public async Task<StackChangeAnswer> AnswerAsync(StackChange change, ILambdaContext context, Func<CancellationToken, Task> work)
    {
        var answer = await AttemptAsync(change, context, work);
        // without a type, as the address is signed
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(answer, FunctionsJson.Default.StackChangeAnswer));
        using var response = await http.PutAsync(new Uri(change.ResponseUrl), content);
        response.EnsureSuccessStatusCode(); // Lambda calls the function again
        return answer;
    }

    private async Task<StackChangeAnswer> AttemptAsync(StackChange change, ILambdaContext context, Func<CancellationToken, Task> work)
    {
        try
        {
            if (!change.IsDelete)
            {
                await Deadline.KeepAsync(time, context, async cancellation =>
                {
                    await work(cancellation);
                    return true;
                });
            }

            return Answer(change, StackChangeAnswer.Success, null);
        }
        catch (Exception e) // whatever it is, the stack must hear of it
        {
            context.Events().StackChangeFailed(e, change.RequestType, change.LogicalResourceId);
            var reason = $"{e.GetType().Name}: {e.Message}";
            return Answer(change, StackChangeAnswer.Failed, reason.Length <= LongestReason ? reason : reason[..LongestReason]);
        }
    }

    private static StackChangeAnswer Answer(StackChange change, string status, string? reason) => new()
    {
        Status = status,
        Reason = reason,
        PhysicalResourceId = change.PhysicalResourceId is { } id && change.IsDelete
            ? id
            : $"{change.LogicalResourceId}/{change.ResourceProperties.Workgroup}/{change.ResourceProperties.Database}",
        StackId = change.StackId,
        RequestId = change.RequestId,
        LogicalResourceId = change.LogicalResourceId,
    };
}
