using StatesLanguage.Expressions;

namespace StatesLanguage.Definitions;

/// <summary>Reads the ItemReader of a distributed Map.</summary>
internal static class ItemReaderReader
{
    private const string ListObjects = "arn:aws:states:::s3:listObjectsV2";
    private const string GetObject = "arn:aws:states:::s3:getObject";

    private static readonly Dictionary<string, char> Delimiters = new()
    {
        ["COMMA"] = ',',
        ["PIPE"] = '|',
        ["SEMICOLON"] = ';',
        ["SPACE"] = ' ',
        ["TAB"] = '\t',
    };

    public static ItemReaderSettings Read(Fields fields)
    {
        _ = fields.Needed("Resource");
        var resource = fields.OneOf("Resource", [ListObjects, GetObject]);
        if (!fields.Has("Parameters"))
        {
            fields.Refuse("the field Parameters is missing: Bucket and Prefix or Key");
        }

        var config = fields.Object("ReaderConfig");
        var type = resource == GetObject ? InputType(fields, config) : null;
        var settings = new ItemReaderSettings
        {
            Source = type switch
            {
                "CSV" => ReaderSource.Csv,
                "JSON" => ReaderSource.Json,
                "JSONL" => ReaderSource.JsonLines,
                _ => ReaderSource.ListObjects,
            },
            Parameters = fields.Template("Parameters") ?? PayloadTemplate.Parse(Json.JsonText.EmptyObject, fields.Path, fields.Refuse),
            MaxItems = config?.Setting("MaxItems", 0, MapReader.MostItems),
        };
        if (config is not null && type == "CSV")
        {
            settings = settings with { CsvHeaders = Headers(config), CsvDelimiter = Delimiter(config) };
        }

        config?.RefuseOthers("the configuration of this item reader");
        fields.RefuseOthers("an item reader");
        return settings;
    }

    private static string? InputType(Fields fields, Fields? config)
    {
        if (config is null || !config.Has("InputType"))
        {
            fields.Refuse("ReaderConfig with InputType is needed to read an object");
            return null;
        }

        return config.OneOf("InputType", ["CSV", "JSON", "JSONL"]);
    }

    private static IReadOnlyList<string>? Headers(Fields config)
    {
        var isGiven = config.OneOf("CSVHeaderLocation", ["FIRST_ROW", "GIVEN"]) == "GIVEN";
        if (!config.Has("CSVHeaderLocation"))
        {
            config.Refuse("the field CSVHeaderLocation is missing: FIRST_ROW or GIVEN");
        }

        if (isGiven != config.Has("CSVHeaders"))
        {
            config.Refuse("CSVHeaders goes with CSVHeaderLocation GIVEN, and only with it");
        }

        var headers = config.Texts("CSVHeaders");
        return isGiven ? headers : null;
    }

    private static char Delimiter(Fields config) =>
        config.OneOf("CSVDelimiter", [.. Delimiters.Keys]) is { } name ? Delimiters.GetValueOrDefault(name, ',') : ',';
}
