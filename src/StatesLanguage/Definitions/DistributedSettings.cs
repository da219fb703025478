using StatesLanguage.Expressions;

namespace StatesLanguage.Definitions;

/// <summary>What only a distributed Map has.</summary>
internal sealed record DistributedSettings
{
    /// <summary>Stands for the Map in the ARNs of its runs and of their executions.</summary>
    public required string Label { get; init; }

    public ItemReaderSettings? Reader { get; init; }
    public ItemBatcherSettings? Batcher { get; init; }

    /// <summary>Bucket and Prefix of the exported results; null where the results are the state's result.</summary>
    public PayloadTemplate? ResultWriter { get; init; }

    public WholeSetting? ToleratedFailureCount { get; init; }
    public PathExpression? ToleratedFailurePercentagePath { get; init; }
    public double? ToleratedFailurePercentage { get; init; }
}

internal enum ReaderSource
{
    ListObjects,
    Csv,
    Json,
    JsonLines,
}

internal sealed record ItemReaderSettings
{
    public required ReaderSource Source { get; init; }
    public required PayloadTemplate Parameters { get; init; }
    public WholeSetting? MaxItems { get; init; }

    /// <summary>Null: the first row of the file holds them.</summary>
    public IReadOnlyList<string>? CsvHeaders { get; init; }

    public char CsvDelimiter { get; init; } = ',';
}

internal sealed record ItemBatcherSettings
{
    public WholeSetting? MaxItemsPerBatch { get; init; }
    public WholeSetting? MaxInputBytesPerBatch { get; init; }
    public PayloadTemplate? BatchInput { get; init; }
}
