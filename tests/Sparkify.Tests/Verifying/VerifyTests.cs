using System.Text.Json;
using Sparkify.Cli;
using Sparkify.LocalCloud;
using Sparkify.LocalCloud.Home;
using Sparkify.Operations;
using Sparkify.Operations.Verifying;
using Sparkify.RedshiftOnDuckDb;
using Sparkify.Tests.Backfill;
using Sparkify.Tests.LocalCloud;
using Sparkify.Tests.Operated;
using Sparkify.Warehouse;

namespace Sparkify.Tests.Verifying;

/// <summary>The acceptance run, on a home as it should be, and on homes with a fault in them.</summary>
public sealed class VerifyTests
{
    private const string RowsLeft = "SELECT (SELECT COUNT(*) FROM songplays) + (SELECT COUNT(*) FROM users) + (SELECT COUNT(*) FROM songs) "
        + "+ (SELECT COUNT(*) FROM artists) + (SELECT COUNT(*) FROM time) + (SELECT COUNT(*) FROM dw.tracks) "
        + "+ (SELECT COUNT(*) FROM dw.file_ledger) + (SELECT COUNT(*) FROM dw.loads) + (SELECT COUNT(*) FROM dw.load_counts) "
        + "+ (SELECT COUNT(*) FROM dw.rejected_rows) AS rows_left";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fresh_home_does_all_that_it_should_and_settles_nothing_of_aws()
    {
        using var folder = new TemporaryFolder();
        await using var home = await HomeWorld.OpenAsync();

        var said = await home.RunAsync("verify", "--evidence", folder["evidence.json"]);

        Assert.True(said.Exit is ExitCode.AllWell, said.Output);
        var text = await File.ReadAllTextAsync(folder["evidence.json"], Cancellation);
        var evidence = JsonDocument.Parse(text).RootElement;
        Assert.Equal(
            Claims.All.Select(claim => (claim.Id, claim.OnlyOnAws ? Verdicts.NotSettled : Verdicts.Holds)),
            evidence.GetProperty("claims").EnumerateArray()
                .Select(claim => (claim.GetProperty("claim").GetString()!, claim.GetProperty("verdict").GetString()!)));
        Assert.All(Claims.All, claim => Assert.Contains($"{claim.Id}: {claim.Words}", said.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("000000000000", text, StringComparison.Ordinal);
        Assert.Equal("rows_left\n 0\n", (await home.RunAsync("query", RowsLeft)).Output);
        Assert.Equal("No file has arrived yet.\n", (await home.RunAsync("files")).Output.TrimStart('\n', ' ', 'k', 'e', 'y'));
    }

    [Fact]
    public async Task Views_that_show_a_copy_late_are_found_out_beside_other_data_too()
    {
        await using var home = await OpenAsync(options => options with { LoadViewsLag = () => 1 });
        await home.Stack.Bucket.StoreAsync(
            new(home.Stack.Bucket.Bucket, "song_data/other.json"), System.Text.Encoding.UTF8.GetBytes(BackfillHome.Song(1)), Cancellation);
        await home.Stack.SettleAsync(Cancellation);

        var refused = await Assert.ThrowsAsync<WrongInputException>(() => home.VerifyAsync(new VerifyOptions()));
        var found = await home.VerifyAsync(new VerifyOptions { BesideData = true });

        Assert.Contains("song_data/other.json", refused.Message, StringComparison.Ordinal);
        Assert.Equal([Claims.ViewsInTransaction.Id], Falling(found));
        Assert.Contains("the load history says nothing of it", Of(found, Claims.ViewsInTransaction).Seen, StringComparison.Ordinal);
        Assert.Equal(1L, (await home.Stack.AskAsync("SELECT COUNT(*) AS n FROM songs", Cancellation)).Rows[0][0]);
    }

    [Fact]
    public async Task Views_that_never_show_a_copy_are_found_out_and_nobody_waits_for_files_whose_load_has_failed()
    {
        await using var home = await OpenAsync(options => options with { LoadViewsLag = () => null });

        var found = await home.VerifyAsync(new VerifyOptions());

        Assert.Equal(
            ((Claim[])
            [
                Claims.Sample, Claims.FewRowsRefused, Claims.HalfRefused, Claims.Poison, Claims.SameFileTwice, Claims.LateSong,
                Claims.TwoAtOnce, Claims.NothingFailed, Claims.ViewsInTransaction, Claims.ViewsAfterCommit, Claims.ErrorsAfterRollback,
            ]).Select(claim => claim.Id),
            Falling(found));
        Assert.Contains("failed", Of(found, Claims.Sample).Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lock_that_keeps_nobody_out_is_found_out()
    {
        await using var home = await OpenAsync(options => options with { WithoutLocks = true });

        var found = await home.VerifyAsync(new VerifyOptions());

        Assert.Contains(Claims.LockBeforeSnapshot.Id, Falling(found));
        Assert.Contains("1023", Of(found, Claims.LockBeforeSnapshot).Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_of_an_earlier_version_is_found_out_before_a_file_is_put()
    {
        await using var home = await OpenAsync(options => options);
        var newest = SchemaChanges.All[^1].Name;
        await home.Stack.RunBatchAsync("older", [$"DELETE FROM dw.schema_changes WHERE change = '{newest}'"], Cancellation);

        var found = await home.VerifyAsync(new VerifyOptions());

        Assert.Equal([Claims.Schema.Id], Falling(found));
        Assert.StartsWith($"it lacks {newest}", Of(found, Claims.Schema).Seen, StringComparison.Ordinal);
        Assert.Equal(Claims.All.Count - 1, found.Count(Verdicts.NotSettled));
        Assert.Empty(Directory.EnumerateFiles(home.Stack.Home.Bucket, "*", SearchOption.AllDirectories));
    }

    private static IEnumerable<string> Falling(VerifyReport found) =>
        found.Claims.Where(finding => finding.Verdict == Verdicts.Falls).Select(finding => finding.Claim);

    private static Finding Of(VerifyReport found, Claim claim) => found.Claims.Single(finding => finding.Claim == claim.Id);

    private static async Task<OpenHome> OpenAsync(Func<DuckDbWarehouseOptions, DuckDbWarehouseOptions> changed)
    {
        var folder = new TemporaryFolder();
        return new OpenHome(folder, await LocalStack.OpenAsync(HomeFolder.Open(folder["home"]), inRealTime: false, changed, Cancellation));
    }

    private sealed class OpenHome(TemporaryFolder folder, LocalStack stack) : IAsyncDisposable
    {
        public LocalStack Stack => stack;

        public Task<VerifyReport> VerifyAsync(VerifyOptions options) =>
            new VerifyRun(new LocalOperations(stack), options, TimeProvider.System, _ => { }).RunAsync(Cancellation);

        public async ValueTask DisposeAsync()
        {
            await stack.DisposeAsync();
            folder.Dispose();
        }
    }
}
