using System.Text;
using Sparkify.Proof;
using Sparkify.Proof.Schedules;
using Sparkify.Reference;
using Sparkify.SampleData;
using Sparkify.Tests.SampleData;

namespace Sparkify.Tests.Proof;

public sealed class PoisonBucketTests
{
    private const int Good = 5_000;
    private const string Forbidden = "song_data/poison/forbidden.json", Vanished = "song_data/poison/vanished.json";

    [Fact]
    public void Seven_poison_files_among_5_000_good_ones_hold_back_none_of_them_and_cost_few_COPYs()
    {
        List<SourceFile> files =
        [
            .. Sources.Of(new GenerateOptions(0, Good, 11, "")),
            Poison("cut-short", "{\"song_id\":\"SOX\",\"title\":\"cut"u8),
            Poison("no-json", "<html></html>"u8),
            Poison("array", "[{\"song_id\":\"SOX\"}]"u8),
            Poison("too-long", Encoding.UTF8.GetBytes($"{{\"song_id\":\"{new string('x', 65)}\"}}")),
            Poison("not-utf-8", [.. "{\"title\":\""u8, 0xff, .. "\"}"u8]),
            SourceFile.OfText(Dataset.SongData, Forbidden, "{\"song_id\":\"SOF\"}"),
            SourceFile.OfText(Dataset.SongData, Vanished, "{\"song_id\":\"SOV\"}"),
        ];
        var schedule = new Schedule
        {
            Seed = 1,
            Interleaving = 1,
            Acts =
            [
                .. files.Select((file, id) => new Put(id, file, "")),
                new Delete(Vanished),
                new Deliver(Dataset.SongData, [.. Enumerable.Range(0, files.Count)]),
            ],
            Forbidden = [Forbidden],
        };

        var report = Simulation.Run(schedule);

        Assert.Empty(report.Divergences);
        Assert.Equal(Good, report.FilesLoaded);
        Assert.Equal(
            files.Skip(Good).Select(file => file.Key).Order(StringComparer.Ordinal),
            report.Quarantined.Select(file => file.Key).Order(StringComparer.Ordinal));
        Assert.All(report.Quarantined, file => Assert.False(string.IsNullOrWhiteSpace(file.Reason), file.Key));
        Assert.InRange(report.Copies, 1, (7 * 2 * Math.Log2(Good)) + 3);
        Assert.Equal((0, 0), (report.FailedExecutions, report.Repaired));
    }

    private static SourceFile Poison(string name, ReadOnlySpan<byte> bytes) =>
        new(Dataset.SongData, $"song_data/poison/{name}.json", bytes.ToArray());
}
