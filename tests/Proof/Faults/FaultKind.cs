namespace Sparkify.Proof.Faults;

/// <summary>Where a fault can be.</summary>
public enum Site
{
    /// <summary>A function's PutObject.</summary>
    Put,

    /// <summary>A function's GetObject.</summary>
    Get,

    /// <summary>A function's StartExecution.</summary>
    Start,

    /// <summary>A function's BatchExecuteStatement.</summary>
    Submit,

    /// <summary>A function's DescribeStatement.</summary>
    Describe,

    /// <summary>A function's GetStatementResult.</summary>
    Fetch,

    /// <summary>Step Functions, or the queue's poller, invokes a function.</summary>
    Invoke,

    /// <summary>Step Functions publishes a notice.</summary>
    Publish,

    /// <summary>Step Functions starts a part of a load.</summary>
    StartPart,

    /// <summary>A statement of a batch.</summary>
    Statement,

    /// <summary>A COPY of a batch.</summary>
    Copy,

    /// <summary>The system views are to show a COPY.</summary>
    Views,

    /// <summary>The COMMIT of a batch.</summary>
    Commit,

    /// <summary>A COPY reads an object.</summary>
    CopyRead,

    /// <summary>The poller hands messages to a function.</summary>
    Receive,

    /// <summary>The poller deletes the messages that a function has dealt with.</summary>
    Delete,

    /// <summary>Between any two steps of the run.</summary>
    Anywhere,
}

/// <summary>What a fault does.</summary>
public enum Effect
{
    /// <summary>The call fails and has done nothing.</summary>
    FailsBefore,

    /// <summary>The call has done its work, and its answer is an error.</summary>
    FailsAfter,

    /// <summary>No answer comes until the caller gives up at its deadline; the work is done.</summary>
    Hangs,

    /// <summary>No answer comes and the caller does not notice its deadline: Lambda ends it. The work is done.</summary>
    HangsOn,

    /// <summary>As <see cref="HangsOn"/>, and the work is done only after the caller was ended.</summary>
    Late,

    /// <summary>The caller's process dies before the call.</summary>
    DiesBefore,

    /// <summary>The caller's process dies after the call.</summary>
    DiesAfter,
}

/// <summary>A kind of fault.</summary>
/// <param name="Name">As it is printed.</param>
/// <param name="Error">The name of the failure, or the database's words; null where the effect says all.</param>
public sealed record FaultKind(string Name, IReadOnlyList<Site> Sites, Effect Effect, string? Error = null)
{
    /// <summary>False for what no retry cures: the load may end as failed, and the backfill loads its files.</summary>
    public bool Passes { get; init; } = true;

    /// <summary>How long every occasion after the first is one of the same fault; null: it is over at once.</summary>
    public TimeSpan? Lasts { get; init; }

    public override string ToString() => Name;
}
