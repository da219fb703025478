using Sparkify.LocalCloud;
using Sparkify.LocalCloud.Delivering;
using Sparkify.LocalCloud.Home;
using Sparkify.Reference;
using Sparkify.SampleData;
using Sparkify.Tests.Operated;
using Sparkify.Tests.SampleData;

namespace Sparkify.Tests.LocalCloud;

/// <summary>A process that is killed anywhere: the next one goes on where it was, and the rows are those of the reference.</summary>
public sealed class ResumeAfterKillTests : IDisposable
{
    private readonly LocalHome _home = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(20)]
    [InlineData(31)]
    [InlineData(47)]
    [InlineData(57)]
    public async Task Killed_after_an_event_of_a_history_the_load_ends_the_same(int lastEvent)
    {
        var files = DatasetGenerator.Files(new GenerateOptions(200, 15, lastEvent, "")).ToList();
        var events = 0;
        var stack = await LocalStack.OpenAsync(HomeFolder.Open(_home.Path), inRealTime: false, Cancel);
        // The history is written, and nothing after it happens any more.
        stack.Histories.Written += (_, _) => _ = Interlocked.Increment(ref events) >= lastEvent ? throw new KilledException() : 0;
        var killed = await Record.ExceptionAsync(() => DeliverAsync(stack, files.SkipLast(1)));
        await stack.DisposeAsync();
        Assert.IsType<KilledException>(killed?.InnerException);

        await using (var next = await LocalStack.OpenAsync(HomeFolder.Open(_home.Path), inRealTime: false, Cancel))
        {
            await DeliverAsync(next, files.TakeLast(1));
        }

        var comparison = Comparison.Of(StarSchema.Of(files.Select(Sources.Source)).Tables, await _home.TablesAsync());
        Assert.True(comparison.AreEqual, $"{comparison}");
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(5, true)]
    [InlineData(5, false)]
    [InlineData(12, true)]
    [InlineData(12, false)]
    public async Task Killed_while_files_are_put_those_that_were_are_loaded_by_the_next(int last, bool isNoticed)
    {
        var files = DatasetGenerator.Files(new GenerateOptions(200, 15, 1, "")).ToList();
        await using (var stack = await LocalStack.OpenAsync(HomeFolder.Open(_home.Path), inRealTime: false, Cancel))
        {
            if (!isNoticed)
            {
                // Every put was done, and its notice never sent.
                stack.Bucket.Stored -= stack.Notices.Send;
            }

            using var put = new CountdownEvent(last);
            stack.Bucket.Placed += _ => put.Signal();
            var killing = files.Take(last).Select(ToDeliver).Append(new FileToDeliver("", () =>
            {
                put.Wait(Cancel);
                throw new KilledException();
            }));
            await Assert.ThrowsAsync<KilledException>(() => new Delivery(stack).RunAsync(killing, Cancel));
        }

        await using (var next = await LocalStack.OpenAsync(HomeFolder.Open(_home.Path), inRealTime: false, Cancel))
        {
            await DeliverAsync(next, files.TakeLast(1));
            var ledger = await next.Ledger.FilesAsync(Cancel);
            Assert.Equal(
                files.Take(last).Append(files[^1]).Select(file => file.Key).Order(StringComparer.Ordinal),
                ledger.Keys.Select(file => file.Key).Order(StringComparer.Ordinal));
        }
    }

    private static Task<DeliveryReport> DeliverAsync(LocalStack stack, IEnumerable<GeneratedFile> files) =>
        new Delivery(stack).RunAsync(files.Select(ToDeliver), Cancel);

    private static FileToDeliver ToDeliver(GeneratedFile file) => FileToDeliver.Of(file.Key, file.Bytes);

    private sealed class KilledException : Exception;
}
