using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sparkify.Ingestion;

/// <summary>One of the two kinds of files: <c>log_data</c> (user activity) or <c>song_data</c> (song metadata).</summary>
[JsonConverter(typeof(DatasetConverter))]
public sealed class Dataset
{
    public const string PlainSuffix = ".json";
    public const string GzipSuffix = ".json.gz";

    public static readonly Dataset LogData = new("log_data", "staging_events", "songplays");
    public static readonly Dataset SongData = new("song_data", "staging_songs", "songs");

    private Dataset(string name, string stagingShape, string mainTable) =>
        (Name, StagingShape, MainTable) = (name, stagingShape, mainTable);

    public static IReadOnlyList<Dataset> All { get; } = [LogData, SongData];

    /// <summary>As in keys, inputs and the ledger.</summary>
    public string Name { get; }

    /// <summary>What a key of this dataset starts with; ends with a slash.</summary>
    public string Prefix => Name + "/";

    /// <summary>The table whose form a load's own staging table copies.</summary>
    public string StagingShape { get; }

    /// <summary>The star table that has a row for each of the dataset's own things.</summary>
    public string MainTable { get; }

    /// <summary>For whoever reads: <c>log_data or song_data</c>.</summary>
    public static string Names(string between) => string.Join(between, All.Select(dataset => dataset.Name));

    /// <summary>
    /// Whether an object is one of its files: the key is below the prefix and ends in .json or .json.gz. A folder marker ends in a slash,
    /// so it is none.
    /// </summary>
    public bool Takes(string key) =>
        key.StartsWith(Prefix, StringComparison.Ordinal)
        && (key.EndsWith(PlainSuffix, StringComparison.Ordinal) || key.EndsWith(GzipSuffix, StringComparison.Ordinal));

    /// <summary>Why an object is a file of no dataset, in words; null: it is one.</summary>
    public static string? WhyNone(string key)
    {
        if (All.Any(dataset => dataset.Takes(key)))
        {
            return null;
        }

        var place = string.Join(" or ", All.Select(dataset => dataset.Prefix));
        return key.EndsWith('/') ? "it marks a folder, and is no file"
            : All.Any(dataset => key.StartsWith(dataset.Prefix, StringComparison.Ordinal))
            ? $"only {PlainSuffix} and {GzipSuffix} are loaded"
            : key.EndsWith(PlainSuffix, StringComparison.Ordinal) || key.EndsWith(GzipSuffix, StringComparison.Ordinal)
            ? $"only what lies below {place} is loaded"
            : $"only {PlainSuffix} and {GzipSuffix} below {place} are loaded";
    }

    /// <summary>What the key of such an object would have to be, in words; null: it is a file of a dataset, or marks a folder.</summary>
    public static string? KeyToTake(string key)
    {
        var isInPlace = All.Any(dataset => key.StartsWith(dataset.Prefix, StringComparison.Ordinal));
        var hasSuffix = key.EndsWith(PlainSuffix, StringComparison.Ordinal) || key.EndsWith(GzipSuffix, StringComparison.Ordinal);
        return key.EndsWith('/') || (isInPlace && hasSuffix) ? null : "a key that " + string.Join(" and ", (string[])
        [
            .. isInPlace ? (string[])[] : [$"starts with {string.Join(" or ", All.Select(dataset => dataset.Prefix))}"],
            .. hasSuffix ? (string[])[] : [$"ends in {PlainSuffix} or {GzipSuffix}"],
        ]);
    }

    /// <exception cref="FormatException">There is no such dataset.</exception>
    public static Dataset Parse(string? name) =>
        All.FirstOrDefault(dataset => dataset.Name == name)
        ?? throw new FormatException($"'{name}' is no dataset: say {Names(" or ")}");

    public override string ToString() => Name;
}

public sealed class DatasetConverter : JsonConverter<Dataset>
{
    public override Dataset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return Dataset.Parse(reader.GetString());
        }
        catch (FormatException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    public override void Write(Utf8JsonWriter writer, Dataset value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name);
}
