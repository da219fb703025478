using CsCheck;
using Sparkify.Ingestion.Backfill;
using Sparkify.Ingestion.Intake;

namespace Sparkify.Functions.Tests.Backfill;

public sealed class LoadCutterTests
{
    /// <summary>At most 3 files and 1,000 bytes a load.</summary>
    private static readonly BackfillRun Run = Inputs.Run;

    [Fact]
    public void A_load_is_full_at_its_number_of_files_and_what_fills_none_is_left()
    {
        Assert.Equal("1 2 3 | left 4 5", Cut(isLast: false, 100, 100, 100, 100, 100));
        Assert.Equal("1 2 3 | 4 5 | left nothing", Cut(isLast: true, 100, 100, 100, 100, 100));
        Assert.Equal("1 2 3 | left nothing", Cut(isLast: false, 100, 100, 100));
        Assert.Equal("left 1 2", Cut(isLast: false, 100, 100));
        Assert.Equal("left nothing", Cut(isLast: true));
    }

    [Fact]
    public void A_load_of_just_so_many_bytes_is_not_too_large()
    {
        Assert.Equal("1 2 | left nothing", Cut(isLast: true, 400, 600));
        Assert.Equal("1 | 2 | left nothing", Cut(isLast: true, 400, 601));
        Assert.Equal("1 2 | 3 4 | left nothing", Cut(isLast: true, 500, 500, 500, 500)); // the bytes are counted anew for each load
    }

    [Fact]
    public void A_file_that_is_too_large_for_a_load_is_a_load_alone()
    {
        Assert.Equal("1 | 2 | left nothing", Cut(isLast: true, 2_000, 2_000));
        Assert.Equal("1 | left 2", Cut(isLast: false, 2_000, 2_000));
    }

    [Fact]
    public void Plain_and_gzip_files_are_cut_apart_plain_first()
    {
        FileVersion[] files = [Inputs.Version(1, suffix: ".json.gz"), Inputs.Version(2), Inputs.Version(3, suffix: ".json.gz")];

        var (loads, left) = LoadCutter.Cut(Run, files, isLast: true);

        Assert.Equal([(false, 1), (true, 2)], loads.Select(load => (load.Load.Gzip, load.Load.Files)));
        Assert.Empty(left);
    }

    [Fact]
    public void A_backfills_load_has_its_trace_and_a_name_that_no_other_backfill_gives()
    {
        var load = Assert.Single(LoadCutter.Cut(Run, [Inputs.Version(1)], isLast: true).Loads);
        var other = Assert.Single(LoadCutter.Cut(Run with { Id = "another" }, [Inputs.Version(1)], isLast: true).Loads);

        Assert.Equal((Run.TraceId, Run.TraceId, 0), (load.Load.TraceId, load.Files[0].Version.TraceId, load.Load.Depth));
        Assert.Equal(LoadId.Of(Run.Dataset, [Inputs.Version(1)], "backfill", Run.Id), load.Load.LoadId);
        Assert.NotEqual(load.Load.LoadId, other.Load.LoadId);
        Assert.NotEqual(load.Load.LoadId, LoadId.Of(Run.Dataset, [Inputs.Version(1)]));
    }

    [Fact]
    public void Chunk_by_chunk_every_file_is_cut_into_one_load_and_no_load_is_too_large() =>
        Gen.Select(Gen.Select(Gen.Long[0, 700], Gen.Bool).Array[0, 30], Gen.Int[1, 8]).Sample((sizes, chunk) =>
        {
            var files = sizes.Select((size, n) => Inputs.Version(n, suffix: size.Item2 ? ".json.gz" : ".json", size: size.Item1)).ToList();
            var (loads, left) = (new List<LoadPlan>(), new List<FileVersion>());
            foreach (var part in files.Chunk(chunk).Append([]).Select((part, n) => (Files: part, IsLast: n == files.Chunk(chunk).Count())))
            {
                var (cut, rest) = LoadCutter.Cut(Run, left.Concat(part.Files), part.IsLast);
                loads.AddRange(cut);
                left = [.. rest];
            }

            Assert.Empty(left);
            Assert.Equal(
                files.Select(file => file.Key).Order(StringComparer.Ordinal),
                loads.SelectMany(load => load.Files).Select(file => file.Version.Key).Order(StringComparer.Ordinal));
            Assert.All(loads, load => Assert.True(load.Files.Count <= 3 && (load.Files.Count == 1 || load.Load.Bytes <= 1_000)));
        });

    /// <summary>The loads and what is left, by the numbers of files of these sizes.</summary>
    private static string Cut(bool isLast, params long[] sizes)
    {
        var (loads, left) = LoadCutter.Cut(Run, sizes.Select((size, n) => Inputs.Version(n + 1, size: size)), isLast);
        var cut = loads.Select(load => Numbers(load.Files.Select(file => file.Version)));
        return string.Join(" | ", [.. cut, $"left {(left.Count == 0 ? "nothing" : Numbers(left))}"]);

        static string Numbers(IEnumerable<FileVersion> files) =>
            string.Join(' ', files.Select(file => file.Key["log_data/2018/".Length..^".json".Length]));
    }
}
