using System.Text;
using CsCheck;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Objects;
using Sparkify.LocalCloud.Bucket;

namespace Sparkify.Tests.LocalCloud;

public sealed class FolderObjectStoreTests : IDisposable
{
    /// <summary>
    /// What goes wrong in file names: nothing, dots, the escape itself, NUL, percent, surrogate pairs beside U+E000 and up, over-long
    /// names.
    /// </summary>
    private static readonly Gen<string> Piece = Gen.OneOf(new[]
    {
        "", ".", "..", "a", "b", "a-b", "%", "%!", "%>", "%=", "%2F", "\0", " ", "+", "é", "\ue000", "😀", "'; DROP TABLE x; --", "\n",
        new string('l', 254), new string('é', 140), new string('%', 90),
    }.Select(Gen.Const).ToArray());

    private static readonly Gen<string> Key = Piece.List[1, 3]
        .Select(string.Concat).List[1, 4]
        .Select(segments => string.Join('/', segments))
        .Where(key => Encoding.UTF8.GetByteCount(key) is >= 1 and <= 1024);

    /// <summary>Of a folder: everybody may look into it.</summary>
    private const UnixFileMode Usual =
        UnixFileMode.UserRead
        | UnixFileMode.UserWrite
        | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherExecute;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    private FolderObjectStore NewBucket(string name = "b") => new("bucket", _folder[name], _folder["scratch"]);

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    [Fact]
    public void Whatever_the_keys_are_each_is_read_back_and_listed_in_the_order_of_its_bytes()
    {
        var bucketNumber = 0;
        Gen.Select(Key.List[1, 12], Key, Gen.Int[1, 5]).Sample((keys, after, prefixLength) =>
        {
            var store = NewBucket($"bucket-{Interlocked.Increment(ref bucketNumber)}");
            for (var i = 0; i < keys.Count; i++)
            {
                store.PutAsync(new("bucket", keys[i]), Bytes($"{i}"), "text/plain", Cancel).GetAwaiter().GetResult();
            }

            var expected = keys.Select((key, i) => (key, i))
                .GroupBy(put => put.key)
                .ToDictionary(same => same.Key, same => $"{same.Last().i}");
            foreach (var (key, content) in expected)
            {
                Assert.Equal(content, Encoding.UTF8.GetString(store.GetAsync(new("bucket", key), Cancel).GetAwaiter().GetResult().Span));
            }

            var sorted = expected.Keys.OrderBy(key => Convert.ToHexString(Encoding.UTF8.GetBytes(key)), StringComparer.Ordinal).ToList();
            Assert.Equal(sorted, List(store, "", null));

            var hex = Convert.ToHexString(Encoding.UTF8.GetBytes(after));
            Assert.Equal(
                sorted.Where(key => string.CompareOrdinal(Convert.ToHexString(Encoding.UTF8.GetBytes(key)), hex) > 0),
                List(store, "", after));

            var prefix = after[..Math.Min(after.Length, prefixLength)];
            Assert.Equal(sorted.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)), List(store, prefix, null));
        }, iter: 200);
    }

    [Fact]
    public async Task A_listing_has_pages_of_a_thousand()
    {
        var store = NewBucket();
        for (var i = 0; i < 2_001; i++)
        {
            await store.PutAsync(new("bucket", $"k/{i:D5}"), Bytes("x"), "text/plain", Cancel);
        }

        var pages = new List<int>();
        for (string? after = null; pages.Count == 0 || after is not null;)
        {
            var page = await store.ListAsync("bucket", "k/", after, Cancel);
            pages.Add(page.Objects.Count);
            after = page.StartAfter;
        }

        Assert.Equal([1000, 1000, 1], pages);
    }

    [Fact]
    public async Task A_listing_that_nobody_waits_for_reads_no_file_to_its_end()
    {
        var store = NewBucket();
        await File.WriteAllTextAsync(_folder["b/k"], "hello", Cancel);
        using var unwanted = new CancellationTokenSource();
        await unwanted.CancelAsync();

        Assert.Throws<OperationCanceledException>(() => store.FindWhileWanted("k", unwanted.Token));
        await Assert.ThrowsAsync<OperationCanceledException>(() => store.ListAsync("bucket", "", null, unwanted.Token));
        Assert.NotNull(store.Find("k"));
    }

    [Fact]
    public async Task A_files_etag_is_that_of_s3_and_follows_its_content()
    {
        var store = NewBucket();
        var path = _folder["b/log_data/x.json"];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);

        await File.WriteAllTextAsync(path, "hello", Cancel);
        // The MD5 of "hello".
        Assert.Equal("5d41402abc4b2a76b9719d911017c592", store.Find("log_data/x.json")!.ETag);

        await File.WriteAllTextAsync(path, "hello, world", Cancel);
        Assert.NotEqual("5d41402abc4b2a76b9719d911017c592", (await store.ListAsync("bucket", "", null, Cancel)).Objects.Single().ETag);
    }

    [Fact]
    public async Task Of_two_writes_of_a_key_the_later_has_the_greater_sequencer()
    {
        var store = NewBucket();
        var shown = new List<StoredObject>();
        store.Stored += shown.AddRange;
        for (var i = 0; i < 20; i++)
        {
            await store.PutAsync(new("bucket", "k"), Bytes("same"), "text/plain", Cancel);
        }

        Assert.Equal(
            shown.Select(stored => stored.Sequencer).Order(StringComparer.Ordinal).Distinct(), shown.Select(stored => stored.Sequencer));
    }

    [Fact]
    public async Task What_is_not_there_is_missing_and_another_bucket_is_refused()
    {
        var store = NewBucket();
        await Assert.ThrowsAsync<ObjectMissingException>(() => store.GetAsync(new("bucket", "nothing/here"), Cancel));
        await Assert.ThrowsAsync<ObjectStoreRefusedException>(() => store.GetAsync(new("other", "k"), Cancel));
        Assert.Empty((await store.ListAsync("bucket", "none/", null, Cancel)).Objects);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_listed_and_found_and_only_its_reader_is_refused()
    {
        var store = NewBucket();
        await store.PutAsync(new("bucket", "log_data/good.json"), Bytes("x"), "text/plain", Cancel);
        await using (new FileStream(_folder["b/log_data/odd.json"], FileMode.Create, FileAccess.Write, FileShare.None))
        {
            Assert.Equal(["log_data/good.json", "log_data/odd.json"], List(store, "", null));
            // Too short to be taken for the tag of a content.
            Assert.InRange(store.Find("log_data/odd.json")!.ETag.Length, 1, 31);
            await Assert.ThrowsAsync<ObjectStoreUnavailableException>(() => store.GetAsync(new("bucket", "log_data/odd.json"), Cancel));
        }

        Assert.Equal("d41d8cd98f00b204e9800998ecf8427e", store.Find("log_data/odd.json")!.ETag);
    }

    [Fact]
    public async Task A_file_or_a_folder_without_rights_ends_no_listing()
    {
        Assert.SkipUnless(Unprivileged.IsPossible, "this user may read everything");
        var store = NewBucket();
        foreach (var key in (string[])["a/good", "a/odd", "b/within"])
        {
            await store.PutAsync(new("bucket", key), Bytes("x"), "text/plain", Cancel);
        }

#pragma warning disable CA1416 // Windows is skipped above.
        File.SetUnixFileMode(_folder.Path, Usual);
        File.SetUnixFileMode(_folder["b/a/odd"], UnixFileMode.None);
        File.SetUnixFileMode(_folder["b/b"], UnixFileMode.None);

        Unprivileged.Run(() =>
        {
            Assert.Equal(["a/good", "a/odd"], List(NewBucket(), "", null));
            Assert.InRange(NewBucket().Find("a/odd")!.ETag.Length, 1, 31);
            Assert.Null(NewBucket().Find("b/within"));
            Assert.StartsWith("a file that can't be read: Access", NewBucket().WhyUnreadable("a/odd")!.What, StringComparison.Ordinal);
            Assert.Null(NewBucket().WhyUnreadable("a/good"));
            Assert.Null(NewBucket().WhyUnreadable("a/none"));
            var closed = Assert.Single(NewBucket().WalkAll(""), found => found.Fault is not null);
            Assert.Equal("b/", closed.Key);
            Assert.Contains("can't be opened", closed.Fault!.What, StringComparison.Ordinal);
            Assert.Throws<ObjectStoreRefusedException>(() => _ = store.GetAsync(new("bucket", "a/odd"), Cancel).GetAwaiter().GetResult());
        });

        File.SetUnixFileMode(_folder["b/b"], Usual);
#pragma warning restore CA1416
    }

    /// <summary>Whoever copies files may keep their times, and often their sizes are the same.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_replaced_by_one_of_the_same_size_and_time_is_another(bool inPlace)
    {
        Assert.SkipWhen(inPlace && OperatingSystem.IsWindows(), "Windows shows no other time of change");
        var store = NewBucket();
        var path = _folder["b/k"];
        await File.WriteAllTextAsync(path, "hello", Cancel);
        var time = File.GetLastWriteTimeUtc(path);
        var before = store.Find("k")!;

        var other = inPlace ? path : _folder["scratch/other"];
        await File.WriteAllTextAsync(other, "other", Cancel);
        File.SetLastWriteTimeUtc(other, time);
        File.Move(other, path, overwrite: true);
        var after = store.Find("k")!;

        Assert.Equal((before.Size, before.StoredAt), (after.Size, after.StoredAt));
        Assert.NotEqual(before.ETag, after.ETag);
        Assert.Equal(after.ETag, (await store.ListAsync("bucket", "", null, Cancel)).Objects.Single().ETag);
    }

    [Fact]
    public async Task What_the_system_says_of_a_path_is_what_dotnet_says()
    {
        var file = new FileInfo(_folder["file"]);
        await File.WriteAllTextAsync(file.FullName, "hello", Cancel);
        File.SetLastWriteTimeUtc(file.FullName, new DateTime(1931, 5, 6, 7, 8, 9, DateTimeKind.Utc).AddTicks(1_234_567));
        File.CreateSymbolicLink(_folder["link"], file.FullName);

        var state = PathState.Of(file.FullName);

        Assert.Equal((PathKind.File, 5, file.LastWriteTimeUtc), (state.Kind, state.Stamp.Size, state.Stamp.ModifiedAt));
        Assert.Equal(state, PathState.Of(_folder["link"]));
        Assert.Equal(PathKind.Folder, PathState.Of(_folder.Path).Kind);
        Assert.True(PathState.Of(_folder["none"]).IsGone);
        Assert.True(PathState.Of(_folder["file/none"]).IsGone);
        if (!OperatingSystem.IsWindows())
        {
            Assert.NotEqual(state, PathState.OfName(_folder["link"]));
            Assert.NotEqual(state.Stamp.Number, PathState.Of(_folder.Path).Stamp.Number);
            Assert.Equal(state.Stamp.Device, PathState.Of(_folder.Path).Stamp.Device);
            Assert.Equal(PathKind.Device, PathState.Of("/dev/null").Kind);
            var changedAt = DateTime.UnixEpoch.AddTicks(state.Stamp.ChangedAt / TimeSpan.NanosecondsPerTick);
            Assert.InRange(changedAt, DateTime.UtcNow.AddDays(-1), DateTime.UtcNow.AddDays(1));
        }
    }

    [Fact]
    public async Task A_file_longer_than_memory_holds_is_no_object()
    {
        var store = NewBucket();
        await using (var file = File.Create(_folder["b/long"]))
        {
            file.SetLength(Array.MaxLength + 1L);
        }

        Assert.Null(store.Find("long"));
        Assert.Empty((await store.ListAsync("bucket", "", null, Cancel)).Objects);
        Assert.Contains("split it", Assert.Single(store.WalkAll("")).Fault!.WhatToDo, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_leads_back_is_not_followed_and_one_that_leads_nowhere_is_not_there()
    {
        var store = NewBucket();
        await store.PutAsync(new("bucket", "log_data/x.json"), Bytes("x"), "text/plain", Cancel);
        Directory.CreateSymbolicLink(_folder["b/log_data/round"], _folder["b"]);
        File.CreateSymbolicLink(_folder["b/log_data/y.json"], _folder["nowhere"]);

        Directory.CreateSymbolicLink(_folder["b/song_data"], _folder["b/log_data"]);

        Assert.Equal(["log_data/x.json"], List(store, "", null));
        Assert.Empty(List(store, "song_data/", null));
        Assert.Equal("song_data", Assert.Single(store.WalkAll("song_data/A/")).Key);
        Assert.Null(store.Find("log_data/y.json"));
        Assert.Null(store.Find(new string('k', 1_025)));
    }

    [Fact]
    public async Task A_put_that_fails_leaves_no_scratch_and_is_refused()
    {
        var store = NewBucket();
        Directory.CreateDirectory(_folder["b/k"]);
        Directory.CreateDirectory(_folder["b/%!k%="]);

        await Assert.ThrowsAsync<ObjectStoreRefusedException>(() => store.PutAsync(new("bucket", "k"), Bytes("x"), "text/plain", Cancel));

        Assert.Empty(Directory.GetFiles(_folder["scratch"]));
    }

    [Fact]
    public async Task A_put_finds_its_way_when_a_folder_that_it_knew_has_gone_or_is_a_file_now()
    {
        var store = NewBucket();
        await store.PutAsync(new("bucket", "a/b/first"), Bytes("1"), "text/plain", Cancel);
        Directory.Delete(_folder["b/a"], recursive: true);
        await store.PutAsync(new("bucket", "a/b/second"), Bytes("2"), "text/plain", Cancel);
        Assert.Equal(["a/b/second"], List(store, "", null));

        Directory.Delete(_folder["b/a"], recursive: true);
        await File.WriteAllTextAsync(_folder["b/a"], "a", Cancel);
        await store.PutAsync(new("bucket", "a/b/third"), Bytes("3"), "text/plain", Cancel);

        Assert.Equal(["a", "a/b/third"], List(store, "", null));
        Assert.Equal("a", Encoding.UTF8.GetString((await store.GetAsync(new("bucket", "a"), Cancel)).Span));
    }

    /// <summary>Longer than a part, and not by a whole number of parts.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3_000_001)]
    public async Task A_content_that_is_read_part_by_part_is_the_same_object(int length)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);
        var store = NewBucket();
        var location = new ObjectLocation("bucket", "k");

        var stored = store.Place(location, store.Write(location, new MemoryStream(content), Cancel));

        Assert.Equal((ETag.Of(content), length), (stored.ETag, stored.Size));
        Assert.True((await store.GetAsync(location, Cancel)).Span.SequenceEqual(content));
    }

    private static List<string> List(FolderObjectStore store, string prefix, string? after) =>
        [.. store.ListAsync("bucket", prefix, after, Cancel).GetAwaiter().GetResult().Objects.Select(listed => listed.Key)];
}
