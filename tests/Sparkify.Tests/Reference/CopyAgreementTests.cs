using System.Globalization;
using CsCheck;
using Sparkify.Ingestion.Statements;
using Sparkify.Local.Generate;
using Sparkify.Reference;
using Sparkify.Reference.Mutations;
using Sparkify.Tests.DuckDb;
using Sparkify.Tests.Generate;
using Sparkify.Warehouse;

namespace Sparkify.Tests.Reference;

/// <summary>Two readings of the same facts about COPY, written apart: the reference's and the local warehouse's.</summary>
public sealed class CopyAgreementTests
{
    private static readonly IReadOnlyList<SourceFile> Files = DatasetGeneratorTests.Sources(new GenerateOptions(150, 6, 5, ""));

    [Fact]
    public async Task The_local_copy_takes_and_rejects_what_the_reference_takes_and_rejects()
    {
        await using var run = await WarehouseRun.OpenAsync();
        foreach (var batch in SchemaChanges.Batches())
        {
            await run.MustAsync(batch);
        }

        foreach (var mutation in Mutator.All)
        {
            for (var seed = 1UL; seed <= 4; seed++)
            {
                await AssertAgreementAsync(run, Mutator.Mutate(Files, seed, 1, [mutation]));
            }
        }

        await Gen.ULong.SampleAsync(seed => AssertAgreementAsync(run, Mutator.Mutate(Files, seed, 4)), iter: 40, threads: 1);
    }

    private static async Task AssertAgreementAsync(WarehouseRun run, MutatedFiles mutated)
    {
        foreach (var file in mutated.Files.Except(Files))
        {
            var reading = CopyRules.Read(file);
            var staged = await StageAsync(run, file);

            Assert.True(reading.Damage is null == staged is not null, $"{mutated}\n{file}: {reading.Damage ?? "only the local copy finds it damaged"}");
            Assert.True(staged is null || Expected(reading).SequenceEqual(staged),
                $"{mutated}\n{file}:\n only the reference: {Difference(Expected(reading), staged)}\n only the local copy: {Difference(staged, Expected(reading))}");
        }
    }

    /// <summary>The rows that COPY leaves in the staging table and those it rejects, as text in order; null when it fails.</summary>
    private static async Task<List<string>?> StageAsync(WarehouseRun run, SourceFile file)
    {
        var staging = file.Dataset == Dataset.LogData ? "staging_events" : "staging_songs";
        run.Put(file.Key, file.Bytes);
        var report = await run.RunAsync(new StageBatch
        {
            Staging = $"{staging}_1",
            Shape = staging,
            Manifest = run.Manifest(file.Key),
            CopyRole = "arn:aws:iam::123456789012:role/copy",
            IsGzip = file.IsGzip,
        }.Statements());
        if (report.Status is not StatementStatus.Finished)
        {
            return null;
        }

        var rows = await run.RowsAsync($"SELECT * FROM dw.{staging}_1");
        var rejected = await run.RowsAsync(
            $"SELECT line_number FROM sys_load_error_detail WHERE session_id = {report.Pid.ToString(CultureInfo.InvariantCulture)}");
        return [.. rows.Select(Row).Concat(rejected.Select(row => $"line {row[0]} is rejected")).Order(StringComparer.Ordinal)];
    }

    private static List<string> Expected(FileReading reading) =>
    [
        .. reading.Events.Select(e => Row(
            [
                e.Artist, e.FirstName, e.Gender, e.ItemInSession, e.LastName, e.Length, e.Level, e.Location, e.Page, e.SessionId, e.Song, e.Ts,
                e.UserAgent, e.UserId,
            ]))
            .Concat(reading.Songs.Select(s => Row(
            [
                s.SongId, s.Title, s.ArtistId, s.ArtistName, s.ArtistLocation, s.ArtistLatitude, s.ArtistLongitude, s.Year, s.Duration,
            ])))
            .Concat(reading.Rejected.Select(row => $"line {row.Line} is rejected"))
            .Order(StringComparer.Ordinal),
    ];

    private static string Row(IReadOnlyList<object?> values) => string.Join(" | ", values.Select(value => value switch
    {
        null => "NULL",
        string text => $"'{text}'",
        // A staged -0 is the merge's to turn into 0.
        double number => $"{(number == 0 ? 0 : number).ToString("R", CultureInfo.InvariantCulture)} double",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    }));

    private static string Difference(List<string>? left, List<string>? right) => string.Join("\n   ", (left ?? []).Except(right ?? []).Take(3));
}
