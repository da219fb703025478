using System.Security.Cryptography;
using System.Text;

namespace Sparkify.Ingestion.Intake;

/// <summary>
/// The name of a load, of its execution, of its folder in <c>_ingest/</c> and of its staging table. It derives from the file versions
/// alone, so a batch delivered again is the same load. The same content put again is not: the version between the two may have been read
/// for the first.
/// </summary>
/// <remarks>At most 80 characters of <c>[a-z0-9-]</c>, as an execution's name must be.</remarks>
public static class LoadId
{
    /// <param name="parts">What makes this load another than one of the same files: an attempt of an operator's, a half of a split.</param>
    public static string Of(Dataset dataset, IEnumerable<FileVersion> files, params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in files.Select(
            file => $"{Field(file.Bucket)}{Field(file.Key)}{Field(file.ETag)}{Field(file.VersionId)}{Field(file.Sequencer)}")
            .Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(line));
        }

        foreach (var part in parts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Field(part)));
        }

        return $"{dataset.Name.Replace('_', '-')}-{Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 12))}";
    }

    /// <summary>The load's own staging table, without its schema.</summary>
    public static string StagingTable(Dataset dataset, string loadId) =>
        $"{dataset.StagingShape}_{loadId[(loadId.LastIndexOf('-') + 1)..]}";

    /// <summary>Length first, so that no two lists of fields read alike.</summary>
    private static string Field(string? value) => value is null ? "-;" : $"{value.Length}:{value};";
}
