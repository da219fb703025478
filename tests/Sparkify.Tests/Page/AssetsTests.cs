using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Sparkify.Tests.StandIns;

namespace Sparkify.Tests.Page;

/// <summary>The page's own files: nothing from elsewhere at run time, and libraries that are what they say they are.</summary>
public sealed partial class AssetsTests
{
    private static readonly string Folder = Repository.Path("src/Page/assets");

    private static IEnumerable<string> Own => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Where(path => !path.Contains("/vendor/", StringComparison.Ordinal));

    [Fact]
    public void Every_library_file_is_the_one_whose_hash_its_list_states()
    {
        var stated = Line()
            .Matches(File.ReadAllText(Path.Combine(Folder, "vendor/README.md")))
            .ToDictionary(line => line.Groups["file"].Value, line => line.Groups["hash"].Value);
        var there = Directory.EnumerateFiles(Path.Combine(Folder, "vendor"), "*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".js" or ".css")
            .ToDictionary(
                path => Path.GetRelativePath(Path.Combine(Folder, "vendor"), path),
                path => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))));

        Assert.Equal(stated.OrderBy(one => one.Key), there.OrderBy(one => one.Key));
        Assert.All(stated.Keys, file => Assert.True(
            File.Exists(Path.Combine(Folder, "vendor", Path.GetDirectoryName(file)!, "LICENSE")), $"{file} has no LICENSE beside it"));
    }

    [Fact]
    public void Nothing_is_fetched_from_another_host()
    {
        var addresses = from path in Own
                        from line in File.ReadLines(path)
                        where !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
                        from Match address in Address().Matches(line)
                        where address.Value is not "http://www.w3.org/"
                        select $"{Path.GetRelativePath(Folder, path)}: {address.Value}";

        Assert.Empty(addresses);
    }

    [Fact]
    public void The_page_has_no_script_and_no_style_in_its_text()
    {
        var page = File.ReadAllText(Path.Combine(Folder, "index.html"));

        Assert.DoesNotMatch(@"<script(?![^>]*\ssrc=)", page);
        Assert.DoesNotMatch(@"<style|\sstyle=|\son[a-z]+=", page);
    }

    [Fact]
    public void Every_file_that_a_file_names_is_there()
    {
        var missing = from path in Own
                      from Match name in Import().Matches(File.ReadAllText(path))
                      let target = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, name.Groups[1].Value))
                      where !File.Exists(target)
                      select $"{Path.GetRelativePath(Folder, path)}: {name.Groups[1].Value}";

        Assert.Empty(missing);
    }

    [GeneratedRegex(@"^\| .* \| (?<file>\S+) \| (?<hash>[0-9a-f]{64}) \|$", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex(@"(?:https?:)?//[a-z0-9][\w.-]*\.[a-z]{2,}/?", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex("""(?:from '|<script[^>]* src="|<link[^>]* href="|<img[^>]* src=")([^'"]+)['"]""")]
    private static partial Regex Import();
}
