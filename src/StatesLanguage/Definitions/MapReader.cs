using StatesLanguage.Expressions;

namespace StatesLanguage.Definitions;

/// <summary>Reads a Map state, inline or distributed.</summary>
internal sealed class MapReader(GraphReader graphs, IReadOnlySet<string> variables)
{
    /// <summary>
    /// The quota of items of a Map Run: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html.
    /// </summary>
    public const long MostItems = 100_000_000;

    private static readonly string[] DistributedOnly =
    [
        "Label", "ItemReader", "ItemBatcher", "ResultWriter",
        "ToleratedFailureCount", "ToleratedFailureCountPath", "ToleratedFailurePercentage", "ToleratedFailurePercentagePath",
    ];

    public MapState Read(string name, Fields fields, StateReader reader)
    {
        fields.NotBoth("ItemProcessor", "Iterator");
        fields.NotBoth("ItemSelector", "Parameters");
        var processor = fields.Object("ItemProcessor") ?? fields.Object("Iterator");
        if (processor is null)
        {
            fields.Refuse("the field ItemProcessor is missing");
        }

        var isDistributed = processor is not null && IsDistributed(processor);
        _ = processor?.Text("Comment");

        // The executions of a distributed Map are others: they see no variable of this one.
        var graph = processor is null ? null : graphs.Read(processor, isDistributed ? new HashSet<string>() : variables);
        processor?.RefuseOthers("an item processor");
        if (!isDistributed)
        {
            foreach (var field in DistributedOnly.Where(fields.Has))
            {
                fields.Refuse(field, "only a Map in mode DISTRIBUTED has this field");
                _ = fields.Any(field);
            }
        }

        return new MapState
        {
            Name = name,
            Type = "Map",
            Next = StateReader.Next(fields),
            Processor = graph ?? new StateGraph("", []),
            Distributed = isDistributed ? Distributed(name, fields) : null,
            ItemsPath = fields.Parsed("ItemsPath", ExpressionParser.Path),
            ItemSelector = fields.Template("ItemSelector") ?? fields.Template("Parameters"),
            MaxConcurrency = fields.Setting("MaxConcurrency", 0, int.MaxValue),
            ResultSelector = fields.Template("ResultSelector"),
            ResultPath = fields.Target("ResultPath"),
            Retriers = StateReader.Retriers(fields),
            Catchers = reader.Catchers(fields),
        };
    }

    private static bool IsDistributed(Fields processor)
    {
        if (processor.Object("ProcessorConfig") is not { } config)
        {
            return false;
        }

        var isDistributed = config.OneOf("Mode", ["INLINE", "DISTRIBUTED"]) == "DISTRIBUTED";
        if (isDistributed && config.OneOf("ExecutionType", ["STANDARD", "EXPRESS"]) is null)
        {
            config.Refuse("the field ExecutionType is missing: a Map in mode DISTRIBUTED says STANDARD or EXPRESS");
        }

        config.RefuseOthers(isDistributed ? "the configuration of a distributed Map" : "the configuration of an inline Map");
        return isDistributed;
    }

    private static DistributedSettings Distributed(string name, Fields fields)
    {
        fields.NotBoth("ToleratedFailurePercentage", "ToleratedFailurePercentagePath");
        return new DistributedSettings
        {
            Label = fields.Text("Label") ?? name,
            Reader = fields.Object("ItemReader") is { } reader ? ItemReaderReader.Read(reader) : null,
            Batcher = fields.Object("ItemBatcher") is { } batcher ? Batcher(batcher) : null,
            ResultWriter = fields.Object("ResultWriter") is { } writer ? Writer(writer) : null,
            ToleratedFailureCount = fields.Setting("ToleratedFailureCount", 0, MostItems),
            ToleratedFailurePercentage = fields.Real("ToleratedFailurePercentage", 0, 100),
            ToleratedFailurePercentagePath = fields.Parsed("ToleratedFailurePercentagePath", ExpressionParser.Path),
        };
    }

    private static ItemBatcherSettings Batcher(Fields fields)
    {
        var batcher = new ItemBatcherSettings
        {
            MaxItemsPerBatch = fields.Setting("MaxItemsPerBatch", 1, MostItems),
            MaxInputBytesPerBatch = fields.Setting("MaxInputBytesPerBatch", 1, Json.JsonText.MostBytes),
            BatchInput = fields.Template("BatchInput"),
        };
        if (batcher.MaxItemsPerBatch is null && batcher.MaxInputBytesPerBatch is null)
        {
            fields.Refuse("MaxItemsPerBatch or MaxInputBytesPerBatch is needed");
        }

        fields.RefuseOthers("an item batcher");
        return batcher;
    }

    private static PayloadTemplate? Writer(Fields fields)
    {
        if (fields.Needed("Resource") is { Length: > 0 } resource && resource != "arn:aws:states:::s3:putObject")
        {
            fields.Refuse("Resource", $"'{resource}' is not known here (known: arn:aws:states:::s3:putObject)");
        }

        if (!fields.Has("Parameters"))
        {
            fields.Refuse("the field Parameters is missing: Bucket and Prefix");
        }

        var parameters = fields.Template("Parameters");
        fields.RefuseOthers("a result writer");
        return parameters;
    }
}
