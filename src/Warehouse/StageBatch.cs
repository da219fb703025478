using Sparkify.Ingestion;

namespace Sparkify.Warehouse;

/// <summary>The statements of StageFiles: the load's own staging table, the COPY into it, and what the COPY says of itself.</summary>
public sealed record StageBatch
{
    /// <summary>The load's own table.</summary>
    public required string Staging { get; init; }

    public required Dataset Dataset { get; init; }

    /// <summary><c>s3://bucket/key</c> of the COPY manifest.</summary>
    public required string Manifest { get; init; }

    /// <summary>ARN of the role that reads the files for Redshift.</summary>
    public required string CopyRole { get; init; }

    /// <summary>One manifest holds one compression.</summary>
    public required bool IsGzip { get; init; }

    /// <summary>Where in the batch the COPY and the results stand: sub-statements count from 1.</summary>
    public const int CopyFiles = 3, RowsLoaded = 4, RowsStaged = 5, FilesRead = 6, LoadErrors = 7;

    /// <summary>Statements in the batch.</summary>
    public const int Size = LoadErrors;

    public IReadOnlyList<string> Statements()
    {
        var staging = SqlArgument.Identifier("staging", Staging);
        var name = SqlArgument.Text("staging_name", Staging);
        var plan = MergePlan.Of(Dataset);
        return
        [
            SqlCatalog.Stage.DropStaging.Render(staging),
            SqlCatalog.Stage.CreateStaging.Render(staging, SqlArgument.Identifier("shape", Dataset.StagingShape)),
            SqlCatalog.Stage.CopyFiles.Render(
                staging,
                SqlArgument.Text("manifest", Manifest),
                SqlArgument.Text("role", CopyRole),
                SqlArgument.Fragment("compression", IsGzip ? "GZIP" : "")),
            SqlCatalog.Stage.RowsLoaded.Render(),
            SqlCatalog.Stage.RowsStaged.Render(
                staging,
                SqlArgument.Fragment("first_event", plan.FirstEvent),
                SqlArgument.Fragment("last_event", plan.LastEvent)),
            SqlCatalog.Stage.FilesRead.Render(name),
            SqlCatalog.Stage.LoadErrors.Render(name),
        ];
    }
}
