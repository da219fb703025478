using System.IO.Compression;
using System.Text;
using Sparkify.Functions.Staging;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Staging;

namespace Sparkify.Functions.Tests.Staging;

public sealed class CloserLookTests
{
    private const string Bad = """{"timestamp":1}""" + "\n";
    private const string Good = """{"ts":1,"sessionId":1,"itemInSession":1}""" + "\n";

    private readonly Surroundings around = new();

    [Fact]
    public async Task Each_file_is_read_and_its_own_rows_are_counted_packed_or_not()
    {
        Put(Inputs.Version(1), Good + Bad + Bad);
        Put(Inputs.Version(2), Good);
        Put(Inputs.Version(3, suffix: ".json.gz"), Bad);

        var found = await LookAsync(3, Inputs.Version(1), Inputs.Version(2), Inputs.Version(3, suffix: ".json.gz"));

        Assert.Equal(
            [("log_data/2018/1.json", 2L), ("log_data/2018/3.json.gz", 1L)],
            found!.Select(file => (file.Key.Key, file.Value.Count)).Order());
        Assert.All(found!.Values, rows => Assert.Equal(["timestamp"], rows.StrangeKeys));
    }

    [Fact]
    public async Task A_load_without_such_rows_reads_nothing() => Assert.Empty((await LookAsync(0, Inputs.Version(1), Inputs.Version(2)))!);

    /// <summary>What is read must be what was staged: another version may be there by now.</summary>
    [Fact]
    public async Task Where_the_counts_do_not_add_up_nobody_knows()
    {
        Put(Inputs.Version(1), Good + Bad + Bad);
        Put(Inputs.Version(2), Good);

        Assert.Null(await LookAsync(3, Inputs.Version(1), Inputs.Version(2)));
    }

    /// <summary>Then the load is taken apart, until a part is small enough.</summary>
    [Fact]
    public async Task Above_the_bound_nothing_is_read()
    {
        var many = Enumerable.Range(0, CloserLook.MostFiles + 1).Select(n => Inputs.Version(n)).ToArray();
        foreach (var file in many)
        {
            Put(file, Bad);
        }

        Assert.Null(await LookAsync(many.Length, many));
        Assert.NotNull(await LookAsync(many.Length - 1, many[1..]));
        Assert.Null(await LookAsync(2, Inputs.Version(1, size: CloserLook.MostBytes), Inputs.Version(2, size: 1)));
    }

    /// <summary>All of them are its own, whatever it is like inside: only the names of its keys are not known.</summary>
    [Theory]
    [InlineData(CloserLook.MostBytes + 1, "5 of 9 rows have no ts")]
    [InlineData(100, "5 of 9 rows have no ts; they have timestamp")]
    public async Task The_rows_of_a_file_that_is_alone_are_known_without_reading(long size, string words)
    {
        var alone = Inputs.Version(1, size: size);
        Put(alone, Bad);

        var found = await LookAsync(5, alone);

        Assert.Equal(words, Assert.Single(found!).Value.Describe(Dataset.LogData, 9));
    }

    [Fact]
    public async Task A_gzip_that_is_damaged_or_too_large_inside_is_not_counted()
    {
        Put(Inputs.Version(1), Good + Bad);
        around.Objects.Put(new(Inputs.Bucket, Inputs.Version(2, suffix: ".json.gz").Key), "no gzip");

        Assert.Null(await LookAsync(1, Inputs.Version(1), Inputs.Version(2, suffix: ".json.gz")));
        Put(Inputs.Version(2, suffix: ".json.gz"), new string(' ', (int)CloserLook.MostBytes + 1));
        Assert.Null(await LookAsync(1, Inputs.Version(1), Inputs.Version(2, suffix: ".json.gz")));
    }

    private void Put(FileVersion file, string content)
    {
        var plain = Encoding.UTF8.GetBytes(content);
        if (!file.IsGzip)
        {
            around.Objects.Put(new(file.Bucket, file.Key), plain);
            return;
        }

        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(plain);
        }

        around.Objects.Put(new(file.Bucket, file.Key), packed.ToArray());
    }

    private Task<IReadOnlyDictionary<FileVersion, UnusableRows>?> LookAsync(long unusable, params FileVersion[] files) =>
        CloserLook.TakeAsync(
            around.Objects,
            Dataset.LogData,
            [.. files.Select(file => new ListedFile { Version = file })],
            new UnusableRows { Count = unusable, Lacks = [unusable, 0, 0, 0] },
            TestContext.Current.CancellationToken);
}
