namespace Sparkify.Ingestion.Metrics;

/// <summary>
/// A metric that this code emits, in namespace <see cref="Namespace"/> with the dimensions <see cref="Stack"/> and <see cref="Dimension"/>.
/// docs/metrics.md lists the same.
/// </summary>
/// <remarks>
/// CloudWatch counts a metric for each value of its dimensions: two datasets, so a stack has twice as many as stand here. A load's id or a
/// file's key would make a metric of each load. Without the stack, a test stack would ring the alarms of another in its account and Region.
/// </remarks>
public sealed record Metric
{
    public const string Namespace = "Sparkify";
    public const string Stack = "Stack";
    public const string Dimension = "Dataset";

    public static readonly Metric FilesArrived = new(nameof(FilesArrived), MetricUnit.Count);
    public static readonly Metric SecondsInQueue = new(nameof(SecondsInQueue), MetricUnit.Seconds);
    public static readonly Metric FilesLoaded = new(nameof(FilesLoaded), MetricUnit.Count);
    public static readonly Metric FilesQuarantined = new(nameof(FilesQuarantined), MetricUnit.Count);
    public static readonly Metric RowsStaged = new(nameof(RowsStaged), MetricUnit.Count);
    public static readonly Metric RowsRejected = new(nameof(RowsRejected), MetricUnit.Count);
    public static readonly Metric RowsUnusable = new(nameof(RowsUnusable), MetricUnit.Count);
    public static readonly Metric LoadsRefused = new(nameof(LoadsRefused), MetricUnit.Count);
    public static readonly Metric RowsMerged = new(nameof(RowsMerged), MetricUnit.Count);
    public static readonly Metric DuplicatesAbsorbed = new(nameof(DuplicatesAbsorbed), MetricUnit.Count);
    public static readonly Metric TracksResolved = new(nameof(TracksResolved), MetricUnit.Count);
    public static readonly Metric SecondsToQueryable = new(nameof(SecondsToQueryable), MetricUnit.Seconds);
    public static readonly Metric SecondsFromEventToQueryable = new(nameof(SecondsFromEventToQueryable), MetricUnit.Seconds);
    public static readonly Metric FilesOnTime = new(nameof(FilesOnTime), MetricUnit.Count);
    public static readonly Metric FilesLate = new(nameof(FilesLate), MetricUnit.Count);
    public static readonly Metric SecondsInCopy = new(nameof(SecondsInCopy), MetricUnit.Seconds);
    public static readonly Metric SecondsForLock = new(nameof(SecondsForLock), MetricUnit.Seconds);
    public static readonly Metric SecondsInMerge = new(nameof(SecondsInMerge), MetricUnit.Seconds);
    public static readonly Metric Statements = new(nameof(Statements), MetricUnit.Count);
    public static readonly Metric StateTransitions = new(nameof(StateTransitions), MetricUnit.Count);

    private Metric(string name, MetricUnit unit) => (Name, Unit) = (name, unit);

    /// <summary>In the order of a file's way.</summary>
    public static IReadOnlyList<Metric> All { get; } =
    [
        FilesArrived, SecondsInQueue, FilesLoaded, FilesQuarantined, RowsStaged, RowsRejected, RowsUnusable, LoadsRefused, RowsMerged,
        DuplicatesAbsorbed, TracksResolved, SecondsToQueryable, SecondsFromEventToQueryable, FilesOnTime, FilesLate, SecondsInCopy,
        SecondsForLock, SecondsInMerge, Statements, StateTransitions,
    ];

    public string Name { get; }
    public MetricUnit Unit { get; }
}

/// <summary>Units by CloudWatch's names: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html.</summary>
public enum MetricUnit
{
    None,
    Count,
    Seconds,
    Milliseconds,
}
