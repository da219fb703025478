using System.Text.RegularExpressions;

namespace Sparkify.Ingestion.Statements;

/// <summary>Whose fault it is that a statement failed, as far as the database's words say.</summary>
public enum DatabaseFault
{
    /// <summary>Something was in the way that passes by itself: try again.</summary>
    Transient,

    /// <summary>It would fail every file alike: no file is at fault.</summary>
    Stack,

    /// <summary>What a file holds, or that it is gone.</summary>
    File,

    /// <summary>The words say nothing that we know: only trying tells a file's fault from the stack's.</summary>
    Unknown,
}

/// <summary>
/// The one classifier of what the database says when a statement fails. (What the Data API itself refuses is classified where it is
/// called.)
/// </summary>
public static partial class DatabaseError
{
    // Another transaction, a connection or a service was in the way.
    private static readonly string[] Passing =
    [
        // 1023, https://docs.aws.amazon.com/redshift/latest/dg/c_serial_isolation-serializable-isolation-troubleshooting.html
        "serializable isolation violation",
        "error: 1023",
        "conflict with concurrent transaction",
        "deadlock detected",
        "concurrent update",
        "connection or an prior query failed", // the placeholder of a batch whose connection broke
        "connection failure",
        "connection reset",
        "connection refused",
        "could not resolve host",
        "too many connections", // https://docs.aws.amazon.com/redshift/latest/mgmt/amazon-redshift-limits.html
        "terminating connection",
        "server closed the connection",
        "system is shutting down",
        "cluster is being",
        "query cancelled on user's request by restart",
        // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
        "slowdown",
        "status 500",
        "status 503",
        "internalerror",
        "requesttimeout",
        "timed out",
    ];

    // The stack, not a file, is at fault: it would fail every file alike.
    private static readonly string[] OfTheStack =
    [
        // Rights and keys. https://docs.aws.amazon.com/redshift/latest/dg/copy-usage_notes-access-permissions.html,
        // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html,
        // https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html
        "not authorized to",
        "permission denied",
        "must be owner of",
        "password authentication failed",
        "expiredtoken",
        "invalidtoken",
        "token has expired",
        "invalidaccesskeyid",
        "signaturedoesnotmatch",
        "kms.",
        // The manifest is ours. That it can't be read has words of its own: https://github.com/PostHog/posthog/issues/61603
        "with manifest parameter requires",
        "reading manifest file",
        "manifest file is not",
        // Limits, and people. https://docs.aws.amazon.com/redshift/latest/dg/cm-c-wlm-query-monitoring-rules.html,
        // https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-usage-limits.html
        "cancelled by wlm",
        "query monitoring rule",
        "statement timeout",
        "max_query_execution_time",
        "usage limit",
        "on user's request",
        "due to user request",
        "out of memory",
        "disk full",
        // Names of the stack's own things.
        "relation \"",
        "schema \"",
        "database \"",
        "syntax error",
        "nosuchbucket",
        "the specified bucket",
        "permanentredirect",
        "different region",
        "rows are not conserved",
    ];

    // What a file holds, or that it is gone: https://docs.aws.amazon.com/redshift/latest/dg/r_Load_Error_Reference.html.
    private static readonly string[] OfAFile =
    [
        "load into table",
        "sys_load_error_detail",
        "stl_load_errors",
        "inflate",
        "deflate",
        "decompression failed",
        "nosuchkey",
        "the specified key does not exist",
        "invalidobjectstate", // archived: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
    ];

    /// <summary>
    /// What the words say. "Access Denied" is among what is unknown: a role may be kept from one object, from a prefix or from all.
    /// </summary>
    public static DatabaseFault FaultOf(string? error)
    {
        if (error is null)
        {
            return DatabaseFault.Transient;
        }

        // A file may be called anything: its name says nothing of what failed.
        var words = Address().Replace(error, "s3:");
        return Passing.Any(Say) || IsOfAnotherSchema() ? DatabaseFault.Transient
            : OfTheStack.Any(Say) ? DatabaseFault.Stack
            : OfAFile.Any(Say) ? DatabaseFault.File
            : DatabaseFault.Unknown;

        // The statement is of another version than the schema, which is just being changed: that takes seconds.
        bool IsOfAnotherSchema() => Say("does not exist") && (Say("relation \"") || Say("column "));

        bool Say(string text) => words.Contains(text, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>To where the words go on behind a name, as far as anyone can know.</summary>
    [GeneratedRegex("s3://.*?(?= - |$)", RegexOptions.Singleline)]
    private static partial Regex Address();
}
