using System.Globalization;
using CsCheck;
using DuckDB.NET.Data;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Objects;
using Sparkify.LocalCloud;
using Sparkify.LocalCloud.Delivering;
using Sparkify.LocalCloud.Home;
using Sparkify.Operations;
using Sparkify.Tests.Backfill;
using Sparkify.Tests.LocalCloud;
using Sparkify.Tests.RedshiftOnDuckDb;
using Sparkify.Warehouse;

namespace Sparkify.Tests.Operated;

/// <summary>
/// The ledger is asked for what is wanted of it, not read: however long it is, an answer is as long as before, or a page.
/// </summary>
public sealed class LongLedgerTests : IDisposable
{
    /// <summary>More than two pages.</summary>
    private const int Lines = 45_000;

    private const int MostInPage = 20_000;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    /// <summary>A new file, the same again, another version of it, and one that no load can take: each costs the same answers.</summary>
    [Fact]
    public async Task A_delivery_gets_as_many_rows_from_the_warehouse_whatever_the_ledger_holds()
    {
        string[] contents = [BackfillHome.Song(1), BackfillHome.Song(1), BackfillHome.Song(2), "broken"];
        var rows = new List<IReadOnlyList<long>>();
        foreach (var lines in (int[])[0, Lines])
        {
            await using var stack = await OpenAsync(lines);
            var answers = Count(stack);
            var counted = new List<long>();
            foreach (var content in contents)
            {
                var report = await new Delivery(stack).RunAsync(
                    [FileToDeliver.Of("song_data/new.json", Utf8(content))], Cancellation);
                counted.Add(answers.Sum());
                answers.Clear();
                Assert.Equal(0, report.Unsettled);
            }

            rows.Add(counted);
        }

        Assert.Equal(rows[0], rows[1]);
        Assert.All(rows[0], count => Assert.InRange(count, 1, 10));
    }

    [Fact]
    public async Task What_a_delivery_says_of_a_file_depends_on_what_was_loaded_before_it()
    {
        await using var stack = await OpenAsync(lines: 100);
        var made = Made(7);

        var first = await DeliverAsync(stack, ("song_data/new.json", BackfillHome.Song(1)), ("song_data/again.json", BackfillHome.Song(3)));
        var second = await DeliverAsync(stack, ("song_data/new.json", BackfillHome.Song(1)), ("song_data/two.json", BackfillHome.Song(2)));
        // Another load of a version that is loaded: forced, and in a batch that there was not before.
        await new LocalOperations(stack).BackfillAsync(
            new Ingestion.Backfill.BackfillInput { Dataset = "song_data", Force = true }, _ => { }, Cancellation);
        var third = await DeliverAsync(stack, ("song_data/again.json", BackfillHome.Song(3)), (made, BackfillHome.Song(9)));

        Assert.Equal((2, 0), (first.Summary.Files.Loaded, first.Summary.Files.Unchanged));
        Assert.Equal((1, 1), (second.Summary.Files.Loaded, second.Summary.Files.Unchanged));
        Assert.Equal((1, 1), (third.Summary.Files.Loaded, third.Summary.Files.Unchanged));
    }

    [Fact]
    public async Task Files_are_listed_in_order_with_no_more_than_a_page_in_an_answer()
    {
        await using var stack = await OpenAsync(Lines);
        await DeliverAsync(stack, ("song_data/new.json", BackfillHome.Song(1)), ("log_data/broken.json", "broken"));
        var answers = Count(stack);

        var all = await ListAsync(stack, new FilesAsked());
        Assert.All(answers, count => Assert.InRange(count, 0, MostInPage));
        Assert.Equal(Lines + 2, all.Count);
        Assert.Equal(all.Select(story => story.Key).Order(StringComparer.Ordinal), all.Select(story => story.Key));
        Assert.Equal("quarantined", all[0].Status);

        answers.Clear();
        Assert.Equal("log_data/broken.json", Assert.Single(await ListAsync(stack, new FilesAsked { Status = "quarantined" })).Key);
        Assert.InRange(answers.Sum(), 1, 10);
        Assert.Equal(
            all.Where(story => story.Key.Contains("A7", StringComparison.OrdinalIgnoreCase)).Select(story => story.Key),
            (await ListAsync(stack, new FilesAsked { Words = ["a7"] })).Select(story => story.Key));
        Assert.Equal(
            all.Where(story => story.Key.StartsWith("song_data/A1", StringComparison.Ordinal)).Select(story => story.Key),
            (await ListAsync(stack, new FilesAsked { Prefix = "song_data/A1" })).Select(story => story.Key));
        Assert.Equal(
            all.Skip(31_000).Take(5).Select(story => story.Key),
            (await ListAsync(stack, new FilesAsked { After = all[30_999].Key }, most: 5)).Select(story => story.Key));
        Assert.Empty(await ListAsync(stack, new FilesAsked { Status = "failed" }));
        Assert.Empty(await ListAsync(stack, new FilesAsked { Prefix = "nowhere/" }));
    }

    /// <summary>What was put while nobody listened is noticed, and nothing else is.</summary>
    [Fact]
    public async Task Missed_files_are_found_with_no_more_than_a_page_in_an_answer()
    {
        await using var stack = await OpenAsync(Lines);
        await DeliverAsync(stack, ("song_data/known.json", BackfillHome.Song(1)));
        await File.WriteAllTextAsync(Path.Combine(stack.Home.Bucket, "song_data", "missed.json"), BackfillHome.Song(2), Cancellation);
        var answers = Count(stack);

        await stack.NoticeMissedAsync(Cancellation);

        Assert.All(answers, count => Assert.InRange(count, 0, MostInPage));
        Assert.Equal(
            ["song_data/missed.json"], (await new LocalOperations(stack).NoticesAsync(Cancellation)).Select(notice => notice.Of.Key));
    }

    /// <summary>Whatever keys hold and wherever a page ends: every line once, in the order of a bucket's listing.</summary>
    [Fact]
    public async Task Pages_follow_one_another_without_a_gap()
    {
        string[] parts = ["a", "B", "'", "\\", "%", "ü", "\uE000", "\U0001D11E", " b", "/"];
        await using var run = await WarehouseRun.OpenAsync();
        await run.MustAsync("CREATE SCHEMA dw");
        await run.MustAsync(
            "CREATE TABLE dw.file_ledger (load_id VARCHAR(80), dataset VARCHAR(16), key VARCHAR(1024), etag VARCHAR(128), "
            + "status VARCHAR(16), reason VARCHAR(2048), rows_staged BIGINT, rows_rejected BIGINT, rows_unusable BIGINT, "
            + "recorded_at TIMESTAMP, size BIGINT, event_time TIMESTAMP, trace_id VARCHAR(35))");
        var line = Gen.Select(
            Gen.OneOf(parts.Select(Gen.Const).ToArray()).Array[1, 4].Select(some => string.Concat(some)), Gen.Int[1, 3], Gen.Int[1, 3],
            (key, load, etag) => (Key: "song_data/" + key, Load: $"load-{load}", ETag: $"e{etag}"));
        await Gen.Select(line.List[0, 30], Gen.Int[1, 7]).SampleAsync(
            async sample =>
            {
                var (lines, page) = (sample.Item1.Distinct().ToList(), sample.Item2);
                await run.MustAsync("DELETE FROM dw.file_ledger");
                if (lines.Count > 0)
                {
                    await run.MustAsync(
                        "INSERT INTO dw.file_ledger (load_id, dataset, key, etag, status, rows_rejected, recorded_at, size) "
                        + string.Join(" UNION ALL ", lines.Select(known =>
                            $"SELECT '{known.Load}', 'song_data', {SqlArgument.AnyText("key", known.Key).Sql}, '{known.ETag}', "
                            + "'loaded', 0, TIMESTAMP '2026-01-01 00:00:00', 1")));
                }

                var ledger = new LedgerReader(run.Warehouse.QueryAsync, page);
                var listed = await ledger.ListAsync(Dataset.SongData, LedgerPlace.Before("song_data/"), new LedgerAmong(), Cancellation)
                    .Select(found => (found.Version.Key, found.Entry.LoadId, found.Version.ETag)).ToListAsync(Cancellation);

                Assert.Equal(
                    lines.OrderBy(known => known.Key, Comparer<string>.Create(Utf8Order.Compare))
                        .ThenBy(known => known.Load, StringComparer.Ordinal).ThenBy(known => known.ETag, StringComparer.Ordinal),
                    listed);
                foreach (var (key, load, etag) in lines)
                {
                    Assert.Contains(new FileVersionKey(key, etag), await ledger.FindAsync([new FileVersionKey(key, etag)], Cancellation));
                    Assert.All(await ledger.LinesAsync(key, Cancellation), found => Assert.Equal(key, found.Version.Key));
                }
            },
            iter: 30, threads: 1);
    }

    private static async Task<IReadOnlyList<FileStory>> ListAsync(LocalStack stack, FilesAsked asked, int most = int.MaxValue) =>
        await FileStories.ListAsync(new LocalOperations(stack), asked, Cancellation).Take(most).ToListAsync(Cancellation);

    private static Task<DeliveryReport> DeliverAsync(LocalStack stack, params IEnumerable<(string Key, string Content)> files) =>
        new Delivery(stack).RunAsync(
            files.Select(file => FileToDeliver.Of(file.Key, Utf8(file.Content))),
            Cancellation);

    /// <summary>The rows of each answer of the warehouse from here on.</summary>
    private static List<long> Count(LocalStack stack)
    {
        var answers = new List<long>();
        stack.Answered += answer => answers.Add(answer.Rows.Count);
        return answers;
    }

    private static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    /// <summary>The key of a line that is made.</summary>
    private static string Made(int line) => string.Create(CultureInfo.InvariantCulture, $"song_data/A{line % 10}/{line:D6}.json");

    /// <summary>A home in which so many files were loaded, by a hundred a load.</summary>
    private async Task<LocalStack> OpenAsync(int lines)
    {
        var home = HomeFolder.Open(_folder[$"home-{lines}-{Path.GetRandomFileName()}"]);
        await (await LocalStack.OpenAsync(home, inRealTime: false, Cancellation)).DisposeAsync();
        await using (var connection = new DuckDBConnection($"Data Source={home.Warehouse}"))
        {
            await connection.OpenAsync(Cancellation);
            await using var command = connection.CreateCommand();
            command.CommandText = string.Create(CultureInfo.InvariantCulture, $$"""
                INSERT INTO dw.loads (load_id, dataset, execution_id, files, rows_read, rows_staged, rows_rejected, rows_unusable,
                    tracks_resolved, started_at, recorded_at)
                SELECT 'song-data-made-' || i, 'song_data', 'made', 100, 100, 100, 0, 0, 0, TIMESTAMP '2026-01-01', TIMESTAMP '2026-01-01'
                FROM range({{lines}} // 100) t(i);
                INSERT INTO dw.file_ledger (load_id, dataset, bucket, key, etag, size, status, rows_staged, rows_rejected, rows_unusable,
                    recorded_at)
                SELECT 'song-data-made-' || i // 100, 'song_data', 'made', format('song_data/A{}/{:06d}.json', i % 10, i),
                    md5(i::VARCHAR), 1, 'loaded', 1, 0, 0, TIMESTAMP '2026-01-01'
                FROM range({{lines}}) t(i);
                """);
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        return await LocalStack.OpenAsync(home, inRealTime: false, Cancellation);
    }
}
