namespace Sparkify.Ingestion.Statements;

/// <summary>
/// The warehouse as the Redshift Data API shows it: work is submitted, asked after, and its results fetched.
/// </summary>
/// <remarks>
/// <para>Every member may throw <see cref="Failures.WarehouseThrottledException"/>, <see cref="Failures.WarehouseUnavailableException"/>
/// (both: try again) or <see cref="Failures.WarehouseRefusedException"/> (trying again changes nothing).</para>
/// <para>A statement that the database refuses is not an exception: it is a <see cref="StatementReport"/> with status
/// <see cref="StatementStatus.Failed"/>.</para>
/// </remarks>
public interface IWarehouse
{
    /// <summary>The shortest that a question waits, and the longest: the Data API's bounds of <c>WaitTimeSeconds</c>.</summary>
    /// <remarks>https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-calling-considerations-long-polling.html</remarks>
    static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1), LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>Submits a batch that runs in order, on one connection, as one transaction, and returns its id at once.</summary>
    /// <remarks>
    /// The Data API could wait here, too. But what it answers then has neither the error nor the duration: it would be asked all the same.
    /// </remarks>
    Task<string> SubmitAsync(StatementBatch batch, CancellationToken cancellationToken);

    /// <summary>Asks after a batch, and waits for its end.</summary>
    /// <param name="statementId">The batch's.</param>
    /// <param name="wait">
    /// The answer comes when the batch has ended, or when this is over: whole seconds, <see cref="LongestWait"/> at most. It comes sooner
    /// where too many wait for the batch already. Zero: at once.
    /// </param>
    /// <param name="cancellationToken">Ends the question, not the batch.</param>
    /// <exception cref="Failures.StatementLostException">
    /// The id is unknown, or older than the 24 hours that the Data API keeps one.
    /// </exception>
    Task<StatementReport> DescribeAsync(string statementId, TimeSpan wait, CancellationToken cancellationToken);

    /// <summary>One page of a result.</summary>
    /// <param name="statementId">The id of a sub-statement: <c>batch-id:n</c>, n from 1.</param>
    /// <param name="nextToken">Null for the first page, then what the page before it said.</param>
    /// <param name="cancellationToken">Ends the call, not the statement.</param>
    /// <exception cref="Failures.StatementLostException">
    /// The id is unknown, or older than the 24 hours that the Data API keeps one.
    /// </exception>
    Task<ResultPage> FetchAsync(string statementId, string? nextToken, CancellationToken cancellationToken);
}

/// <summary>A batch for the warehouse: one connection, one transaction, all or nothing.</summary>
public sealed record StatementBatch
{
    /// <summary>
    /// The Data API's limit: https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_BatchExecuteStatement.html.
    /// </summary>
    public const int MostStatements = 40;

    /// <summary>A statement's bytes in UTF-8: the limit of the Data API's documentation up to 2026.</summary>
    public const int MostBytes = 100_000;

    /// <summary>Where in a batch of one statement its result stands: sub-statements count from 1.</summary>
    public const int OnlyStatement = 1;

    /// <summary>What an operator sees in the list of statements: step and load.</summary>
    public required string Name { get; init; }

    /// <summary>1 to 64 characters. The same token within 8 hours gets the first answer again, a failed one too.</summary>
    public required string ClientToken { get; init; }

    public required IReadOnlyList<string> Statements { get; init; }
}

/// <summary>The Data API's statuses, in the order a statement passes them.</summary>
public enum StatementStatus
{
    Submitted,
    Picked,
    Started,
    Finished,
    Failed,

    /// <summary>Stopped by a person, or never run because a statement before it failed.</summary>
    Aborted,
}

/// <summary>What became of a batch so far.</summary>
/// <remarks>
/// Trust <see cref="Status"/> of the whole: after a failure the sub-statements before it still say Finished, though they were rolled back.
/// </remarks>
public sealed record StatementReport
{
    public required string Id { get; init; }
    public required StatementStatus Status { get; init; }

    /// <summary>The database's own words; null unless Failed or Aborted.</summary>
    public string? Error { get; init; }

    /// <summary>The database process that ran it: what the load error views call <c>session_id</c>. 0 until it has one.</summary>
    public long Pid { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
    public TimeSpan Duration { get; init; }
    public IReadOnlyList<SubStatementReport> SubStatements { get; init; } = [];

    public bool HasEnded => Status is StatementStatus.Finished or StatementStatus.Failed or StatementStatus.Aborted;
}

/// <param name="Id"><c>batch-id:n</c>, n from 1.</param>
/// <param name="Rows">Returned or affected; -1 where the database does not say.</param>
public sealed record SubStatementReport(string Id, StatementStatus Status, string? Error, long Rows, TimeSpan Duration, bool HasResultSet);

/// <summary>
/// One page of rows. A value is null, a <see cref="string"/>, <see cref="long"/>, <see cref="double"/> or <see cref="bool"/>; numerics,
/// dates and times are strings.
/// </summary>
public sealed record ResultPage(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows, string? NextToken)
{
    /// <summary>
    /// The columns' types by the Data API's names of them: <c>int8</c>, <c>numeric</c>, <c>timestamp</c> … Empty where nobody says.
    /// </summary>
    public IReadOnlyList<string> Types { get; init; } = [];
}
