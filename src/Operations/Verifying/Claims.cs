namespace Sparkify.Operations.Verifying;

/// <summary>All that an acceptance run tries. docs/local-run.md lists those of AWS by their ids.</summary>
public static class Claims
{
    public static readonly Claim Schema = new(
        "schema", "the warehouse's schema is this version's", "dw.schema_changes is held against the changes of this version");

    public static readonly Claim Sample = new(
        "sample", "what files of events and songs say is in the five tables, row by row", "put events.json and songs.json");

    public static readonly Claim FewRowsRefused = new(
        "few-rows-refused", "of a file with 1 bad row in 200 the others are loaded, and the bad one is named", "put few-refused.json");

    public static readonly Claim HalfRefused = new(
        "half-refused", "a file whose rows are half bad is quarantined with a reason, and none of it is loaded", "put half-refused.json");

    public static readonly Claim Poison = new(
        "poison", "a damaged file is quarantined, and the file beside it is loaded", "put poison.json.gz and packed.json.gz at once");

    public static readonly Claim SameFileTwice = new(
        "same-file-twice", "a file that is put twice leaves the rows of one", "put twice.json, and again when it was loaded");

    public static readonly Claim LateSong = new(
        "late-song", "a play has its song when the song's file comes after it", "put late.json when the play in events.json was loaded");

    public static readonly Claim TwoAtOnce = new(
        "two-at-once",
        "two loads at once that state the same plays and users leave each once",
        "put overlap.json and overlap.json.gz at once: plain and gzip are two loads");

    public static readonly Claim WrongPrefix = new(
        "wrong-prefix", "what is no file of a dataset is not loaded, and files says why", "put misplaced.json and readme.txt");

    public static readonly Claim NoOtherRows = new(
        "no-other-rows", "there is no row that no file has stated", "the five tables are read, and every row is looked for in the files");

    public static readonly Claim NothingFailed = new(
        "nothing-failed", "no load failed and no message died meanwhile", "executions and dead letters, before and after");

    public static readonly Claim QueryableAfter = OnAws(
        "queryable-after", "how soon after its put a file is queryable", "the times that the ledger has of the run's files");

    public static readonly Claim ViewsInTransaction = OnAws(
        "views-in-transaction",
        "the load views show a COPY inside its own transaction",
        "a COPY, and the three views in the same batch");

    public static readonly Claim ViewsAfterCommit = OnAws(
        "views-after-commit",
        "the load views show a COPY once it has committed",
        "the same views in later batches, by the COPY's query id");

    public static readonly Claim ErrorsAfterRollback = OnAws(
        "errors-after-rollback",
        "sys_load_error_detail shows what a COPY refused that was rolled back, by the process that RedshiftPid names",
        "a COPY with MAXERROR 1 of a bad row, and the view in later batches");

    public static readonly Claim FileETag = OnAws(
        "file-etag", "file_etag of sys_load_detail is written as S3's notices write it", "the COPY's files, held against their eTags");

    public static readonly Claim LockBeforeSnapshot = OnAws(
        "lock-before-snapshot",
        "a transaction that begins with LOCK sees what the lock's last holder committed",
        "two batches at once: LOCK, read a number, take a while, count on");

    public static readonly Claim ConflictWords = OnAws(
        "conflict-words",
        "of two transactions that write one row without a lock one fails, in words that are known to pass",
        "two batches at once: read a number, take a while, count on");

    public static readonly Claim IsolationLevel = OnAws(
        "isolation-level", "which isolation level the database has", "stv_db_isolation_level");

    public static readonly Claim FailedStatement = OnAws(
        "failed-statement",
        "of a failed batch the statement at fault is the one that says FAILED, and those behind it say ABORTED",
        "a batch of three statements, of which the second fails");

    public static readonly Claim SameToken = OnAws(
        "same-token", "a batch that comes again under its client token is not run again", "the same batch under the same token");

    public static readonly Claim LongPoll = OnAws(
        "long-poll",
        "a question that waits is answered when the batch ends",
        "a batch that takes a while, and one question that waits 30 seconds");

    public static readonly Claim MergeRows = OnAws("merge-rows", "how many rows a MERGE says it has changed", "a MERGE of two rows");

    public static readonly Claim CaseInMerge = OnAws(
        "case-in-merge", "a MERGE may set a column to what its target says", "the same MERGE, with CASE in its SET");

    public static readonly Claim MissingManifest = OnAws(
        "missing-manifest", "by the COPY's words, a manifest that is gone is no file's fault", "a COPY of a manifest that is not there");

    public static readonly Claim DeniedManifest = OnAws(
        "denied-manifest",
        "by the COPY's words, a manifest that may not be read is no file's fault",
        "a COPY of a manifest below verify_data/, where CopyRole may not read");

    public static readonly Claim DeniedFile = OnAws(
        "denied-file", "what a COPY says of a file that may not be read", "a COPY of a file below verify_data/");

    public static readonly Claim NulInText = OnAws(
        "nul-in-text", "what COPY makes of U+0000 in text", "a COPY of a\\u0000b and of \\u0000b");

    public static readonly Claim LoneSurrogate = OnAws(
        "lone-surrogate", "what COPY makes of a lone surrogate in text", "a COPY of a\\ud800b");

    public static readonly Claim OddRows = OnAws(
        "odd-rows", "what COPY makes of the other rows on which its documentation is silent", "a COPY of a file for each");

    public static readonly Claim LargeRow = OnAws(
        "row-over-4-mb", "whether COPY takes an object of more than 4 MB", "a COPY of an object of 5 MB");

    public static readonly Claim ChargedMinute = OnAws(
        "charged-minute", "whether charged seconds hold the minute that a wake costs at least", "sys_serverless_usage since the run began");

    /// <summary>In the order in which they are reported.</summary>
    public static IReadOnlyList<Claim> All { get; } =
    [
        Schema, Sample, FewRowsRefused, HalfRefused, Poison, SameFileTwice, LateSong, TwoAtOnce, WrongPrefix, NoOtherRows, NothingFailed,
        ViewsInTransaction, ViewsAfterCommit, ErrorsAfterRollback, FileETag, LockBeforeSnapshot, ConflictWords, IsolationLevel,
        FailedStatement, SameToken, LongPoll, MergeRows, CaseInMerge, MissingManifest, DeniedManifest, DeniedFile, NulInText,
        LoneSurrogate, OddRows, LargeRow, ChargedMinute, QueryableAfter,
    ];

    private static Claim OnAws(string id, string words, string tried) => new(id, words, tried) { OnlyOnAws = true };
}
