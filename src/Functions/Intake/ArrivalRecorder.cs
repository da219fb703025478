using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.SQSEvents;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Metrics;

namespace Sparkify.Functions.Intake;

/// <summary>Turns a batch of notices into an arrival list. Repeating it writes the same list.</summary>
internal sealed class ArrivalRecorder(FunctionPorts ports, Dataset dataset)
{
    /// <summary>What the function is called with: messages, a straight event, or a schedule's call to fetch what has gathered.</summary>
    public Task<SQSBatchResponse> RecordAsync(JsonElement input, ILambdaContext context, CancellationToken cancellationToken) =>
        ArrivalReader.IsSchedule(input)
            ? new GatheredNotices(ports, this).ListAsync(context, cancellationToken)
            : RecordAsync(ArrivalReader.Read(input), context, cancellationToken);

    /// <summary>Messages that can't be read are reported one by one: only they come again, and end in the dead-letter queue.</summary>
    public async Task<SQSBatchResponse> RecordAsync(
        IReadOnlyList<Arrival> arrivals, ILambdaContext context, CancellationToken cancellationToken)
    {
        var unreadable = UnreadableMessages.Of(arrivals, context);

        var files = arrivals.SelectMany(arrival => arrival.Files).ToList();
        var taken = files.Where(file => dataset.Takes(file.Key)).ToList();
        if (taken.Count > 0)
        {
            var (list, traceId) = await ArrivalList.WriteAsync(ports.Objects, dataset, ports.Settings.BucketName, taken, cancellationToken);
            ports.Traces.Annotate(dataset, traceId);
            ports.Metrics.Emit(new Measurements
            {
                Dataset = dataset, TraceId = traceId, Values = [Measurement.Of(Metric.FilesArrived, taken.Distinct().Count())]
            });
            context.Events().FilesListed(taken.Count, files.Count, arrivals.Count, list.Url, traceId);
        }
        else
        {
            context.Events().NoFileListed(files.Count, arrivals.Count, dataset.Name);
        }

        UnreadableMessages.RequireIds(arrivals);
        return unreadable;
    }
}
