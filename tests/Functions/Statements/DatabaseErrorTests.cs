using Sparkify.Ingestion.Statements;

namespace Sparkify.Functions.Tests.Statements;

public sealed class DatabaseErrorTests
{
    /// <summary>Another transaction, a connection or a service was in the way.</summary>
    [Theory]
    [InlineData("ERROR: serializable isolation violation on table - 100")]
    [InlineData("ERROR: 1023")]
    [InlineData("could not complete because of conflict with concurrent transaction")]
    [InlineData("Deadlock detected")]
    [InlineData("tuple concurrent update")]
    [InlineData("Connection or an prior query failed.")]
    [InlineData("connection failure")]
    [InlineData("Connection reset by peer")]
    [InlineData("terminating connection due to administrator command")]
    [InlineData("server closed the connection unexpectedly")]
    [InlineData("the database system is shutting down")]
    [InlineData("cluster is being resized")]
    [InlineData("Query cancelled on user's request by restart")]
    [InlineData("S3ServiceException: SlowDown")]
    [InlineData("S3ServiceException, Status 500")]
    [InlineData("S3ServiceException, Status 503")]
    [InlineData("Error InternalError, Rid 7")]
    [InlineData("Error RequestTimeout, Rid 7")]
    [InlineData("Operation timed out")]
    [InlineData("relation \"dw.tracks\" does not exist")]
    [InlineData("column \"tracks_resolved\" of relation \"loads\" does not exist")]
    [InlineData("column w.track_id does not exist")]
    public void What_passes_is_tried_again(string error) => Assert.Equal(DatabaseFault.Transient, DatabaseError.FaultOf(error));

    /// <summary>To take a load apart for one of these would quarantine every file.</summary>
    [Theory]
    [InlineData("User x is not authorized to assume IAM Role y")]
    [InlineData("not authorized to get credentials of role y")]
    [InlineData("permission denied for relation x")]
    [InlineData("permission denied for relation \"x\"")]
    [InlineData("schema \"dw\" does not exist")]
    [InlineData("database \"dev\" does not exist")]
    [InlineData("syntax error at or near")]
    [InlineData("password authentication failed for user")]
    [InlineData("Disk Full")]
    [InlineData("Error NoSuchBucket")]
    [InlineData("The specified bucket does not exist")]
    [InlineData("Error PermanentRedirect")]
    [InlineData("rows are not conserved in load x")]
    public void What_the_stack_is_at_fault_for_is_no_files_fault(string error) =>
        Assert.Equal(DatabaseFault.Stack, DatabaseError.FaultOf(error));

    [Fact]
    public void What_passes_counts_before_what_lasts() =>
        Assert.Equal(DatabaseFault.Transient, DatabaseError.FaultOf("permission denied for x: timed out"));

    /// <summary>What it holds, or that it is gone: to stand alone is proof enough against it.</summary>
    [Theory]
    [InlineData("Load into table failed")]
    [InlineData("ERROR: Check 'stl_load_errors' system table for details.")]
    [InlineData("Failed to inflateinvalid or incomplete deflate data (zlib error code: -3) CurlError 23")]
    [InlineData("Problem reading file: s3://b/k - GZIP decompression failed: x")]
    [InlineData("The specified key does not exist.,Status 404,Error NoSuchKey")]
    public void What_a_file_holds_is_that_files_fault(string error) =>
        Assert.Equal(DatabaseFault.File, DatabaseError.FaultOf(error));

    /// <summary>Access may be denied to one object, to a prefix or to all.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("S3ServiceException:Access Denied,Status 403,Error AccessDenied")]
    [InlineData("some words that nobody has seen before")]
    public void What_nobody_knows_is_told_apart_by_trying(string error) =>
        Assert.Equal(DatabaseFault.Unknown, DatabaseError.FaultOf(error));

    /// <summary>A key can hold any words.</summary>
    [Theory]
    [InlineData("status 503.json")]
    [InlineData("out of memory.json")]
    [InlineData("deadlock detected, permission denied.json")]
    public void A_files_name_says_nothing_of_what_failed(string key)
    {
        Assert.Equal(DatabaseFault.Unknown, DatabaseError.FaultOf($"ERROR: Problem reading file: s3://b/log_data/{key} - Access Denied"));
        Assert.Equal(DatabaseFault.File, DatabaseError.FaultOf($"ERROR: Problem reading file: s3://b/log_data/{key} - Error NoSuchKey"));
        Assert.Equal(DatabaseFault.Unknown, DatabaseError.FaultOf($"ERROR: Problem reading file: s3://b/log_data/{key}"));
    }
}
