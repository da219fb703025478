using System.Text.Json.Nodes;

namespace Sparkify.LocalCloud.Export;

/// <summary>What an export has left in a folder.</summary>
/// <param name="At">When its snapshot was taken, UTC.</param>
/// <param name="Format">Of all files.</param>
/// <param name="Files">In the order of the tables.</param>
public sealed record FolderExport(DateTimeOffset At, FileFormat Format, IReadOnlyList<WrittenFile> Files)
{
    /// <summary>The file that lies beside the tables, and says what they are.</summary>
    public const string MarkFile = "sparkify-export.json";

    /// <summary>The content of that file.</summary>
    /// <param name="isComplete">False: the tables are just being replaced, and may be of two exports.</param>
    public JsonObject ToJson(bool isComplete = true) => new()
    {
        ["exportedAt"] = At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
        ["format"] = Format is FileFormat.Parquet ? "parquet" : "csv",
        ["complete"] = isComplete,
        ["tables"] = new JsonArray([.. Files.Select(file => new JsonObject
        {
            ["table"] = file.Table, ["file"] = file.Name, ["rows"] = file.Rows, ["bytes"] = file.Bytes,
        })]),
    };
}

/// <summary>What the files of an export are.</summary>
public enum FileFormat
{
    Parquet,
    Csv,
}

/// <summary>A table as a file.</summary>
/// <param name="Table">As a query has it.</param>
/// <param name="Name">Of the file, within its folder.</param>
/// <param name="Rows">In it.</param>
/// <param name="Bytes">Of it.</param>
public sealed record WrittenFile(string Table, string Name, long Rows, long Bytes);
