using Sparkify.Ingestion.Failures;
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
    public void What_passes_is_tried_again(string error) => Assert.Equal(FailureKind.Transient, DatabaseError.KindOf(error));

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
        Assert.Equal(FailureKind.Terminal, DatabaseError.KindOf(error));

    [Fact]
    public void What_passes_counts_before_what_lasts() =>
        Assert.Equal(FailureKind.Transient, DatabaseError.KindOf("permission denied for x: timed out"));

    [Theory]
    [InlineData("")]
    [InlineData("Load into table failed")]
    public void What_nobody_knows_is_laid_at_the_files_door(string error) => Assert.Equal(FailureKind.Poison, DatabaseError.KindOf(error));
}
