using Sparkify.Ingestion;
using Sparkify.Ingestion.Staging;

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

    /// <summary>
    /// The manifest of a file that has loaded: a COPY of it goes first. If that fails, the file behind it is not at fault. Null: no such
    /// COPY.
    /// </summary>
    public string? ControlManifest { get; init; }

    /// <summary>So many statements come first that load the file of <see cref="ControlManifest"/>.</summary>
    public int ControlStatements => ControlManifest is null ? 0 : 3;

    /// <summary>Where in the batch the COPY and the results stand: sub-statements count from 1.</summary>
    public int CopyFiles => ControlStatements + 3;

    public int RowsLoaded => CopyFiles + 1;

    public int RowsStaged => CopyFiles + 2;

    /// <summary>What the load views say, inside the COPY's own transaction.</summary>
    public (int FilesRead, int LoadErrors, int History) Views => (CopyFiles + 3, CopyFiles + 4, CopyFiles + 5);

    /// <summary>Statements in the batch.</summary>
    public int Size => Views.History;

    /// <summary>Where the same stands in the batch that asks the views later.</summary>
    public static (int FilesRead, int LoadErrors, int History) LaterViews => (1, 2, 3);

    public IReadOnlyList<string> Statements()
    {
        var plan = MergePlan.Of(Dataset);
        var lacks = plan.Lacks.Select((lacked, i) => $"COUNT(CASE WHEN {lacked} THEN 1 END) AS {StagedLoad.LackColumn(i)}");
        return
        [
            .. ControlManifest is { } control ? Copy(control) : [],
            .. Copy(Manifest),
            SqlCatalog.Stage.RowsLoaded.Render(),
            SqlCatalog.Stage.RowsStaged.Render(
                SqlArgument.Identifier("staging", Staging),
                SqlArgument.Fragment("first_event", plan.FirstEvent),
                SqlArgument.Fragment("last_event", plan.LastEvent),
                SqlArgument.Fragment("unusable", string.Join(" OR ", plan.Lacks)),
                SqlArgument.Fragment("lacks", string.Join(", ", lacks))),
            .. ViewsOf("pg_last_copy_id()"),
        ];
    }

    /// <summary>The warehouse's clock and that of its API, or ours, may differ by so much.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);

    /// <summary>Asks why a COPY failed: the load views outlive its transaction.</summary>
    /// <param name="pid">Of the process that ran it.</param>
    /// <param name="submittedAt">Of its batch.</param>
    public static string WhyItFailed(long pid, DateTimeOffset submittedAt) => SqlCatalog.Stage.ExplainFailure.Render(
        SqlArgument.Number("pid", pid), SqlArgument.Timestamp("since", submittedAt - ClockSkew));

    /// <summary>Asks the load views again, in a batch of its own, when they may have caught up.</summary>
    /// <param name="copyId">By which they know the COPY.</param>
    public static IReadOnlyList<string> LaterStatements(long copyId) =>
        ViewsOf(copyId.ToString(System.Globalization.CultureInfo.InvariantCulture));

    internal static IReadOnlyList<string> ViewsOf(string copy)
    {
        var argument = SqlArgument.Fragment("copy", copy);
        return
        [
            SqlCatalog.Stage.FilesRead.Render(argument),
            SqlCatalog.Stage.LoadErrors.Render(argument),
            SqlCatalog.Stage.LoadHistory.Render(argument),
        ];
    }

    private IReadOnlyList<string> Copy(string manifest)
    {
        var staging = SqlArgument.Identifier("staging", Staging);
        return
        [
            SqlCatalog.Stage.DropStaging.Render(staging),
            SqlCatalog.Stage.CreateStaging.Render(staging, SqlArgument.Identifier("shape", Dataset.StagingShape)),
            SqlCatalog.Stage.CopyFiles.Render(
                staging,
                SqlArgument.Text("manifest", manifest),
                SqlArgument.Text("role", CopyRole),
                SqlArgument.Fragment("compression", IsGzip ? "GZIP" : "")),
        ];
    }
}
