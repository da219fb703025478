using System.Text.Json;
using Sparkify.Cli;
using Sparkify.Operations.Verifying;
using Sparkify.Tests.Aws;
using Sparkify.Tests.LocalCloud;
using Sparkify.Tests.Operated;

namespace Sparkify.Tests.Verifying;

/// <summary>The acceptance run on the deployed shape: what it says there counts.</summary>
[Collection(MotoServer.Collection)]
public sealed class VerifyDeployedTests(MotoServer moto)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Nobody works on one of its files, and it waits no longer than it should.</summary>
    [Fact]
    public async Task What_a_deployed_stack_does_is_settled_and_a_file_that_never_loads_is_a_verdict()
    {
        using var folder = new TemporaryFolder();
        await using var world = await DeployedWorld.OpenAsync(moto.Url, warehouse => new RedshiftSpeaking(warehouse));
        await world.WorkAsync(lost: "late.json");

        var said = await world.RunAsync("verify", "--wait", "1", "--evidence", folder["evidence.json"]);

        var claims = JsonDocument.Parse(await File.ReadAllTextAsync(folder["evidence.json"], Cancellation)).RootElement
            .GetProperty("claims")
            .EnumerateArray()
            .ToDictionary(
                claim => claim.GetProperty("claim").GetString()!,
                claim => (Verdict: claim.GetProperty("verdict").GetString()!, Seen: claim.GetProperty("seen").GetString()!));
        Assert.Equal(ExitCode.Failed, said.Exit);
        Assert.All(claims, claim => Assert.True(
            claim.Key == Claims.LateSong.Id
                ? claim.Value.Verdict == Verdicts.Falls
                : claim.Value.Verdict is Verdicts.Holds or Verdicts.Recorded,
            $"{claim.Key}: {claim.Value}"));
        Assert.Contains(
            "0 times in the ledger after 1 minutes: not loaded (no notice of it came",
            claims[Claims.LateSong.Id].Seen,
            StringComparison.Ordinal);
        Assert.Equal(RedshiftSpeaking.OfAManifest, claims[Claims.DeniedManifest.Id].Seen);
        Assert.Equal($"Unknown: {RedshiftSpeaking.OfAFile}", claims[Claims.DeniedFile.Id].Seen);
        Assert.Equal("sparkify: Snapshot Isolation", claims[Claims.IsolationLevel.Id].Seen);
        Assert.Equal("480 RPU-seconds are charged in 1 minutes", claims[Claims.ChargedMinute.Id].Seen);
    }
}
