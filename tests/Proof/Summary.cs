using System.Globalization;
using Sparkify.Proof.Faults;
using Sparkify.Proof.Schedules;
using Sparkify.Proof.World;

namespace Sparkify.Proof;

/// <summary>The figures of a campaign, as they are printed.</summary>
internal static class Summary
{
    public static void Write(Campaign campaign, ulong seed, TextWriter output)
    {
        var (real, generated) = (Corpus.Shared.Real, Corpus.Shared.Generated);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"files are made of {real.Events.Count + real.Songs.Count:N0} real and {generated.Events.Count + generated.Songs.Count:N0} "
            + $"generated lines"));
        Line(campaign.Schedules, "schedules");
        Line(campaign.Deliveries, "deliveries (batches of messages that a function was called with)");
        Line(campaign.Executions, "executions");
        Line(campaign.FailedExecutions, "  of them ended as failed, for what no retry cures");
        Line(campaign.Copies, "COPYs of files");
        Line(campaign.FilesLoaded, "file versions loaded");
        Line(campaign.FilesQuarantined, "file versions quarantined");
        Line(campaign.Repaired, "files loaded by the backfill at the end");
        Line(campaign.Looks, "times a reader compared the five tables meanwhile");
        foreach (var what in Happening.All)
        {
            Line(campaign.Happenings.GetValueOrDefault(what), what);
        }

        Line(campaign.Faults.Values.Sum(), "faults");
        foreach (var kind in FaultKinds.All)
        {
            Line(campaign.Faults.GetValueOrDefault(kind), $"  {kind}");
        }

        Line(campaign.Faults.GetValueOrDefault(FaultKinds.Crash), "crashes");
        Line(campaign.Diverging.Count, "divergences");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"seed {seed}, {campaign.Elapsed.TotalSeconds:0.0} s, {campaign.Schedules / campaign.Elapsed.TotalSeconds:0.0} schedules a "
            + $"second"));

        void Line(int number, string what) => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{number,9:N0} {what}"));
    }
}
