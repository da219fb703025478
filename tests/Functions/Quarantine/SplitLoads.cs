using Sparkify.Functions.Quarantine;
using Sparkify.Functions.Staging;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Quarantine;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Functions.Tests.Quarantine;

/// <summary>
/// Runs a load as the state machine would: stages it, takes it apart where that fails, and runs the parts. A file is its number; what a
/// COPY of it says is for the test to choose.
/// </summary>
/// <param name="fails">The words with which a COPY of a file fails, by the file and by how many COPYs there were; null: it loads.</param>
internal sealed class SplitLoads(int files, Func<int, int, string?> fails, int seed)
{
    private readonly Surroundings around = new();

    public SplitLoads(int files, Func<int, string?> fails, int seed) : this(files, (file, _) => fails(file), seed) { }

    public int Copies { get; private set; }
    public List<int> Loaded { get; } = [];
    public List<int> Quarantined { get; } = [];
    public List<string> Failures { get; } = [];

    public void Run()
    {
        var versions = Enumerable.Range(0, files).Select(n => new ListedFile { Version = Inputs.Version(n) }).ToArray();
        new Random(seed).Shuffle(versions);
        RunAsync(LoadPlan.Of(Inputs.Load.Dataset, Inputs.Bucket, versions, 0)).GetAwaiter().GetResult();
    }

    private async Task<string> RunAsync(LoadPlan plan)
    {
        await FileList.WriteAsync(around.Objects, plan, CancellationToken.None);
        return await RunAsync(plan.Load);
    }

    private async Task<string> RunAsync(Load load)
    {
        var numbers = (await FileList.ReadAsync(around.Objects, load, CancellationToken.None))
            .Select(file => int.Parse(
                Path.GetFileNameWithoutExtension(file.Version.Key), System.Globalization.CultureInfo.InvariantCulture))
            .ToList();
        if (load.Quarantine)
        {
            Quarantined.AddRange(numbers);
            return SplitOutcome.Quarantined;
        }

        var staging = await StageAsync(load, numbers);
        if (staging.Outcome is StatementOutcome.Finished)
        {
            Loaded.AddRange(numbers);
            return SplitOutcome.Loaded;
        }

        return staging.Outcome is StatementOutcome.Poison ? await SplitAsync(load, staging) : Failed(staging.Error!);
    }

    /// <summary>Attempt by attempt, as StageFiles submits them and StatementCheck judges them.</summary>
    private async Task<StatementTicket> StageAsync(Load load, IReadOnlyList<int> numbers)
    {
        StatementTicket? ticket = null;
        do
        {
            var submitted = await new StageFiles(around.Ports).HandleAsync(
                new StageFilesInput { Load = load, ExecutionId = ExecutionId(load), Staging = ticket }, around.Context);
            ticket = StatementCheck.Next(submitted, await CopyAsync(load, submitted, numbers));
        }
        while (ticket.Outcome is StatementOutcome.Retry);

        return ticket;
    }

    private async Task<StatementReport> CopyAsync(Load load, StatementTicket ticket, IReadOnlyList<int> numbers)
    {
        if (ticket.ControlStatements > 0)
        {
            var control = await FileList.ReadAsync(around.Objects, load with { LoadId = load.Control! }, CancellationToken.None);
            var number = int.Parse(
                Path.GetFileNameWithoutExtension(Assert.Single(control).Version.Key), System.Globalization.CultureInfo.InvariantCulture);
            if (fails(number, Copies++) is { } words)
            {
                return Report(words, ticket.ControlStatements);
            }
        }

        var copy = Copies++;
        var error = numbers.Select(number => fails(number, copy)).FirstOrDefault(words => words is not null);
        return Report(error, ticket.ControlStatements + 3);
    }

    private static StatementReport Report(string? error, int failed) =>
        Inputs.Report(error is null ? StatementStatus.Finished : StatementStatus.Failed, error: error) with
        {
            SubStatements =
            [
                .. Enumerable.Range(1, 11).Select(n => new SubStatementReport(
                    $"s:{n}",
                    error is null || n < failed ? StatementStatus.Finished : n == failed ? StatementStatus.Failed : StatementStatus.Aborted,
                    n == failed ? error : null,
                    -1,
                    TimeSpan.Zero,
                    HasResultSet: false)),
            ],
        };

    private async Task<string> SplitAsync(Load load, StatementTicket staging)
    {
        SplitOrQuarantineOutput? split = null;
        List<PartOutcome>? parts = null;
        do
        {
            try
            {
                split = await new SplitOrQuarantine(around.Ports).HandleAsync(
                    new SplitOrQuarantineInput
                    {
                        Load = load, ExecutionId = ExecutionId(load), Staging = staging, Split = split, Parts = parts
                    },
                    around.Context);
            }
            catch (StackAtFaultException failure)
            {
                return Failed(failure.Message);
            }

            parts = [];
            foreach (var part in split.Parts)
            {
                parts.Add(new PartOutcome { LoadId = part.Name, Outcome = await RunAsync(part.Input.Load) });
            }
        }
        while (split.Outcome == SplitOutcome.Trial);

        return split.Outcome;
    }

    private string Failed(string words)
    {
        Failures.Add(words);
        return SplitOutcome.Failed;
    }

    private string ExecutionId(Load load) => $"execution:{seed}:{load.LoadId}";
}
