using System.Text.RegularExpressions;
using Sparkify.Ingestion;
using Sparkify.Tests.Upgrades;
using Sparkify.Warehouse;

namespace Sparkify.Tests.Sql;

/// <summary>Every statement that can reach Redshift, in the batches that it comes in.</summary>
internal static partial class RenderedSql
{
    private const string Key = "log_data/2018-11-01-events.json";
    private const string Role = "arn:aws:iam::123456789012:role/sparkify-copy";

    public static IReadOnlyList<RenderedBatch> Batches { get; } =
    [
        .. SchemaChanges.After([]).Select(batch => new RenderedBatch(batch.Name, batch.Statements)),
        .. SchemaChanges.After(OldWarehouse.Applied)
            .Select(batch => new RenderedBatch($"{batch.Name}, an upgrade", batch.Statements)),
        new("schema list", [SchemaChanges.Find(), SchemaChanges.Applied([]), SchemaChanges.Applied(["digest"])]),
        new("relations", [SqlCatalog.Catalog.ListRelations.Render(), SqlCatalog.Catalog.ListColumns.Render()]),
        new("find user", [SqlCatalog.Access.FindUser.Render(SqlArgument.Text("user", "IAMR:sparkify-loads"))]),
        new("grant loader",
        [
            SqlCatalog.Access.CreateUser.Render(SqlArgument.QuotedName("user", "IAMR:sparkify-loads")),
            SqlCatalog.Access.GrantCreate.Render(
                SqlArgument.QuotedName("user", "IAMR:sparkify-loads"), SqlArgument.Identifier("database", "sparkify")),
        ]),
        .. from dataset in Dataset.All
           from gzip in Both
           select new RenderedBatch($"stage {dataset}{(gzip ? " gzip" : "")}", Stage(dataset, gzip)),
        .. from dataset in Dataset.All from rejects in Both from leftover in Both
           select new RenderedBatch(
               $"merge {dataset}{(rejects ? " with rejects" : "")}{(leftover ? " with leftover" : "")}", Merge(dataset, rejects, leftover)),
        new("the plays of a batch", [SqlCatalog.MergeLogData.BatchPlays.Render(SqlArgument.Identifier("staging", "staging_events_0123"))]),
        .. from leftover in Both select new RenderedBatch(
            $"quarantine{(leftover ? " with leftover" : "")}",
            Record(Dataset.LogData, rejects: false).QuarantineStatements(leftover ? ["staging_events_0123", "staging_events_4567"] : [])),
        new("explain later", StageBatch.LaterStatements(4_711)),
        new("explain", [StageBatch.WhyItFailed(1_073_922_143, DateTimeOffset.UnixEpoch)]),
        new("compare listing", Listing.Compare(3)),
        new("count loaded", Listing.Count(DateTimeOffset.UnixEpoch)),
        new("rebuild prepare", RebuildBatch.Prepare("rebuild-0123")),
        .. RebuildBatch.Tables.Select(table => new RenderedBatch($"rebuild compare {table}", [RebuildBatch.Compare(table)])),
        new("rebuild lacking", [RebuildBatch.Lacking(DateTimeOffset.UnixEpoch)]),
        .. new string?[] { null, "s3://sparkify-data/_ingest/rebuilds/x/gone.jsonl" }.Select(gone => new RenderedBatch(
            $"rebuild swap{(gone is null ? "" : " without what is gone")}",
            RebuildBatch.Swap("rebuild-0123", DateTimeOffset.UnixEpoch, gone, Role))),
        new("rebuild clean up", RebuildBatch.CleanUp()),
        new("ledger of a file", [
            LedgerQuestions.FileLines(Key),
            LedgerQuestions.LoadTimes(Key),
            LedgerQuestions.FileRejects(Key, 500),
            .. LedgerQuestions.NewestLines([(Key, "e1"), (Key, "e2")]),
        ]),
        new("ledger of loads", [
            .. LedgerQuestions.LoadLines(["log-data-0123", "log-data-4567"]),
            .. LedgerQuestions.LoadedAgain(["log-data-0123"]),
            .. LedgerQuestions.LoadsRecorded(["log-data-0123"]),
            .. LedgerQuestions.LoadRows(["log-data-0123"]),
            .. LedgerQuestions.LoadRejects(["log-data-0123"], 20),
            LedgerQuestions.NewestLoad(),
            LedgerQuestions.NewestLoads(10_000),
            LedgerQuestions.LossyLines(1_000),
            LedgerQuestions.CountTables(),
        ]),
        .. from status in new[] { null, "quarantined" }
           from part in new[] { null, "2018" }
           select new RenderedBatch(
               $"page of the ledger{(status is null ? "" : " by status")}{(part is null ? "" : " by part of the key")}",
               [LedgerQuestions.ListedLines(
                   Dataset.LogData, LedgerPlace.After(Key), new LedgerAmong { Status = status, Part = part }, 20_000)]),
        new("verify copy", ProbeBatch.Copy("s3://sparkify-data/_ingest/loads/verify-x/rows.manifest", Role, 1_000)),
        new("verify numbers", ProbeBatch.Numbers("1", "no number")),
        new("verify begin to count", ProbeBatch.CreateCounter("sparkify_verify_0123")),
        .. Both.Select(locks => new RenderedBatch(
            $"verify count{(locks ? " under a lock" : "")}", ProbeBatch.Count("sparkify_verify_0123", locks, 123, 10, 2))),
        new("verify counted", [.. ProbeBatch.ReadCounter("sparkify_verify_0123"), .. ProbeBatch.DropCounter("sparkify_verify_0123")]),
        new("verify merge", ProbeBatch.Merge()),
        new("verify levels", [SqlCatalog.Probe.IsolationLevel.Render()]),
        new("verify charges", [SqlCatalog.Probe.ServerlessUsage.Render(SqlArgument.Timestamp("since", DateTimeOffset.UnixEpoch))]),
        new("verify rows", [.. new VerifiedRows(123).Questions.Values]),
        new("verify take away", new VerifiedRows(123).TakeAway("_verify/0123/")),
        .. AnalystQuestions.All.Select(question => new RenderedBatch(question.File.Path, [question.File.Render()])),
    ];

    /// <summary>Each text once, by the first batch that it is in.</summary>
    public static IReadOnlyList<(string Batch, string Sql)> Statements { get; } =
        [.. Batches.SelectMany(batch => batch.Statements.Select(sql => (batch.Name, sql))).DistinctBy(statement => statement.sql)];

    private static bool[] Both => [false, true];

    private static ListingBatch Listing => new() { Files = "s3://sparkify-data/_ingest/backfills/x/listing/000001.jsonl", CopyRole = Role };

    /// <summary>Whether a statement is the file's text, whatever was put into its places.</summary>
    public static bool IsOf(SqlFile file, string sql)
    {
        var text = Comment().Replace(file.Text, "").Trim().TrimEnd(';');
        return Regex.IsMatch(sql, $"^{string.Join(".*", Place().Split(text).Select(Regex.Escape))}$", RegexOptions.Singleline);
    }

    private static IReadOnlyList<string> Stage(Dataset dataset, bool gzip) =>
        new StageBatch
        {
            Staging = $"{dataset.StagingShape}_0123",
            Dataset = dataset,
            Manifest = "s3://sparkify-data/_ingest/loads/x/manifest.json",
            CopyRole = Role,
            IsGzip = gzip
        }.Statements();

    private static IReadOnlyList<string> Merge(Dataset dataset, bool rejects, bool leftover) => new MergeBatch
    {
        Staging = $"{dataset.StagingShape}_0123",
        RowsStaged = 8_056,
        Leftovers = leftover ? [$"{dataset.StagingShape}_4567"] : [],
        Record = Record(dataset, rejects),
    }.Statements();

    private static RecordBatch Record(Dataset dataset, bool rejects) => new()
    {
        LoadId = "log-data-0123", Dataset = dataset, ExecutionId = "arn:aws:states:us-east-1:123456789012:execution:ingest:log-data-0123",
        Outcomes = "s3://sparkify-data/_ingest/loads/x/outcomes.jsonl",
        Rejects = rejects ? "s3://sparkify-data/_ingest/loads/x/rejects.jsonl" : null,
        TraceId = "1-5759e988-bd862e3fe1be46a994272793", StartedAt = DateTimeOffset.UnixEpoch, CopyAt = DateTimeOffset.UnixEpoch,
        CopyMs = 1_500,
        CopyRole = Role, Files = 30, RowsRead = 8_056, RowsStaged = 8_056, RowsRejected = 0,
    };

    [GeneratedRegex("--[^\n]*\n")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\{\{\w+\}\}|:[a-z][a-z0-9_]*")]
    private static partial Regex Place();
}

/// <summary>Statements that are submitted together: one transaction.</summary>
internal sealed record RenderedBatch(string Name, IReadOnlyList<string> Statements);
