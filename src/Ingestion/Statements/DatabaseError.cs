using Sparkify.Ingestion.Failures;

namespace Sparkify.Ingestion.Statements;

/// <summary>
/// The one classifier of what the database says when a statement fails. (What the Data API itself refuses is classified where it is
/// called.)
/// </summary>
public static class DatabaseError
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
        "terminating connection",
        "server closed the connection",
        "system is shutting down",
        "cluster is being",
        "query cancelled on user's request by restart",
        "slowdown",
        "status 500",
        "status 503",
        "internalerror",
        "requesttimeout",
        "timed out",
    ];

    // The stack, not a file, is at fault: splitting the load would quarantine every file.
    private static readonly string[] Lasting =
    [
        "not authorized to assume",
        "not authorized to get credentials",
        "permission denied for",
        "relation \"",
        "schema \"",
        "database \"",
        "syntax error",
        "password authentication failed",
        "disk full",
        "nosuchbucket",
        "the specified bucket",
        "permanentredirect",
        "rows are not conserved",
    ];

    /// <summary>
    /// Transient, terminal, or else poison: what nobody knows is laid at the files' door, where splitting finds the truth.
    /// </summary>
    public static FailureKind KindOf(string? error)
    {
        if (error is null)
        {
            return FailureKind.Transient;
        }

        return Passing.Any(Says) || IsOfAnotherSchema() ? FailureKind.Transient
            : Lasting.Any(Says) ? FailureKind.Terminal
            : FailureKind.Poison;

        // The statement is of another version than the schema, which is just being changed: that takes seconds.
        bool IsOfAnotherSchema() => Says("does not exist") && (Says("relation \"") || Says("column "));

        bool Says(string text) => error.Contains(text, StringComparison.OrdinalIgnoreCase);
    }
}
