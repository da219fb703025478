using System.Runtime.ExceptionServices;
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
        var lists = new ReadLists(ports.Objects);
        var good = new HashSet<ObjectLocation>();
        foreach (var arrival in arrivals)
        {
            var named = arrival.Files
                .Where(file => ArrivalList.DatasetOf(file.Key) is not null)
                .Select(file => new ObjectLocation(file.Bucket, file.Key))
                .ToList();
            if (await lists.ProblemAsync(named, cancellationToken) is not var (list, problem))
            {
                good.UnionWith(named);
                continue;
            }

            if (arrival.MessageId is null)
            {
                ExceptionDispatchInfo.Throw(problem);
            }

            context.Events().ListUnreadable(list.Url, arrival.MessageId, problem.GetType().Name, problem.Message);
            response.SendBack(arrival.MessageId);
        }

        foreach (var dataset in good.GroupBy(list => ArrivalList.DatasetOf(list.Key)!))
        {
            var files = dataset.SelectMany(lists.Files).ToList();
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

        UnreadableMessages.RequireIds(arrivals);
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

    /// <summary>Lists, each read once: whatever is wrong with one stays with the messages that name it.</summary>
    private sealed class ReadLists(IObjectStore objects)
    {
        private readonly Dictionary<ObjectLocation, (IReadOnlyList<FileVersion> Files, Exception? Problem)> _lists = [];

        public IReadOnlyList<FileVersion> Files(ObjectLocation list) => _lists[list].Files;

        /// <summary>The first of these lists that can't be read, and why; null: all can.</summary>
        public async Task<(ObjectLocation List, Exception Problem)?> ProblemAsync(
            IEnumerable<ObjectLocation> lists, CancellationToken cancellationToken)
        {
            foreach (var list in lists)
            {
                if (!_lists.TryGetValue(list, out var read))
                {
                    read = await ReadAsync(list, cancellationToken);
                    _lists.Add(list, read);
                }

                if (read.Problem is { } problem)
                {
                    return (list, problem);
                }
            }

            return null;
        }

        private async Task<(IReadOnlyList<FileVersion> Files, Exception? Problem)> ReadAsync(
            ObjectLocation list, CancellationToken cancellationToken)
        {
            try
            {
                return (await ArrivalList.ReadAsync(objects, list, cancellationToken), null);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                return ([], e);
            }
        }
    }
}
