using Sparkify.Cli;
using Sparkify.Cli.Sharing;
using Sparkify.LocalCloud.Home;
using Sparkify.Tests.RedshiftOnDuckDb;

namespace Sparkify.Tests.LocalCloud;

/// <summary>Rows are made while somebody reads them: the queries here have a billion, for which nobody would wait.</summary>
public sealed class EndlessQueryTests : IDisposable
{
    private const string Digits = "WITH d AS (SELECT 0 AS n"
        + " UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6"
        + " UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9) ";

    private readonly LocalHome _home = new();

    private static string Endless { get; } =
        $"{Digits} SELECT a0.n, 'x' AS x FROM {string.Join(", ", Enumerable.Range(0, 9).Select(i => $"d a{i}"))}";

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task The_first_page_comes_at_once_and_the_rest_is_never_made()
    {
        await using var run = await WarehouseRun.OpenAsync();

        var first = run.Warehouse.QueryPages(Endless, TestContext.Current.CancellationToken).First();

        Assert.Equal(1_000, first.Rows.Count);
        Assert.Equal(["n", "x"], first.Columns.Select(column => column.Name));
    }

    [Fact]
    public async Task One_who_stops_between_two_pages_gets_no_other()
    {
        await using var run = await WarehouseRun.OpenAsync();
        using var ctrlC = new CancellationTokenSource();
        using var pages = run.Warehouse.QueryPages(Endless, ctrlC.Token).GetEnumerator();
        Assert.True(pages.MoveNext());

        await ctrlC.CancelAsync();

        Assert.Throws<OperationCanceledException>(() => _ = pages.MoveNext());
    }

    [Theory]
    [InlineData(false, "--json")]
    [InlineData(false)]
    [InlineData(true, "--json")]
    [InlineData(true)]
    public async Task It_ends_quietly_when_nobody_reads_any_more(bool beside, params string[] form)
    {
        var home = HomeFolder.Open(_home.Path);
        await using var owner = beside
            ? await HomeOwner.TryOpenAsync(home, inRealTime: true, TestContext.Current.CancellationToken)
            : null;
        using var head = new HeadWriter(lines: 10);
        using var error = new StringWriter();
        var to = new CommandOutput(head, error, isTerminal: false, width: 0) { NobodyReads = () => head.HasGone };

        var exit = await SparkifyCommands.RunAsync(
            ["query", Endless, .. form, "--home", _home.Path], to, TestContext.Current.CancellationToken);

        Assert.Equal((ExitCode.AllWell, ""), (exit, error.ToString()));
        Assert.True(head.HasGone);
    }

    [Fact]
    public void A_pipe_whose_reader_has_gone_says_so_and_takes_the_rest_in_silence()
    {
        using var pipe = new PipeWriter(new BrokenPipe());

        pipe.WriteLine("one");
        pipe.Write('t');
        pipe.Write(['w', 'o'], 0, 2);

        Assert.True(pipe.IsBroken);
    }

    /// <summary>Reads so many lines, as <c>head</c> does, and goes.</summary>
    private sealed class HeadWriter(int lines) : StringWriter
    {
        private int _seen;

        public bool HasGone => _seen >= lines;

        public override void Write(string? value)
        {
            _seen += value?.Count(letter => letter is '\n') ?? 0;
            base.Write(value);
        }
    }

    private sealed class BrokenPipe : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Broken pipe");

        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("Broken pipe");
    }
}
