namespace Sparkify.Warehouse;

/// <summary>The batches by which <c>verify</c> finds out what a warehouse does, with tables of their own.</summary>
public static class ProbeBatch
{
    /// <summary>Where in the batch of <see cref="Copy"/> the results stand: sub-statements count from 1.</summary>
    public const int RowsLoaded = 3, Rows = 7;

    /// <summary>What the load views say there, inside the COPY's own transaction.</summary>
    public static (int FilesRead, int LoadErrors, int History) Views => (4, 5, 6);

    /// <summary>Where in the batch of <see cref="Count"/> the number stands that the transaction saw.</summary>
    public const int Seen = 3;

    /// <summary>Where in the batch of <see cref="Merge"/> the MERGE and the rows that it made stand.</summary>
    public const int Merged = 3, MergedRows = 4;

    /// <summary>COPY into a table of the batch's own, and what is said of it.</summary>
    /// <param name="manifest"><c>s3://bucket/key</c>.</param>
    /// <param name="copyRole">ARN of the role that reads the files for Redshift.</param>
    /// <param name="mostErrors">1 to 100,000: it fails when it has met so many.</param>
    public static IReadOnlyList<string> Copy(string manifest, string copyRole, int mostErrors) =>
    [
        SqlCatalog.Probe.CreateRows.Render(),
        SqlCatalog.Probe.CopyRows.Render(
            SqlArgument.Text("manifest", manifest), SqlArgument.Text("role", copyRole), SqlArgument.Number("most", mostErrors)),
        SqlCatalog.Stage.RowsLoaded.Render(),
        .. StageBatch.ViewsOf("pg_last_copy_id()"),
        SqlCatalog.Probe.ReadRows.Render(),
    ];

    /// <summary>Numbers, each a statement: one that is none fails.</summary>
    public static IReadOnlyList<string> Numbers(params IEnumerable<string> texts) =>
        [.. texts.Select(text => SqlCatalog.Probe.ReadNumber.Render(SqlArgument.Text("text", text)))];

    public static IReadOnlyList<string> CreateCounter(string counter) =>
        [SqlCatalog.Probe.CreateCounter.Render(Counter(counter)), SqlCatalog.Probe.BeginCounter.Render(Counter(counter))];

    public static IReadOnlyList<string> DropCounter(string counter) => [SqlCatalog.Probe.DropCounter.Render(Counter(counter))];

    public static IReadOnlyList<string> ReadCounter(string counter) => [SqlCatalog.Probe.ReadCounter.Render(Counter(counter))];

    /// <summary>Reads the counter, takes a while, and counts on: two such batches at once get in each other's way.</summary>
    /// <param name="locks">Whether it keeps the other one out meanwhile, as the loads do.</param>
    /// <param name="seed">No other run has it.</param>
    /// <param name="tens">1 to 10.</param>
    /// <param name="ones">1 to 10: as many millions are counted to take that while as the one times the other.</param>
    public static IReadOnlyList<string> Count(string counter, bool locks, int seed, int tens, int ones) =>
    [
        locks ? SqlCatalog.Probe.LockCounter.Render(Counter(counter)) : SqlCatalog.Probe.ReadCounter.Render(Counter(counter)),
        SqlCatalog.Probe.CreateDigits.Render(),
        SqlCatalog.Probe.ReadCounter.Render(Counter(counter)),
        SqlCatalog.Probe.TakeTime.Render(
            SqlArgument.Number("seed", seed), SqlArgument.Number("tens", tens), SqlArgument.Number("ones", ones)),
        SqlCatalog.Probe.CountOn.Render(Counter(counter)),
    ];

    /// <summary>Takes a while.</summary>
    /// <param name="seed">No other run has it.</param>
    /// <param name="tens">1 to 10.</param>
    /// <param name="ones">1 to 10: as many millions are counted as the one times the other.</param>
    public static IReadOnlyList<string> TakeTime(int seed, int tens, int ones) =>
    [
        SqlCatalog.Probe.CreateDigits.Render(),
        SqlCatalog.Probe.TakeTime.Render(
            SqlArgument.Number("seed", seed), SqlArgument.Number("tens", tens), SqlArgument.Number("ones", ones)),
    ];

    public static IReadOnlyList<string> Merge() =>
    [
        SqlCatalog.Probe.CreateMerged.Render(),
        SqlCatalog.Probe.CreateSource.Render(),
        SqlCatalog.Probe.MergeSource.Render(),
        SqlCatalog.Probe.ReadMerged.Render(),
    ];

    private static SqlArgument Counter(string name) => SqlArgument.Identifier("counter", name);
}
