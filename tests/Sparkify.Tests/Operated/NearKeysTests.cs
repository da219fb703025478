using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Sparkify.Cli;
using Sparkify.Ingestion.Objects;
using Sparkify.Operations;

namespace Sparkify.Tests.Operated;

/// <summary>A key that is written in another way, or wrongly, leads to the file all the same.</summary>
public sealed class NearKeysTests(MissingFiles missing) : IClassFixture<MissingFiles>
{
    private const string Poison = "log_data/poison.json";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The last of these is in the ledger alone.</summary>
    [Theory]
    [InlineData("log_data/posion.json", Poison)]
    [InlineData("log_data/poison.json.gz", Poison)]
    [InlineData("log_data/Poison.JSON", Poison)]
    [InlineData("log_data/2018/11/poison.json", Poison)]
    [InlineData("poison.json", Poison)]
    [InlineData("log-data/poison.json", Poison)]
    [InlineData("elsewhere/waiting.json", "log_data/waiting.json")]
    [InlineData("log_dta/", "log_data/")]
    [InlineData("song_data/deleted.json", "log_data/deleted.json")]
    public async Task A_misspelt_key_gets_a_near_one_on_the_terminal_and_on_the_page(string typed, string meant)
    {
        var said = await missing.RunAsync("files", typed);
        var (_, story) = await missing.GetAsync($"api/files/story?key={Uri.EscapeDataString(typed)}");

        Assert.Equal(ExitCode.Failed, said.Exit);
        Assert.EndsWith($" Did you mean {meant}?\n", said.Output, StringComparison.Ordinal);
        Assert.Equal(said.Output.Trim(), story.GetProperty("reason").GetString());
    }

    [Theory]
    [InlineData("log_data/xyzzy.json")]
    [InlineData("log_data/\ud800.json")]
    [InlineData("nowhere")]
    [InlineData("/")]
    public async Task A_key_that_is_near_none_gets_none(string typed)
    {
        var said = await missing.RunAsync("files", typed);

        Assert.Equal(ExitCode.Failed, said.Exit);
        Assert.DoesNotContain("Did you mean", said.Output, StringComparison.Ordinal);
    }

    public static TheoryData<string> Ways => ["s3://BUCKET/", "FOLDER/", "home/bucket/", "./home/bucket/", "../bucket/", "/", "./"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Where_a_file_lies_means_its_key(string way)
    {
        var typed = way.Replace("BUCKET", missing.Operated.Bucket, StringComparison.Ordinal)
            .Replace("FOLDER", missing.Operated.Folder, StringComparison.Ordinal) + Poison;

        var said = await missing.RunAsync("files", typed);
        var (_, found) = await missing.GetAsync($"api/files?search={Uri.EscapeDataString(typed)}");

        Assert.Equal($"The key of that is {Poison}.\n{(await missing.RunAsync("files", Poison)).Output}", said.Output);
        Assert.Equal(Poison, Assert.Single(found.GetProperty("files").EnumerateArray()).GetProperty("key").GetString());
        Assert.Equal(await missing.RunAsync("files", Poison, "--json"), await missing.RunAsync("files", typed, "--json"));
    }

    [Fact]
    public async Task An_address_in_another_bucket_says_which_is_this_stacks()
    {
        var said = await missing.RunAsync("files", $"s3://other/{Poison}");

        Assert.Equal(
            (ExitCode.Failed, $"other is another bucket: this stack loads what is in s3://{missing.Operated.Bucket}.\n"),
            (said.Exit, said.Output));
    }

    [Theory]
    [InlineData("log_data/", "log_data/")]
    [InlineData("log_data", "log_data")]
    [InlineData("log_data/p", "log_data/p")]
    [InlineData("/log_data/", "log_data/")]
    public async Task A_folder_or_the_beginning_of_keys_lists_what_is_below_it(string typed, string prefix)
    {
        Assert.Equal(await missing.RunAsync("files", "--prefix", prefix), await missing.RunAsync("files", typed));
        Assert.Equal(await missing.RunAsync("files", "--prefix", prefix, "--json"), await missing.RunAsync("files", typed, "--json"));
    }

    [Fact]
    public async Task A_folder_can_be_asked_for_a_status()
    {
        var said = await missing.RunAsync("files", "log_data/", "--status", "waiting", "--json");

        Assert.Equal(
            ["log_data/waiting.json"],
            JsonDocument.Parse(said.Output).RootElement.EnumerateArray().Select(file => file.GetProperty("key").GetString()));
        Assert.Equal(
            (ExitCode.AllWell, "There is no such file.\n"), Outcome(await missing.RunAsync("files", "song_data/", "--status", "waiting")));
    }

    /// <summary>A script that asks for a file must not get another one's status.</summary>
    [Fact]
    public async Task A_whole_key_is_no_beginning() =>
        Assert.Equal((ExitCode.Failed, "[]\n"), Outcome(await missing.RunAsync("files", "log_data/.json", "--json")));

    [Fact]
    public async Task Of_a_bucket_however_large_a_few_pages_are_looked_at()
    {
        var bucket = new Million();
        var stack = DispatchProxy.Create<IOperatedStack, Over>();
        ((Over)(object)stack).Inner = missing.Operated;
        ((Over)(object)stack).Objects = bucket;

        Assert.Equal(["song_data/A/0765432.json"], (await NearKeys.OfAsync(stack, "song_data/A/07654z32.json", Cancellation)).Take(1));
        Assert.InRange(bucket.Listed, 1, 5_000);
    }

    private static (int, string) Outcome(Said said) => (said.Exit, said.Output);

    /// <summary>A stack with another bucket.</summary>
    public class Over : DispatchProxy
    {
        internal IOperatedStack Inner { get; set; } = null!;
        internal IObjectStore Objects { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod!.Name == $"get_{nameof(IOperatedStack.Objects)}" ? Objects : targetMethod.Invoke(Inner, args);
    }

    private sealed class Million : IObjectStore
    {
        public int Listed { get; private set; }

        public Task PutAsync(
            ObjectLocation location, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<ReadOnlyMemory<byte>> GetAsync(ObjectLocation location, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<ObjectPage> ListAsync(string bucket, string prefix, string? startAfter, CancellationToken cancellationToken)
        {
            List<ListedObject> page =
            [
                .. Enumerable.Range(0, 1_000_000)
                    .Select(number => string.Create(CultureInfo.InvariantCulture, $"song_data/A/{number:D7}.json"))
                    .Where(key => key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(key, startAfter) > 0)
                    .Take(1_000).Select(key => new ListedObject(key, "e", 1, DateTimeOffset.UnixEpoch))
            ];
            Listed += page.Count;
            return Task.FromResult(new ObjectPage(page, page.Count == 1_000 ? page[^1].Key : null));
        }
    }
}
