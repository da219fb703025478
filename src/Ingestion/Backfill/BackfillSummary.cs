using System.Text.Json.Serialization;

namespace Sparkify.Ingestion.Backfill;

/// <summary>What came of a backfill: its execution's output, and <c>summary.json</c> in its folder.</summary>
public sealed record BackfillSummary
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("dataset")]
    public required Dataset Dataset { get; init; }

    [JsonPropertyName("prefix")]
    public required string Prefix { get; init; }

    [JsonPropertyName("dryRun")]
    public required bool DryRun { get; init; }

    [JsonPropertyName("force")]
    public required bool Force { get; init; }

    [JsonPropertyName("files")]
    public required BackfillFiles Files { get; init; }

    [JsonPropertyName("rows")]
    public required BackfillRows Rows { get; init; }

    /// <summary>Executions of the ingest state machine that were planned.</summary>
    [JsonPropertyName("loads")]
    public required int Loads { get; init; }

    [JsonPropertyName("seconds")]
    public required double Seconds { get; init; }

    /// <summary>Where the objects are that name the missing files, one a line.</summary>
    [JsonPropertyName("missingFiles")]
    public required string MissingFiles { get; init; }

    /// <summary>Where the objects are that name those passed by, one a line; null: there are none.</summary>
    [JsonPropertyName("passedByFiles")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PassedByFiles { get; init; }

    /// <param name="counts">The row of <c>count_loaded.sql</c>, by its columns; null where nothing was loaded.</param>
    public static BackfillSummary Of(BackfillRun run, BackfillProgress progress, LoadedCounts? counts, DateTimeOffset endedAt) => new()
    {
        Id = run.Id,
        Dataset = run.Dataset,
        Prefix = run.Prefix,
        DryRun = run.DryRun,
        Force = run.Force,
        Files = new BackfillFiles
        {
            Found = progress.Found,
            PassedBy = progress.PassedBy,
            AlreadyThere = progress.AlreadyThere,
            AlreadyQuarantined = progress.AlreadyQuarantined,
            Missing = progress.Missing,
            NeverSeen = progress.NeverSeen,
            Overwritten = progress.Overwritten,
            MissingBytes = progress.MissingBytes,
            Loaded = counts?.Loaded ?? 0,
            Quarantined = counts?.Quarantined ?? 0,
            Superseded = counts?.Superseded ?? 0,
            NotLoaded = run.DryRun
                ? progress.Missing
                : progress.Missing - (counts?.Loaded ?? 0) - (counts?.Quarantined ?? 0) - (counts?.Superseded ?? 0),
        },
        Rows = new BackfillRows
        {
            Staged = counts?.RowsStaged ?? 0, Rejected = counts?.RowsRejected ?? 0, Unusable = counts?.RowsUnusable ?? 0
        },
        Loads = progress.Loads,
        Seconds = Math.Round((endedAt - DateTimeOffset.FromUnixTimeMilliseconds(run.StartedAt)).TotalSeconds, 2),
        MissingFiles = run.AllMissing.Url,
        PassedByFiles = progress.PassedBy == 0 ? null : run.AllPassedBy.Url,
    };
}

/// <summary>
/// found = alreadyThere + missing; missing = loaded + quarantined + superseded + notLoaded. Those passed by are in none of these.
/// </summary>
public sealed record BackfillFiles
{
    [JsonPropertyName("found")]
    public required long Found { get; init; }

    /// <summary>Their keys are none that COPY and the ledger can hold.</summary>
    [JsonPropertyName("passedBy")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long PassedBy { get; init; }

    [JsonPropertyName("alreadyThere")]
    public required long AlreadyThere { get; init; }

    /// <summary>Of those already there: quarantined. They are not in the schema, and the ledger says why.</summary>
    [JsonPropertyName("alreadyQuarantined")]
    public required long AlreadyQuarantined { get; init; }

    [JsonPropertyName("missing")]
    public required long Missing { get; init; }

    [JsonPropertyName("neverSeen")]
    public required long NeverSeen { get; init; }

    [JsonPropertyName("overwritten")]
    public required long Overwritten { get; init; }

    [JsonPropertyName("missingBytes")]
    public required long MissingBytes { get; init; }

    [JsonPropertyName("loaded")]
    public required long Loaded { get; init; }

    [JsonPropertyName("quarantined")]
    public required long Quarantined { get; init; }

    /// <summary>Overwritten before they were read: the new version has its own notice.</summary>
    [JsonPropertyName("superseded")]
    public required long Superseded { get; init; }

    /// <summary>0 after a good end, and what would be loaded after a dry run.</summary>
    [JsonPropertyName("notLoaded")]
    public required long NotLoaded { get; init; }
}

public sealed record BackfillRows
{
    [JsonPropertyName("staged")]
    public required long Staged { get; init; }

    [JsonPropertyName("rejected")]
    public required long Rejected { get; init; }

    /// <summary>Of the staged ones: those that no table can use.</summary>
    [JsonPropertyName("unusable")]
    public required long Unusable { get; init; }
}

/// <summary>What the ledger says became of a plan's files.</summary>
public sealed record LoadedCounts(long Loaded, long Quarantined, long Superseded, long RowsStaged, long RowsRejected, long RowsUnusable);
