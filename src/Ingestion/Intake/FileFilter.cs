namespace Sparkify.Ingestion.Intake;

/// <summary>Which objects are files of a dataset.</summary>
public static class FileFilter
{
    public const string PlainSuffix = ".json";
    public const string GzipSuffix = ".json.gz";

    /// <summary>
    /// True for keys below the dataset's prefix that end in .json or .json.gz. A folder marker ends in a slash, so it is none.
    /// </summary>
    public static bool Takes(Dataset dataset, string key) =>
        key.StartsWith(dataset.Prefix, StringComparison.Ordinal)
        && (key.EndsWith(PlainSuffix, StringComparison.Ordinal) || key.EndsWith(GzipSuffix, StringComparison.Ordinal));
}
