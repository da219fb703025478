using System.Globalization;
using System.Text;
using CsCheck;
using Sparkify.Ingestion;
using Sparkify.LocalCloud.Rebuild;
using Sparkify.Operations;

namespace Sparkify.Tests.Backfill;

public sealed class DryRunTests
{
    /// <summary>What became of a file before the dry run.</summary>
    private enum Past
    {
        Unseen,
        Loaded,
        Overwritten,
        Quarantined,
        Ignored,
    }

    private static readonly Gen<(Past[] Files, bool Force, int MaxFiles)> States = Gen.Select(
        Gen.Int[0, 4].Select(past => (Past)past).Array[0, 6], Gen.Frequency((4, Gen.Const(false)), (1, Gen.Const(true))), Gen.Int[1, 4]);

    [Fact]
    public async Task A_dry_run_changes_nothing_and_names_exactly_the_files_that_a_run_loads()
    {
        await using var home = await BackfillHome.OpenAsync();
        var state = 0;
        await States.SampleAsync(
            async sample =>
            {
                var prefix = string.Create(CultureInfo.InvariantCulture, $"song_data/{++state:D4} ü'\\/");
                await HappenAsync(home, prefix, sample.Files);
                var before = await home.LedgerAsync();
                var tables = await StarTables.DigestAsync(home.Stack, TestContext.Current.CancellationToken);

                var dry = await home.RunAsync(
                    Dataset.SongData,
                    input => input with { Prefix = prefix, Force = sample.Force, DryRun = true, MaxFilesPerLoad = sample.MaxFiles });
                var named = await BackfillExecution.MissingAsync(
                    home.Stack.Bucket,
                    home.Stack.Bucket.Bucket,
                    dry.Id,
                    TestContext.Current.CancellationToken).Select(file => (file.Key, file.ETag)).ToListAsync();

                Assert.Equal(before, await home.LedgerAsync());
                Assert.Equal(tables, await StarTables.DigestAsync(home.Stack, TestContext.Current.CancellationToken));
                Assert.Equal(dry.Files.Missing, named.Count);

                var run = await home.RunAsync(
                    Dataset.SongData, input => input with { Prefix = prefix, Force = sample.Force, MaxFilesPerLoad = sample.MaxFiles });
                var met = (await home.LedgerAsync()).Skip(before.Count).Select(line => (line.Key, line.ETag)).ToList();
                Assert.Equal(named.Order(), met.Order());
                Assert.Equal(dry.Loads, run.Loads);
                Assert.Equal(0, run.Files.NotLoaded);
                Assert.Equal(sample.Files.Count(past => past != Past.Ignored), run.Files.Found);
                Assert.Equal(
                    sample.Files.Count(past => sample.Force ? past != Past.Ignored : past is Past.Unseen or Past.Overwritten), named.Count);
            },
            iter: 100,
            threads: 1);
    }

    private static async Task HappenAsync(BackfillHome home, string prefix, IReadOnlyList<Past> files)
    {
        for (var number = 0; number < files.Count; number++)
        {
            if (files[number] is not Past.Unseen)
            {
                home.Lay(
                    Key(prefix, number, files[number]),
                    Encoding.UTF8.GetBytes(files[number] is Past.Quarantined ? "no song at all" : BackfillHome.Song(number)));
            }
        }

        await home.RunAsync(Dataset.SongData, input => input with { Prefix = prefix });
        for (var number = 0; number < files.Count; number++)
        {
            if (files[number] is Past.Unseen or Past.Overwritten)
            {
                home.Lay(Key(prefix, number, files[number]), Encoding.UTF8.GetBytes(BackfillHome.Song(number, "Another title")));
            }
        }
    }

    private static string Key(string prefix, int number, Past past) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}{number}{(past is Past.Ignored ? ".txt" : ".json")}");
}
