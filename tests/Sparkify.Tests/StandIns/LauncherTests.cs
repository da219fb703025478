namespace Sparkify.Tests.StandIns;

public sealed class LauncherTests : IDisposable
{
    private const string Missing = """
        /x/probe.csproj : error NU1101: Unable to find package Vendor.S3Two. No packages exist with this id in source(s): feed
        /x/probe.csproj : error NU1102: Unable to find package Vendor.One with version (>= 3.0.0)
        """;

    private readonly FakeCheckout _checkout = OperatingSystem.IsWindows() ? null! : new FakeCheckout();

    public LauncherTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "the launcher is a shell script");

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public void Packages_that_the_source_lacks_are_named_in_one_line_and_only_once()
    {
        _checkout.Write("restore.log", Missing);
        _checkout.Write("restore.exit", "1");

        var first = _checkout.Run("demo");
        var second = _checkout.Run("demo");

        Assert.Single(first.Error.Split('\n'), line => line.Contains("lacks Vendor.One Vendor.S3Two:", StringComparison.Ordinal));
        Assert.Contains("<UseStandIns>true</UseStandIns>", File.ReadAllText(_checkout.Path(".packages.props")), StringComparison.Ordinal);
        Assert.Contains(
            "Include=\"Vendor.S3Two\"", File.ReadAllText(_checkout.Path("artifacts/package-probe/probe.csproj")), StringComparison.Ordinal);
        Assert.Equal("", second.Error);
        Assert.Single(_checkout.Calls, call => call.Contains("/probe.csproj", StringComparison.Ordinal));
        Assert.Contains("artifacts/stand-ins/", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Packages_that_are_all_served_are_used()
    {
        var run = _checkout.Run("demo");

        Assert.Contains("<UseStandIns>false</UseStandIns>", File.ReadAllText(_checkout.Path(".packages.props")), StringComparison.Ordinal);
        Assert.Contains("artifacts/official/", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "true")]
    [InlineData("1", "false")]
    public void Machine_code_is_made_where_the_source_serves_its_compiler_and_nothing_is_said_where_it_does_not(string exit, string made)
    {
        _checkout.Write("compiler.exit", exit);

        var first = _checkout.Run("demo");
        _checkout.Touch("src/Cli/Thing.cs");
        var second = _checkout.Run("demo");

        Assert.DoesNotContain("compiler", first.Error, StringComparison.Ordinal);
        Assert.Equal(0, second.ExitCode);
        Assert.Single(_checkout.Calls, call => call.Contains("/compiler.csproj", StringComparison.Ordinal));
        Assert.All(
            _checkout.Calls.Where(call => call.StartsWith("build ", StringComparison.Ordinal)),
            call => Assert.EndsWith($"-p:ReadyToRun={made}", call, StringComparison.Ordinal));
    }

    [Fact]
    public void A_source_that_cannot_be_asked_is_asked_again_the_next_time()
    {
        _checkout.Write("restore.log", "/x/probe.csproj : error NU1301: Unable to load the service index\n");
        _checkout.Write("restore.exit", "1");

        var run = _checkout.Run("demo");

        Assert.Contains("NU1301", run.Error, StringComparison.Ordinal);
        Assert.Contains("artifacts/stand-ins/", run.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(_checkout.Path(".packages.props")));
    }

    [Fact]
    public void Only_a_change_is_built()
    {
        _checkout.Run("demo");
        _checkout.Run("query", "SELECT 1");
        Assert.Equal(1, _checkout.Builds);

        _checkout.Touch("src/Cli/Thing.cs");
        _checkout.Run("demo");
        Assert.Equal(2, _checkout.Builds);

        _checkout.Touch("tests/Sparkify.Tests/ThingTests.cs");
        _checkout.Run("demo");
        Assert.Equal(2, _checkout.Builds);
    }

    [Fact]
    public void A_file_that_is_taken_away_is_a_change()
    {
        _checkout.Run("demo");

        File.Delete(_checkout.Path("src/Cli/Thing.cs"));
        _checkout.Run("demo");

        Assert.Equal(2, _checkout.Builds);
    }

    [Fact]
    public void A_build_that_fails_says_so_and_is_tried_again()
    {
        _checkout.Write("broken", "");
        var failed = _checkout.Run("demo");
        File.Delete(_checkout.Path("broken"));
        var mended = _checkout.Run("demo");

        Assert.Equal((1, ""), (failed.ExitCode, failed.Output));
        Assert.Contains("error CS0103: no such name", failed.Error, StringComparison.Ordinal);
        Assert.Equal(0, mended.ExitCode);
    }

    [Fact]
    public void A_lock_left_by_a_dead_build_holds_nobody_up()
    {
        using var ended = System.Diagnostics.Process.Start("true");
        ended.WaitForExit();
        _checkout.Write("artifacts/official/.lock", $"{ended.Id}\n");

        Assert.Equal(0, _checkout.Run("demo").ExitCode);
        Assert.False(File.Exists(_checkout.Path("artifacts/official/.lock")));
    }

    [Fact]
    public void Without_the_SDK_it_says_what_is_missing_and_where_to_get_it()
    {
        _checkout.Write("sdks", "8.0.100 [/sdk]\n");

        var run = _checkout.Run("demo");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(".NET 10 SDK", run.Error, StringComparison.Ordinal);
        Assert.Contains("https://dotnet.microsoft.com/download/dotnet/10.0", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_and_exit_code_pass_through_from_anywhere_even_by_a_link()
    {
        _checkout.Write("run.exit", "3");
        var link = _checkout.Path("bin/link");
        File.CreateSymbolicLink(link, "../sparkify");

        var run = _checkout.RunAs(link, "query", "SELECT * FROM \"users\"", "", "--json");

        Assert.Equal(3, run.ExitCode);
        Assert.EndsWith("sparkify.dll><query><SELECT * FROM \"users\"><><--json>\n", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""passed="2" failed="0" errors="0" skipped="0">""", 0, 0, "2 passed, 0 failed, 0 skipped")]
    [InlineData(
        """passed="1" failed="0" errors="0" skipped="1"><test name="T.One" result="Skip"><reason>no &lt;moto&gt; &amp; no&#xA;time</reason></test>""",
        0,
        0,
        "skipped: T.One: no <moto> & no time\n1 passed, 0 failed, 1 skipped")]
    [InlineData(
        """passed="1" failed="1" errors="0" skipped="0"><test name="T.Two(s: \&quot;x\&quot;)" result="Fail"><failure/></test>""",
        1,
        1,
        "failed: T.Two(s: \"x\")\n1 passed, 1 failed, 0 skipped")]
    [InlineData("""passed="1" failed="0" errors="1" skipped="0">""", 1, 1, "1 passed, 1 failed, 0 skipped")]
    [InlineData("""passed="0" failed="0" errors="0" skipped="0">""", 0, 1, "no test was executed\n0 passed, 0 failed, 0 skipped")]
    [InlineData(
        """passed="0" failed="0" errors="0" skipped="1"><test name="T.One" result="Skip"><reason>x</reason></test>""",
        0,
        1,
        "skipped: T.One: x\nno test was executed\n0 passed, 0 failed, 1 skipped")]
    [InlineData(null, 134, 1, "0 passed, 1 failed, 0 skipped")]
    public void The_tests_end_in_a_closing_line(string? assembly, int runner, int exitCode, string ending)
    {
        _checkout.Write("run.exit", $"{runner}");
        _checkout.Report("Sparkify.Tests", assembly);

        var run = _checkout.Run("test", "-class", "T*");

        Assert.Equal($"{ending}\n", AfterTheRuns(run.Output));
        Assert.Equal(exitCode, run.ExitCode);
    }

    [Fact]
    public void Every_project_of_tests_is_run_with_the_same_arguments_the_fast_one_first()
    {
        var runs = _checkout.Run("test", "-class", "T*").Output.Split('\n');

        Assert.Contains("Sparkify.Functions.Tests.dll><-noLogo><-noColor><-class><T*>", runs[0], StringComparison.Ordinal);
        Assert.Contains("Sparkify.Tests.dll><-noLogo><-noColor><-class><T*>", runs[1], StringComparison.Ordinal);
    }

    /// <param name="fast">Of the fast tests: how many passed, failed and were skipped; null: they ended without a report.</param>
    /// <param name="rest">Of the others.</param>
    [Theory]
    [InlineData("3 0 1", "40 0 2", 0, "43 passed, 0 failed, 3 skipped")]
    [InlineData("3 0 0", "0 0 0", 0, "3 passed, 0 failed, 0 skipped")]
    [InlineData("0 0 0", "4 0 0", 0, "4 passed, 0 failed, 0 skipped")]
    [InlineData("0 0 0", "0 0 0", 1, "no test was executed\n0 passed, 0 failed, 0 skipped")]
    [InlineData("3 1 0", "4 0 0", 1, "7 passed, 1 failed, 0 skipped")]
    [InlineData(null, "4 0 0", 1, "4 passed, 1 failed, 0 skipped")]
    public void One_line_closes_the_runs_of_all_projects(string? fast, string rest, int exitCode, string ending)
    {
        _checkout.Report("Sparkify.Functions.Tests", Counts(fast));
        _checkout.Report("Sparkify.Tests", Counts(rest));

        var run = _checkout.Run("test");

        Assert.Equal($"{ending}\n", AfterTheRuns(run.Output));
        Assert.Equal(exitCode, run.ExitCode);

        static string? Counts(string? counts) => counts?.Split(' ') is [var passed, var failed, var skipped]
            ? $"passed=\"{passed}\" failed=\"{failed}\" errors=\"0\" skipped=\"{skipped}\">"
            : null;
    }

    [Fact]
    public void Mutations_are_made_of_each_project_or_of_the_one_that_is_named()
    {
        Directory.CreateDirectory(_checkout.Path("tests/Functions"));

        _checkout.Run("mutate");
        _checkout.Run("mutate", "--project", "Ingestion", "--mutate", "**/LoadId.cs");
        var wrong = _checkout.Run("mutate", "--project", "Warehouse");

        var calls = _checkout.Calls.Where(call => call.StartsWith("stryker ", StringComparison.Ordinal)).ToList();
        Assert.Equal(["Ingestion", "Functions", "Ingestion"], calls.Select(call => call.Split(' ')[2].Split('.')[1]));
        Assert.EndsWith("/artifacts/mutation/Ingestion --mutate **/LoadId.cs", calls[2], StringComparison.Ordinal);
        Assert.Equal((2, "sparkify: --project takes Ingestion or Functions.\n"), (wrong.ExitCode, wrong.Error));
    }

    [Fact]
    public void A_proof_that_this_checkout_lacks_is_named()
    {
        var run = _checkout.Run("prove");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("tests/Proof", run.Error, StringComparison.Ordinal);
    }

    /// <summary>The output without the lines that the projects' own runs wrote, one each.</summary>
    private static string AfterTheRuns(string output) => string.Join('\n', output.Split('\n').Skip(2));
}
