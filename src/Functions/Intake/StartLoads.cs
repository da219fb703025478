using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.SQSEvents;
using Sparkify.Functions.Aws;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Metrics;
using Sparkify.Ingestion.Objects;
using Sparkify.Ingestion.Workflows;

namespace Sparkify.Functions.Intake;

/// <summary>
/// Arrival lists were written: plans the loads of all their files together, and starts one execution for each. Repeating it repeats
/// nothing.
/// </summary>
public sealed class StartLoads(FunctionPorts ports)
{
    public StartLoads() : this(AwsPorts.Shared) { }

    public Task<SQSBatchResponse> HandleAsync(JsonElement input, ILambdaContext context) =>
        Deadline.KeepAsync(ports.Time, context, cancellation => StartAsync(input, context, cancellation));

    private async Task<SQSBatchResponse> StartAsync(JsonElement input, ILambdaContext context, CancellationToken cancellationToken)
    {
        var arrivals = ArrivalReader.Read(input);
        var response = UnreadableMessages.Of(arrivals, context);
        var lists = arrivals
            .SelectMany(arrival => arrival.Files)
            .Select(file => (List: new ObjectLocation(file.Bucket, file.Key), Dataset: ArrivalList.DatasetOf(file.Key)))
            .Distinct();
        foreach (var dataset in lists.Where(list => list.Dataset is not null).GroupBy(list => list.Dataset!))
        {
            var files = new List<FileVersion>();
            foreach (var (list, _) in dataset)
            {
                files.AddRange(await ArrivalList.ReadAsync(ports.Objects, list, cancellationToken));
            }

            var started = new List<LoadPlan>();
            foreach (var plan in LoadPlan.For(dataset.Key, ports.Settings.BucketName, files))
            {
                if (await StartAsync(plan, context, cancellationToken) is StartOutcome.Started)
                {
                    started.Add(plan);
                }
            }

            Measure(dataset.Key, started);
        }

        return response;
    }

    /// <exception cref="IngestionException">
    /// The list could not be written or the execution not started: the batch comes again, and does no harm.
    /// </exception>
    private async Task<StartOutcome> StartAsync(LoadPlan plan, ILambdaContext context, CancellationToken cancellationToken)
    {
        ports.Traces.Annotate(plan.Load);
        await FileList.WriteAsync(ports.Objects, plan, cancellationToken);
        var input = JsonSerializer.Serialize(new IngestInput { Load = plan.Load }, FunctionsJson.Default.IngestInput);
        var outcome = await ports.Workflows.StartAsync(
            ports.Settings.IngestStateMachineArn, plan.Load.LoadId, input, plan.Load.TraceId, cancellationToken);
        context.Events().LoadStarted(plan.Load.LoadId, plan.Load.Files, plan.Load.Bytes, outcome, plan.Load.TraceId ?? "-");
        return outcome;
    }

    /// <summary>How long the oldest file of each load has waited. A load that was started before was measured then.</summary>
    private void Measure(Dataset dataset, IEnumerable<LoadPlan> started)
    {
        var now = ports.Time.GetUtcNow().ToUnixTimeMilliseconds();
        var waited = started.Select(plan => Math.Max(0, now - plan.Files.Min(file => file.Version.EventTime)) / 1000.0);
        if (Measurement.Spread(Metric.SecondsInQueue, waited) is { } seconds)
        {
            ports.Metrics.Emit(new Measurements { Dataset = dataset, Values = [seconds] });
        }
    }
}
