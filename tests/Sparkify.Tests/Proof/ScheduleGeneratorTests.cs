using System.Security.Cryptography;
using Sparkify.Proof.Faults;
using Sparkify.Proof.Schedules;
using Sparkify.Reference;

namespace Sparkify.Tests.Proof;

public sealed class ScheduleGeneratorTests
{
    private const int Schedules = 600;

    /// <summary>Of 3,000 schedules at least 50 have it, with a margin for what is planned and does not come to pass.</summary>
    private const double FewestOf100 = 2.5;

    [Fact]
    public void Every_kind_of_fault_is_planned_often_enough() => Assert.All(FaultKinds.All, kind => OftenEnough(
        kind.Name, schedule => schedule.Faults.Any(fault => fault.Kind == kind)));

    public static TheoryData<string> EveryKind => [.. Kinds.Keys];

    [Theory]
    [MemberData(nameof(EveryKind))]
    public void Every_kind_of_schedule_is_made_often_enough(string kind) => OftenEnough(kind, Kinds[kind]);

    private static readonly Dictionary<string, Func<Schedule, bool>> Kinds = new()
    {
        ["a notice never comes"] = schedule => NeverNoticed(schedule).Any(),
        ["a message that nobody can read"] = schedule => schedule.Acts.Any(act => act is Deliver { Others.Count: > 0 }),
        ["clocks differ"] = schedule => schedule.Clocks != Clocks.Alike,
        ["new definitions under way"] = schedule => schedule.Acts.Any(act => act is Redeploy { IsHome: false }),
        ["new definitions in a home"] = schedule => schedule.Acts.Any(act => act is Redeploy { IsHome: true }),
        ["the schema of the version before"] = schedule => schedule.Acts.Any(act => act is Upgrade),
        ["a redrive"] = schedule => schedule.Acts.Any(act => act is Redrive),
        ["a rebuild"] = schedule => schedule.Acts.Any(act => act is Rebuilding),
        ["a backfill"] = schedule => schedule.Acts.Any(act => act is Sparkify.Proof.Schedules.Backfill),
        ["a file that is overwritten"] = schedule => Puts(schedule).GroupBy(put => put.File.Key).Any(puts => puts.Count() > 1),
        ["a file that is deleted"] = schedule => schedule.Acts.Any(act => act is Delete),
        ["a file of another shape among the events"] = schedule => Puts(schedule).Any(
            put => put.IsForeign && put.File.Dataset == Dataset.LogData),
        ["a file of another shape among the songs"] = schedule => Puts(schedule).Any(
            put => put.IsForeign && put.File.Dataset == Dataset.SongData),
        ["an odd key"] = schedule => Puts(schedule).Any(put => put.HasOddKey),
        ["keys that differ in case only"] = schedule => Puts(schedule).Select(put => put.File.Key).Distinct()
            .GroupBy(key => key, StringComparer.OrdinalIgnoreCase).Any(keys => keys.Count() > 1),
        ["a key that no load can hold"] = schedule => Puts(schedule).Any(put => put.IsPassedBy),
        ["several pages of a listing"] = schedule => schedule.PageObjects < 4,
        ["a file that fails in new words"] = schedule => schedule.Poison.Count > 0,
        ["a file that may not be read"] = schedule => schedule.Forbidden.Count > 0,
    };

    /// <summary>They were released: the version before is what it was.</summary>
    [Theory]
    [InlineData("ingest", "548608c732b6e81998afd77257cbb8d07a27823b47a914485db5097a5d7ee9fa")]
    [InlineData("backfill", "752627e7b08c41d0da28d0cc2b81098fe76371473635106822f01c13c6b38888")]
    public void The_definitions_of_the_version_before_are_as_they_were_released(string machine, string digest) => Assert.Equal(
        digest,
        Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(
            Path.Combine(AppContext.BaseDirectory, "Definitions", "8621840", $"{machine}.asl.json")))));

    private static void OftenEnough(string kind, Func<Schedule, bool> has)
    {
        var times = Planned.Value.Count(has);
        Assert.True(times >= FewestOf100 * Schedules / 100, $"{times} of {Schedules} schedules have this: {kind}");
    }

    private static readonly Lazy<IReadOnlyList<Schedule>> Planned = new(
        () => [.. Enumerable.Range(1, Schedules).Select(number => ScheduleGenerator.Of(1, number))]);

    private static IEnumerable<Put> Puts(Schedule schedule) => schedule.Acts.OfType<Put>();

    private static IEnumerable<Put> NeverNoticed(Schedule schedule)
    {
        var noticed = schedule.Acts.OfType<Deliver>().SelectMany(deliver => deliver.Puts).ToHashSet();
        return Puts(schedule).Where(put => !noticed.Contains(put.Id));
    }
}
