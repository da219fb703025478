using System.Text.Json;
using System.Text.Json.Serialization;
using Sparkify.LocalCloud.Home;

namespace Sparkify.LocalCloud.Keeping;

/// <summary><c>keeping.json</c>: what the home keeps, and when it was looked through last.</summary>
internal sealed record KeepingFile
{
    public int Days { get; init; } = KeepLimits.Usual.Days;
    public long Bytes { get; init; } = KeepLimits.Usual.Bytes;

    /// <summary>In the home's time; null: never.</summary>
    public DateTimeOffset? TrimmedAt { get; init; }

    /// <summary>Of all histories, as far as processes came to their end: one that was killed has not counted its own.</summary>
    public long HistoryBytes { get; init; }

    [JsonIgnore]
    public KeepLimits Limits => new(Days, Bytes);

    /// <summary>A file that can't be read is none: the limits are the usual ones, and everything is counted anew.</summary>
    public static KeepingFile Read(HomeFolder home)
    {
        try
        {
            return File.Exists(home.Keeping)
                ? JsonSerializer.Deserialize(File.ReadAllText(home.Keeping), KeepingJson.Default.KeepingFile) ?? new KeepingFile()
                : new KeepingFile();
        }
        catch (JsonException)
        {
            return new KeepingFile();
        }
    }

    /// <summary>By a rename: nobody reads half of it.</summary>
    public void Write(HomeFolder home)
    {
        File.WriteAllText(LineFile.Fresh(home.Keeping), JsonSerializer.Serialize(this, KeepingJson.Default.KeepingFile) + "\n");
        File.Move(LineFile.Fresh(home.Keeping), home.Keeping, overwrite: true);
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KeepingFile))]
internal sealed partial class KeepingJson : JsonSerializerContext;
