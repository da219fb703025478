using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.SQSEvents;
using Sparkify.Functions.Aws;
using Sparkify.Ingestion;

namespace Sparkify.Functions.Intake;

/// <summary>Files of <c>log_data</c> arrived: lists them for a load.</summary>
public sealed class LogDataArrived(FunctionPorts ports)
{
    public LogDataArrived() : this(AwsPorts.Shared) { }

    public Task<SQSBatchResponse> HandleAsync(JsonElement input, ILambdaContext context) =>
        Deadline.KeepAsync(
            ports.Time, context, cancellation => new ArrivalRecorder(ports, Dataset.LogData).RecordAsync(input, context, cancellation));
}
