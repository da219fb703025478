using System.Text.Json.Serialization;
using Sparkify.Ingestion.Objects;

namespace Sparkify.Ingestion.Intake;

/// <summary>A load's files in <c>_ingest/</c>: the COPY manifest, and the file list, one file a line.</summary>
public static class FileList
{
    /// <summary>Writes both. Writing them again writes the same bytes.</summary>
    public static async Task WriteAsync(IObjectStore objects, LoadPlan plan, CancellationToken cancellationToken)
    {
        await objects.PutAsync(
            plan.Load.FileList, JsonLines.Write(plan.Files, IngestionJson.Default.ListedFile), JsonLines.ContentType, cancellationToken);
        if (!plan.Load.Quarantine)
        {
            await objects.PutAsync(plan.Load.Manifest, CopyManifest.Write(plan.Files), "application/json", cancellationToken);
        }
    }

    /// <exception cref="Failures.ObjectMissingException">The load has no list: it was never planned, or its folder was removed.</exception>
    public static async Task<IReadOnlyList<ListedFile>> ReadAsync(IObjectStore objects, Load load, CancellationToken cancellationToken) =>
        JsonLines.Read(await objects.GetAsync(load.FileList, cancellationToken), IngestionJson.Default.ListedFile);
}

/// <summary>A line of a load's file list.</summary>
public sealed record ListedFile
{
    [JsonPropertyName("version")]
    public required FileVersion Version { get; init; }

    /// <summary>Why the file is not to be loaded; null for a file to load.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; init; }

    /// <summary>
    /// True for a version that was overwritten before it was read. The ledger says so; that the version after it can't be loaded is no
    /// fault of this one.
    /// </summary>
    [JsonPropertyName("superseded")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Superseded { get; init; }
}
