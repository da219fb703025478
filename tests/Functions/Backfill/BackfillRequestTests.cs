using System.Text.Json;
using Sparkify.Ingestion.Backfill;
using Sparkify.Ingestion.Failures;

namespace Sparkify.Functions.Tests.Backfill;

public sealed class BackfillRequestTests
{
    private static readonly BackfillInput LogData = new() { Dataset = "log_data" };

    /// <summary>
    /// Id and fingerprint were worked out with sha256sum: a start finds the plan of a start before it by them, across releases.
    /// </summary>
    [Fact]
    public void A_dataset_alone_is_enough()
    {
        var run = BackfillRequest.Resolve(LogData, "sparkify", "arn:backfill-1", Inputs.Now);

        Assert.Equal(
            new BackfillRun
            {
                Id = "log-data-e7400820a41b",
                Dataset = Ingestion.Dataset.LogData,
                Bucket = "sparkify",
                Prefix = "log_data/",
                Force = false,
                DryRun = false,
                MaxFilesPerLoad = 10_000,
                MaxBytesPerLoad = 536_870_912, // 512 MiB
                StartedAt = Inputs.NowMs,
                Fingerprint = "9c9797313927",
            },
            run);
    }

    [Fact]
    public void What_the_operator_says_is_taken_as_it_is()
    {
        var run = Resolve(LogData with
        {
            Prefix = "log_data/2018/", From = "2018-11-01", To = "2018-11-01T12:00:00+01:00", Force = true, DryRun = true,
            MaxFilesPerLoad = 7, MaxBytesPerLoad = 8,
        });

        Assert.Equal(("log_data/2018/", true, true, 7, 8L), (run.Prefix, run.Force, run.DryRun, run.MaxFilesPerLoad, run.MaxBytesPerLoad));
        Assert.Equal((1_541_030_400_000, 1_541_070_000_000), (run.From, run.To)); // midnight and 11 o'clock, UTC
    }

    [Theory]
    [InlineData("-PT1H", 1_541_116_800_000 - 3_600_000)]
    [InlineData("-P1D", 1_541_116_800_000 - 86_400_000)]
    [InlineData("2018-11-01T12:00:00Z", 1_541_073_600_000)]
    [InlineData("2018-11-01T12:00:00", 1_541_073_600_000)]
    [InlineData("", null)]
    public void A_moment_is_a_date_a_time_or_so_long_before_the_start(string from, long? milliseconds) =>
        Assert.Equal(milliseconds, Resolve(LogData with { From = from }).From);

    [Theory]
    [InlineData("yesterday")]
    [InlineData("-Pnonsense")]
    [InlineData("-P99999999999D")]
    [InlineData("-P4000Y")]
    [InlineData("PT1H")]
    [InlineData("12:00")]
    [InlineData("11/1/2018")]
    [InlineData("2018-11")]
    public void What_is_no_moment_is_refused_with_what_to_write(string text)
    {
        Assert.Equal(
            $"from '{text}' is no moment: write 2018-11-01, 2018-11-01T12:00:00Z, or -PT1H for an hour before the start",
            Refusal(LogData with { From = text }));
        Assert.StartsWith($"to '{text}' is no moment", Refusal(LogData with { To = text }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2018-11-02", "2018-11-01")]
    [InlineData("2018-11-01", "2018-11-01")]
    public void From_is_before_to(string from, string to)
    {
        Assert.Equal(
            $"from '{from}' is not before to '{to}': no file can be put between them", Refusal(LogData with { From = from, To = to }));
        Assert.Equal(1_541_116_800_000, Resolve(LogData with { From = "2018-11-01", To = "2018-11-02" }).To);
    }

    [Fact]
    public void A_dataset_that_is_none_and_a_prefix_of_another_are_refused()
    {
        Assert.Equal("dataset 'play_data' is no dataset: say log_data or song_data", Refusal(new BackfillInput { Dataset = "play_data" }));
        Assert.Equal("dataset '' is no dataset: say log_data or song_data", Refusal(new BackfillInput()));
        Assert.Equal(
            "prefix 'song_data/A' is not of log_data: let it start with log_data/, or name the other dataset",
            Refusal(LogData with { Prefix = "song_data/A" }));
        Assert.Equal("log_data/", Resolve(LogData with { Prefix = "" }).Prefix);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(10_001)]
    public void A_load_has_from_one_file_to_ten_thousand(long most)
    {
        Assert.Equal($"maxFilesPerLoad {most} is not from 1 to 10000", Refusal(LogData with { MaxFilesPerLoad = most }));
        Assert.Equal(
            [1, 10_000], new long[] { 1, 10_000 }.Select(files => Resolve(LogData with { MaxFilesPerLoad = files }).MaxFilesPerLoad));
    }

    [Fact]
    public void A_prefix_of_no_dataset_and_one_longer_than_any_key_are_refused()
    {
        Assert.Equal(
            "prefix 'logs/' is not of log_data: let it start with log_data/", Refusal(LogData with { Prefix = "logs/" }));
        var longest = "log_data/" + new string('ü', 507) + "x";
        Assert.Equal(longest, Resolve(LogData with { Prefix = longest }).Prefix);
        Assert.Equal("prefix is longer than any key: a key has at most 1024 bytes", Refusal(LogData with { Prefix = longest + "x" }));
    }

    /// <summary>A misspelt name would be taken for nothing, and a dry run for a wet one.</summary>
    [Fact]
    public void What_is_no_input_of_a_backfill_is_refused_but_for_marks_that_ask_for_nothing()
    {
        var input = Read("""{"dataset":"log_data","Comment":"by hand","AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID":"arn"}""");
        Assert.Equal("log_data/", Resolve(input).Prefix);

        Assert.StartsWith(
            "dry_run is no input of a backfill: ", Refusal(Read("""{"dataset":"log_data","dry_run":true}""")), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_is_reported_at_once() => Assert.Equal(
        "dataset 'plays' is no dataset: say log_data or song_data; from 'now' is no moment: write 2018-11-01, 2018-11-01T12:00:00Z, or "
        + "-PT1H for an hour before the start; maxFilesPerLoad 0 is not from 1 to 10000",
        Refusal(new BackfillInput { Dataset = "plays", From = "now", MaxFilesPerLoad = 0 }));

    /// <summary>What is refused before an execution starts is exactly what the execution would refuse.</summary>
    [Fact]
    public void An_input_has_a_fault_if_and_only_if_it_is_refused()
    {
        var inputs = from dataset in (string?[])[null, "", "log_data", "song_data", "LOG_DATA"]
                     from prefix in (string?[])[null, "", "log_data/", "song_data/A", "l", "log_data"]
                     from moments in ((string?, string?)[])[
                         (null, null), ("2018-11-01", "2018-11-02"), ("2018-11-02", "2018-11-01"), ("-PT1H", ""), ("x", "2018-11-01")]
                     from files in (long?[])[null, 0, 1, 10_000, 10_001]
                     from bytes in (long?[])[null, -1, 1]
                     select new BackfillInput
                     {
                         Dataset = dataset, Prefix = prefix, From = moments.Item1, To = moments.Item2, MaxFilesPerLoad = files,
                         MaxBytesPerLoad = bytes,
                     };

        var counts = inputs.CountBy(input =>
        {
            var faults = BackfillRequest.Faults(input, Inputs.Now);
            Assert.Equal(string.Join("; ", faults), RefusalOrNull(input) ?? "");
            return faults.Count > 0;
        }).ToDictionary();

        Assert.Equal(5 * 6 * 5 * 5 * 3, counts.Values.Sum());
        Assert.Equal(2 * 3 * 3 * 3 * 2, counts[false]);
    }

    [Fact]
    public void A_load_has_a_byte_at_least()
    {
        Assert.Equal("maxBytesPerLoad 0 is not from 1 to 9223372036854775807", Refusal(LogData with { MaxBytesPerLoad = 0 }));
        Assert.Equal(long.MaxValue, Resolve(LogData with { MaxBytesPerLoad = long.MaxValue }).MaxBytesPerLoad);
    }

    [Fact]
    public void Another_execution_is_another_backfill_of_the_same_input_and_another_input_has_another_fingerprint()
    {
        var run = Resolve(LogData);
        var again = BackfillRequest.Resolve(LogData, "sparkify", "arn:backfill-2", Inputs.Now.AddDays(1));
        BackfillInput[] others =
        [
            new() { Dataset = "song_data" }, LogData with { Prefix = "log_data/2018" }, LogData with { From = "2018-11-01" },
            LogData with { To = "2018-11-01" },
            LogData with { Force = true }, LogData with { MaxFilesPerLoad = 5 }, LogData with { MaxBytesPerLoad = 5 },
            LogData with { Rebuild = "rebuild-1" }, LogData with { Rebuild = "rebuild-2" },
        ];

        Assert.NotEqual(run.Id, again.Id);
        Assert.Equal(run.Fingerprint, again.Fingerprint);
        Assert.Equal(run.Fingerprint, Resolve(LogData with { Force = false, DryRun = true }).Fingerprint); // neither changes what is loaded
        Assert.Equal(10, others.Select(other => Resolve(other).Fingerprint).Append(run.Fingerprint).Distinct().Count());
    }

    private static BackfillRun Resolve(BackfillInput input) => BackfillRequest.Resolve(input, "sparkify", "arn:backfill-1", Inputs.Now);

    private static BackfillInput Read(string text) => JsonSerializer.Deserialize(text, FunctionsJson.Default.BackfillInput)!;

    private static string? RefusalOrNull(BackfillInput input)
    {
        try
        {
            Resolve(input);
            return null;
        }
        catch (BackfillRefusedException refused)
        {
            return refused.Message;
        }
    }

    private static string Refusal(BackfillInput input)
    {
        var refusal = Assert.Throws<BackfillRefusedException>(() => Resolve(input));
        Assert.Equal(Ingestion.Failures.FailureKind.Terminal, refusal.Kind);
        return refusal.Message;
    }

    /// <summary>Each has a ledger of its own, so neither may go on with the other's plan.</summary>
    [Fact]
    public void Two_stacks_on_one_bucket_find_no_plan_of_each_other()
    {
        string[] executions =
        [
            "arn:aws:states:r:1:execution:one-backfill:a", "arn:aws:states:r:1:execution:one-backfill:b",
            "arn:aws:states:r:1:execution:two-backfill:a",
        ];
        var prints = executions.Select(execution => BackfillRequest.Resolve(
            new BackfillInput { Dataset = "log_data" }, Inputs.Bucket, execution, Inputs.Now).Fingerprint).ToList();

        Assert.Equal(prints[0], prints[1]);
        Assert.NotEqual(prints[0], prints[2]);
    }
}
