using System.Globalization;
using System.Text;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Objects;
using Sparkify.Ingestion.Staging;
using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.Operations.Verifying;

/// <summary>What COPY does, and what the load views and its words say of it.</summary>
/// <param name="stack">Whose warehouse and bucket.</param>
/// <param name="probe">The warehouse.</param>
/// <param name="copyRole">ARN of the role that Redshift reads files with.</param>
/// <param name="run">The run's id: part of the keys.</param>
/// <param name="outside">What keys begin with that the role may not read.</param>
internal sealed class CopyProbes(IVerifiedStack stack, WarehouseProbe probe, string copyRole, string run, string outside)
{
    private const int AnyErrors = 1_000;

    /// <summary>The load views are asked as often as a load asks them.</summary>
    private const int MostLooks = StatementCheck.MostAttempts;

    /// <summary>CopyRole may read here, and nothing loads what is put here.</summary>
    private readonly string _folder = $"_ingest/loads/verify-{run}/";

    /// <summary>Keys of what was put.</summary>
    public List<string> Put { get; } = [];

    public async Task<IReadOnlyList<Finding>> ViewsAsync(CancellationToken cancellationToken)
    {
        var file = await PutAsync("rows.json", """{"n":1,"words":"one"} {"n":2,"words":"two"} {"n":"three"}""", cancellationToken);
        var report = await probe.FinishAsync("views", await CopyAsync("rows", [file], AnyErrors, cancellationToken), cancellationToken);
        var copied = (await probe.ReadAsync(report, ProbeBatch.RowsLoaded, cancellationToken))[0];
        var staged = new StagedLoad
        {
            RowsLoaded = copied.Number("rows_loaded"), CopyId = copied.Number("copy_id"), RowsStaged = copied.Number("rows_loaded")
        };
        var views = await LoadViews.ReadAsync(stack.Warehouse, report.Id, ProbeBatch.Views, cancellationToken);
        var why = StagingReview.WhyNotBelieved([file], staged, views);
        var (later, looks) = (views, 0);
        while (looks++ < MostLooks && (looks == 1 || StagingReview.WhyNotBelieved([file], staged, later) is not null))
        {
            await WaitForLookAsync(looks, cancellationToken);
            var asked = await probe.FinishAsync("views later", StageBatch.LaterStatements(staged.CopyId), cancellationToken);
            later = await LoadViews.ReadAsync(stack.Warehouse, asked.Id, StageBatch.LaterViews, cancellationToken);
        }

        var whyLater = StagingReview.WhyNotBelieved([file], staged, later);
        return
        [
            why is null
                ? Claims.ViewsInTransaction.Holds("all three did", Shown(views))
                : Claims.ViewsInTransaction.Falls(why, Shown(views)),
            whyLater is null
                ? Claims.ViewsAfterCommit.Holds($"they did at look {looks - 1}", Shown(later))
                : Claims.ViewsAfterCommit.Falls($"{whyLater}, at look {MostLooks}", Shown(later)),
            later.FilesRead is [{ ETag: var written }]
                ? written == file.Version.ETag
                    ? Claims.FileETag.Holds($"{written}, as it was put")
                    : Claims.FileETag.Falls($"'{written}', and the file's is {file.Version.ETag}")
                : Claims.FileETag.NotSettled("the load views named no file"),
        ];
    }

    public async Task<IReadOnlyList<Finding>> RollbackAsync(CancellationToken cancellationToken)
    {
        var file = await PutAsync("refused.json", """{"n":"no number"}""", cancellationToken);
        var failed = await probe.RunAsync("refused", await CopyAsync("refused", [file], 1, cancellationToken), cancellationToken);
        var said = WarehouseProbe.Words(failed);
        if (failed.Status is StatementStatus.Finished || DatabaseError.FaultOf(failed.Error) is not DatabaseFault.File)
        {
            return [Claims.ErrorsAfterRollback.Falls(failed.Status is StatementStatus.Finished ? "the COPY did not fail" : said, said)];
        }

        var question = StageBatch.WhyItFailed(failed.Pid, failed.CreatedAt);
        for (var look = 1; look <= MostLooks; look++)
        {
            await WaitForLookAsync(look, cancellationToken);
            var asked = await probe.FinishAsync("explain", [question], cancellationToken);
            if ((await probe.ReadAsync(asked, StatementBatch.OnlyStatement, cancellationToken)).Select(LoadError.FromResult).ToList()
                is [var error, ..])
            {
                return [Claims.ErrorsAfterRollback.Holds($"it did at look {look}: {error.Describe()}", said)];
            }
        }

        return [Claims.ErrorsAfterRollback.Falls($"it has nothing of process {failed.Pid}, at look {MostLooks}", said)];
    }

    public async Task<IReadOnlyList<Finding>> MissingAsync(CancellationToken cancellationToken)
    {
        var gone = new ObjectLocation(stack.Bucket, $"{_folder}gone.manifest");
        return [OfStack(
            Claims.MissingManifest,
            await probe.RunAsync("missing manifest", ProbeBatch.Copy(gone.Url, copyRole, AnyErrors), cancellationToken))];
    }

    /// <summary>Only roles have rights, and a home has no roles.</summary>
    public async Task<IReadOnlyList<Finding>> DeniedAsync(CancellationToken cancellationToken)
    {
        if (!stack.IsDeployed)
        {
            return [.. ((Claim[])[Claims.DeniedManifest, Claims.DeniedFile]).Select(claim => claim.NotSettled("a home has no roles"))];
        }

        var hidden = await PutAsync("hidden.json", """{"n":1}""", cancellationToken, outside);
        var manifest = await PutAsync("hidden.manifest", CopyManifest.Write([hidden]), cancellationToken, outside);
        var ofManifest = await probe.RunAsync(
            "denied manifest",
            ProbeBatch.Copy(new ObjectLocation(stack.Bucket, manifest.Version.Key).Url, copyRole, AnyErrors),
            cancellationToken);
        var ofFile = await probe.RunAsync(
            "denied file", await CopyAsync("hidden", [hidden], AnyErrors, cancellationToken), cancellationToken);
        return
        [
            OfStack(Claims.DeniedManifest, ofManifest),
            ofFile.Status is StatementStatus.Finished
                ? Claims.DeniedFile.NotSettled("CopyRole could read it")
                : Claims.DeniedFile.Recorded(
                    $"{DatabaseError.FaultOf(ofFile.Error)}: {WarehouseProbe.Words(ofFile)}", WarehouseProbe.Words(ofFile)),
        ];
    }

    public async Task<IReadOnlyList<Finding>> OddRowsAsync(CancellationToken cancellationToken)
    {
        var files = new List<ListedFile>();
        foreach (var (row, number) in OddRow.All.Select((row, i) => (row, i + 1)))
        {
            files.Add(await PutAsync(OddName(number), row.Content(number), cancellationToken));
        }

        var report = await probe.FinishAsync("odd rows", await CopyAsync("odd", files, AnyErrors, cancellationToken), cancellationToken);
        var loaded = await probe.ReadAsync(report, ProbeBatch.Rows, cancellationToken);
        var views = await LoadViews.ReadAsync(stack.Warehouse, report.Id, ProbeBatch.Views, cancellationToken);
        return
        [
            .. OddRow.All.Select((row, i) => (Row: row, Became: OddRow.Became(i + 1, loaded, Refusals(views, i + 1))))
                .GroupBy(of => of.Row.Claim)
                .Select(of => of.Key.Recorded(
                    string.Join("; ", of.Select(one => $"{one.Row.What}: {one.Became}")),
                    of.Select(one => $"{one.Row.Text}: {one.Became}"))),
        ];

        IReadOnlyList<string> Refusals(LoadViews said, int number) =>
        [
            .. said.LoadErrors.Where(error => error.FileName.EndsWith($"/{OddName(number)}", StringComparison.Ordinal))
                .Select(error => error.Describe()),
        ];
    }

    public async Task<IReadOnlyList<Finding>> LargeRowAsync(CancellationToken cancellationToken)
    {
        var file = await PutAsync("large.json", $$"""{"n":1,"pad":"{{new string('x', 5 << 20)}}"}""", cancellationToken);
        var report = await probe.RunAsync("large row", await CopyAsync("large", [file], AnyErrors, cancellationToken), cancellationToken);
        if (report.Status is not StatementStatus.Finished)
        {
            return [Claims.LargeRow.Recorded($"the COPY fails: {WarehouseProbe.Words(report)}", WarehouseProbe.Words(report))];
        }

        var views = await LoadViews.ReadAsync(stack.Warehouse, report.Id, ProbeBatch.Views, cancellationToken);
        var why = views.LoadErrors is [var error, ..] ? error.Describe() : "the load views do not say why";
        return [(await probe.ReadAsync(report, ProbeBatch.Rows, cancellationToken)).Count == 1
            ? Claims.LargeRow.Recorded("it does")
            : Claims.LargeRow.Recorded($"it refuses the row: {why}")];
    }

    /// <summary>As long as a load waits before it asks the views again.</summary>
    private Task WaitForLookAsync(int look, CancellationToken cancellationToken) =>
        stack.WaitAsync(TimeSpan.FromSeconds(look == 1 ? 0 : StatementCheck.RetrySeconds(look - 1)), cancellationToken);

    private static string OddName(int number) => string.Create(CultureInfo.InvariantCulture, $"odd-{number:D2}.json");

    private static Finding OfStack(Claim claim, StatementReport report) => report.Status is StatementStatus.Finished
        ? claim.NotSettled("the COPY did not fail")
        : DatabaseError.FaultOf(report.Error) is DatabaseFault.Stack
            ? claim.Holds(WarehouseProbe.Words(report), WarehouseProbe.Words(report))
            : claim.Falls(
                $"they are taken for {DatabaseError.FaultOf(report.Error)}: {WarehouseProbe.Words(report)}", WarehouseProbe.Words(report));

    private static IEnumerable<string> Shown(LoadViews views) =>
    [
        $"sys_load_history: loaded_rows {views.RowsLoaded?.ToString(CultureInfo.InvariantCulture) ?? "none"}, error_count {views.Errors}",
        .. views.FilesRead.Select(file => $"sys_load_detail: {file.FileName}, file_etag {file.ETag}, {file.Rows} rows, {file.Bytes} bytes"),
        .. views.LoadErrors.Select(error => $"sys_load_error_detail: {error.FileName}, code {error.Code}, {error.Describe()}"),
    ];

    /// <summary>The batch that copies these, by a manifest that it is given.</summary>
    private async Task<IReadOnlyList<string>> CopyAsync(
        string name, IReadOnlyList<ListedFile> files, int mostErrors, CancellationToken cancellationToken)
    {
        var manifest = await PutAsync($"{name}.manifest", CopyManifest.Write(files), cancellationToken);
        return ProbeBatch.Copy(new ObjectLocation(stack.Bucket, manifest.Version.Key).Url, copyRole, mostErrors);
    }

    private Task<ListedFile> PutAsync(string name, string text, CancellationToken cancellationToken, string? folder = null) =>
        PutAsync(name, Encoding.UTF8.GetBytes(text), cancellationToken, folder);

    private async Task<ListedFile> PutAsync(
        string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken, string? folder = null)
    {
        var at = new ObjectLocation(stack.Bucket, (folder ?? _folder) + name);
        Put.Add(at.Key);
        await stack.Objects.PutAsync(at, content, "application/json", cancellationToken);
        return new ListedFile
        {
            Version = new FileVersion
            {
                Bucket = at.Bucket, Key = at.Key, ETag = ETag.Of(content.Span), Size = content.Length, EventTime = 0
            },
        };
    }
}
