using static Sparkify.Proof.Faults.Effect;

namespace Sparkify.Proof.Faults;

/// <summary>Every kind of fault that a schedule can hold.</summary>
public static class FaultKinds
{
    public const string Throttled = "throttled",
        ActiveStatementsExceeded = "active statements exceeded",
        Unavailable = "unavailable",
        Lost = "lost";

    /// <summary>What no list of errors has.</summary>
    public const string NewWords = "ERROR: some words that nobody has seen before";

    private static readonly Site[] Calls = [Site.Put, Site.Get, Site.Start, Site.Submit, Site.Describe, Site.Fetch];

    public static readonly FaultKind
        PutFails = new("PutObject fails", [Site.Put], FailsBefore, Unavailable),
        PutAnswerLost = new("PutObject works, its answer is an error", [Site.Put], FailsAfter, Unavailable),
        GetFails = new("GetObject fails", [Site.Get], FailsBefore, Unavailable),
        StartFails = new("StartExecution fails", [Site.Start], FailsBefore, Unavailable),
        StartAnswerLost = new("StartExecution works, its answer is an error", [Site.Start], FailsAfter, Unavailable),
        SubmitThrottled = new("BatchExecuteStatement is throttled", [Site.Submit], FailsBefore, Throttled),
        SubmitExceeded = new("ActiveStatementsExceeded", [Site.Submit], FailsBefore, ActiveStatementsExceeded),
        SubmitFails = new("BatchExecuteStatement fails", [Site.Submit], FailsBefore, Unavailable),
        SubmitAnswerLost = new("BatchExecuteStatement works, its answer is an error", [Site.Submit], FailsAfter, Unavailable),
        DescribeThrottled = new("DescribeStatement is throttled", [Site.Describe], FailsBefore, Throttled),
        DescribeFails = new("DescribeStatement fails", [Site.Describe], FailsBefore, Unavailable),
        FetchThrottled = new("GetStatementResult is throttled", [Site.Fetch], FailsBefore, Throttled),
        FetchFails = new("GetStatementResult fails", [Site.Fetch], FailsBefore, Unavailable),
        StatementForgotten = new("the Data API no longer knows the statement", [Site.Describe, Site.Fetch], FailsBefore, Lost),
        CallHangs = new("no answer comes before the deadline", Calls, Hangs),
        CallHangsOn = new("no answer comes before Lambda's time-out", Calls, HangsOn),
        CallIsLate = new("a call takes effect after Lambda's time-out", [Site.Put, Site.Start, Site.Submit], Late),
        FunctionDiesBefore = new("a function's process dies before a call", Calls, DiesBefore),
        FunctionDiesAfter = new("a function's process dies after a call", Calls, DiesAfter),
        InvokeFails = new("Lambda does not run the function (service error)", [Site.Invoke], FailsBefore, "Lambda.ServiceException"),
        InvokeAnswerLost = new(
            "Lambda runs the function, its answer is a service error", [Site.Invoke], FailsAfter, "Lambda.ServiceException"),
        InvokeThrottled = new("Lambda throttles", [Site.Invoke], FailsBefore, "Lambda.TooManyRequestsException"),
        PublishFails = new("a notice can't be published", [Site.Publish], FailsBefore, "SNS.SdkClientException"),
        PartThrottled = new("the start of a part is throttled", [Site.StartPart], FailsBefore, "StepFunctions.ThrottlingException"),
        PartAnswerLost = new("a part starts, its answer is an error", [Site.StartPart], FailsAfter, "StepFunctions.SdkClientException"),
        LambdaIsAway = new("Lambda runs nothing for three hours", [Site.Invoke], FailsBefore, "Lambda.ServiceException")
        {
            Passes = false, Lasts = TimeSpan.FromHours(3),
        },
        MessagesComeTwice = new("messages are in two invocations at once", [Site.Receive], FailsAfter),
        MessagesComeAgain = new("messages that were dealt with come again", [Site.Delete], FailsBefore),
        SerializationConflict = new("serialization conflict (1023)", [Site.Statement], FailsBefore,
            "ERROR: 1023 DETAIL: Serializable isolation violation on table - 110234, transactions forming the cycle are: 1, 2"),
        ConcurrentTransaction = new("conflict with concurrent transaction", [Site.Statement], FailsBefore,
            "ERROR: could not complete because of conflict with concurrent transaction"),
        Deadlock = new("deadlock detected", [Site.Statement], FailsBefore, "ERROR: deadlock detected"),
        ConnectionBroken = new(
            "the connection breaks after a statement", [Site.Statement], FailsAfter, "ERROR: server closed the connection unexpectedly"),
        StatementVanishes = new("a statement is lost with its process", [Site.Statement], DiesBefore),
        StatementAborted = new("a statement is ABORTED", [Site.Statement], FailsBefore, "aborted") { Passes = false },
        StatementRefused = new("a right is missing for a while", [Site.Statement], FailsBefore, "ERROR: permission denied for schema dw")
        {
            Passes = false
        },
        CommitFails = new(
            "the connection breaks at COMMIT: rolled back",
            [Site.Commit],
            FailsBefore,
            "ERROR: terminating connection due to administrator command"),
        CommitAnswerLost = new(
            "the connection breaks at COMMIT: committed",
            [Site.Commit],
            FailsAfter,
            "ERROR: terminating connection due to administrator command"),
        CommitVanishes = new("a committed statement is lost with its process", [Site.Commit], DiesAfter),
        CopyMayNot = OfTheStack("a right is missing", "ERROR: permission denied for relation staging_events"),
        CopyHasNoKey = OfTheStack("a key is disabled",
            "ERROR: KMS.DisabledException arn:aws:kms:eu-west-1:123456789012:key/x is disabled. Status 400"),
        CopyHasNoMemory = OfTheStack("memory is short", "ERROR: Out of Memory"),
        CopyFailsInNewWords = OfTheStack("nobody has seen the words before", NewWords),
        ViewsLag = new("the load views show a COPY some questions later", [Site.Views], Late),
        ViewsAreSilent = new("the load views never show a COPY", [Site.Views], Hangs) { Passes = false },
        CopyReadFails = new("COPY finds S3 unavailable", [Site.CopyRead], FailsBefore, Unavailable),
        Crash = new("everything is killed", [Site.Anywhere], DiesBefore);

    /// <summary>In the order in which they are printed.</summary>
    public static IReadOnlyList<FaultKind> All { get; } =
    [
        PutFails, PutAnswerLost, GetFails, StartFails, StartAnswerLost, SubmitThrottled, SubmitExceeded, SubmitFails,
        SubmitAnswerLost, DescribeThrottled, DescribeFails, FetchThrottled, FetchFails, StatementForgotten, CallHangs, CallHangsOn,
        CallIsLate, FunctionDiesBefore, FunctionDiesAfter, InvokeFails, InvokeAnswerLost, InvokeThrottled, LambdaIsAway,
        PublishFails, PartThrottled, PartAnswerLost, MessagesComeTwice, MessagesComeAgain, SerializationConflict,
        ConcurrentTransaction, Deadlock, ConnectionBroken, StatementVanishes, StatementAborted, StatementRefused, CommitFails,
        CommitAnswerLost, CommitVanishes, CopyReadFails, CopyMayNot, CopyHasNoKey, CopyHasNoMemory, CopyFailsInNewWords, ViewsLag,
        ViewsAreSilent, Crash,
    ];

    private static FaultKind OfTheStack(string why, string words) =>
        new($"every COPY fails for an hour: {why}", [Site.Copy], FailsBefore, words) { Passes = false, Lasts = TimeSpan.FromHours(1) };
}
