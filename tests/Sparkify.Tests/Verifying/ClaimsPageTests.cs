using System.Text.RegularExpressions;
using Sparkify.Operations.Verifying;
using Sparkify.Tests.StandIns;

namespace Sparkify.Tests.Verifying;

/// <summary>What docs/local-run.md leaves to a real account is what the acceptance run tries there, in the same words.</summary>
public sealed partial class ClaimsPageTests
{
    [Fact]
    public void What_only_a_real_account_can_settle_is_tried_claim_by_claim()
    {
        var page = File.ReadAllText(Repository.Path("docs/local-run.md"));
        var section = page[page.IndexOf("## What only a real account can settle", StringComparison.Ordinal)..].Split("\n## ")[0];

        Assert.Equal(
            Claims.All.Where(claim => claim.OnlyOnAws).Select(claim => $"{claim.Id}: {claim.Words}"),
            Item().Matches(section.ReplaceLineEndings("\n")).Select(item => $"{item.Groups["id"].Value}: {Words(item)}"));
    }

    /// <summary>An item may go on in the next line.</summary>
    private static string Words(Match item) => item.Groups["words"].Value.Replace("\n  ", " ", StringComparison.Ordinal);

    [GeneratedRegex(@"^- `(?<id>[a-z0-9-]+)`: (?<words>.+(\n  .+)*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Item();
}
