using System.Globalization;
using CsCheck;
using Sparkify.LocalCloud.Home;

namespace Sparkify.Tests.LocalCloud;

public sealed class LineFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _run;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Whatever_was_cut_off_and_wherever_the_process_died_every_line_that_was_said_is_there_in_order()
    {
        // What is said, and what of a line is left behind it by a process that dies there; nothing where it goes on.
        var saying = Gen.Select(Gen.Int[0, 1_000_000], Gen.OneOf("", "", "", "x", "half a li")).List[1, 20];
        saying.Sample(sayings =>
        {
            var path = _folder[$"{Interlocked.Increment(ref _run)}.jsonl"];
            var said = new List<string>();
            var file = new LineFile(path);
            file.Read(line => line);
            foreach (var (number, cutOff) in sayings)
            {
                said.Add(string.Create(CultureInfo.InvariantCulture, $"line {number} ü"));
                file.Append([said[^1]]);
                if (number % 7 == 0)
                {
                    said = [.. said.Skip(1)];
                    file.Replace(said);
                }

                if (cutOff.Length > 0)
                {
                    file.Dispose();
                    File.AppendAllText(path, cutOff);
                    file = new LineFile(path);
                    Assert.Equal(said, file.Read(line => line));
                }
            }

            file.Dispose();
            using var again = new LineFile(path);
            Assert.Equal(said, again.Read(line => line));
        }, iter: 200);
    }

    [Fact]
    public void A_line_that_somebody_wrote_is_reported_with_its_file_and_number()
    {
        File.WriteAllText(_folder["list.jsonl"], "1\ntwo\n3\n");
        using var file = new LineFile(_folder["list.jsonl"]);

        var shown = Assert.Throws<NotAHomeException>(() => file.Read(line => int.Parse(line, CultureInfo.InvariantCulture)));

        Assert.Contains($"{_folder["list.jsonl"]}, line 2", shown.Message, StringComparison.Ordinal);
    }
}
