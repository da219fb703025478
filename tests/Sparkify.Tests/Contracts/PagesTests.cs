using System.Text.RegularExpressions;
using Sparkify.Tests.StandIns;

namespace Sparkify.Tests.Contracts;

/// <summary>The documents: what they name by its path is there, and so is what they link to.</summary>
public sealed partial class PagesTests
{
    private static readonly string[] Folders = ["docs", "src", "stand-ins", "samples"];

    public static TheoryData<string> Pages =>
    [
        "README.md", "CONTRIBUTING.md",
        .. Folders.SelectMany(folder => Directory.EnumerateFiles(Repository.Path(folder), "*.md", SearchOption.AllDirectories))
            .Select(page => Path.GetRelativePath(Repository.Root, page).Replace('\\', '/')),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void What_a_page_names_is_there(string page)
    {
        var text = File.ReadAllText(Repository.Path(page));
        var beside = Path.GetDirectoryName(Repository.Path(page))!;
        var named = Named().Matches(text).Select(path => Repository.Path(path.Groups["path"].Value));
        var linked = Linked().Matches(text).Select(path => Path.Combine(beside, path.Groups["path"].Value));

        Assert.All(named.Concat(linked), path => Assert.True(Path.Exists(path), $"{page} names {path}, which is not there"));
    }

    /// <summary>A page may name nothing; all of them together name many.</summary>
    [Fact]
    public void Paths_are_found_in_the_pages()
    {
        var texts = Pages.Select(page => File.ReadAllText(Repository.Path(page.Data))).ToList();

        Assert.InRange(texts.Sum(text => Named().Count(text)), 80, int.MaxValue);
        Assert.InRange(texts.Sum(text => Linked().Count(text)), 25, int.MaxValue);
    }

    [GeneratedRegex(@"`(?<path>(src|tests|docs|stand-ins|samples|bench)/[\w./-]+)`")]
    private static partial Regex Named();

    [GeneratedRegex(@"\]\((?<path>(?!https?:)[^)#\s]+)(#[^)\s]*)?\)")]
    private static partial Regex Linked();
}
